"""The catalogues of translations: find every message in code and templates, keep kk and ru whole.

python -m tools.messages           add new messages to the catalogues, drop what nothing says
python -m tools.messages --check   say what lacks a translation; exit 1 if anything does

Django's own extraction needs GNU gettext on the machine; Babel and Django's `templatize` do not.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parent.parent
SOURCES = [HOUSE / "kezdesu", HOUSE / "demo"]
LANGUAGES = ("kk", "ru")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

Id = tuple[str | tuple[str, ...], str | None]  # message (or singular and plural), context


def found() -> dict[Id, list[str]]:
    """Every message of ours and the files that say it."""
    places: dict[Id, list[str]] = {}
    for folder in SOURCES:
        for file in sorted(
            [*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]
        ):
            for message in _messages(file):
                places.setdefault(message, []).append(str(file.relative_to(HOUSE)))
    return places


def _messages(file: Path) -> Iterator[Id]:
    source = file.read_text()
    if file.suffix != ".py":
        # What it blanks out keeps the template's indentation, which is none of Python's.
        lines = templatize(source, origin=str(file)).splitlines()
        source = "\n".join(line.lstrip() for line in lines)
    code = BytesIO(source.encode())
    for _line, message, _comments, context in extract("python", code, keywords=KEYWORDS):
        yield (message, context)


def borrowed() -> set[Id]:
    """Messages of Django and allauth: we may translate those that their own catalogues lack."""
    ids: set[Id] = set()
    for package in (django, allauth):
        root = Path(package.__file__).parent
        for file in root.rglob("locale/en/LC_MESSAGES/django.po"):
            ids |= {_id(message) for message in _read(file, "en")}
    return ids


def catalogue(language: str) -> Path:
    return HOUSE / "kezdesu" / "locale" / language / "LC_MESSAGES" / "django.po"


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue, a sentence each; empty when it is whole."""
    wanted, lent = found(), borrowed()
    has = {_id(message): message for message in _read(catalogue(language), language)}
    lacking = [key for key in wanted if key not in has or not _is_translated(has[key])]
    stale = [key for key in has if key not in wanted and key not in lent]
    fuzzy = [key for key, message in has.items() if message.fuzzy]
    return [
        *(f"{language}: no translation of {key[0]!r} ({wanted[key][0]})" for key in lacking),
        *(f"{language}: nothing says {key[0]!r} any more" for key in stale),
        *(f"{language}: {key[0]!r} is fuzzy" for key in fuzzy),
    ]


def update(language: str) -> None:
    """Write the catalogue anew: what is said, with its translations and places, in stable order."""
    wanted, lent, file = found(), borrowed(), catalogue(language)
    old = {_id(message): message for message in _read(file, language)} if file.exists() else {}
    new = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for key in sorted(wanted.keys() | (old.keys() & lent), key=str):
        known = old.get(key)
        new.add(
            key[0],
            known.string if known else "",
            locations=[(place, None) for place in dict.fromkeys(wanted.get(key, []))],
            flags=known.flags - {"fuzzy"} if known else (),
            context=key[1],
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, new, width=100, omit_header=False, include_lineno=False)


def _read(file: Path, language: str) -> list[Message]:
    with file.open("rb") as text:
        return [message for message in read_po(text, locale=language) if message.id]


def _id(message: Message) -> Id:
    return (message.id, message.context)


def _is_translated(message: Message) -> bool:
    words = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(words)


def main() -> int:
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            update(language)
    wrong = [fault for language in LANGUAGES for fault in faults(language)]
    print("\n".join(wrong) or "Every message is in Kazakh and Russian.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
