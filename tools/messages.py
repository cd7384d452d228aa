"""The catalogues of translations: find every message in code and templates, keep kk and ru whole.

python -m tools.messages           add new messages to the apps' catalogues, drop stale ones
python -m tools.messages --check   say what lacks a translation; exit 1 if anything does

Django's own extraction needs GNU gettext on the machine; Babel and Django's `templatize` do not.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parent.parent
PATTERNS = ("*.py", "templates/**/*.html", "templates/**/*.txt")
WRITERS = (
    "services.py",
    "proposing.py",
    "repairing.py",
    "calendar_links.py",
    "notices.py",
    "imports.py",
)  # where services stand
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

NAMES = frozenset({"_", *KEYWORDS})

Key = tuple[str | tuple[str, ...], str | None]  # message (or singular and plural), context


def found() -> dict[Key, list[str]]:
    """Every message of ours and the files that say it."""
    places: dict[Key, list[str]] = {}
    for folder in SOURCES:
        for file in sorted(each for pattern in PATTERNS for each in folder.rglob(pattern)):
            for message in chain(_messages(file), _acts(file)):
                places.setdefault(message, []).append(str(file.relative_to(HOUSE)))
    return places


def _messages(file: Path) -> Iterator[Key]:
    source = file.read_text()
    if file.suffix != ".py":
        # What it blanks out keeps the template's indentation, which is none of Python's.
        lines = templatize(source, origin=str(file)).splitlines()
        source = "\n".join(line.lstrip() for line in lines)
    code = BytesIO(source.encode())
    for _line, message, _comments, context in extract("python", code, keywords=KEYWORDS):
        yield (message, context)


def _acts(file: Path) -> Iterator[Key]:
    """The names of audited acts, which a record's history says in words (`core.history`)."""
    home = file.parent
    if home.name == "services":  # a package, split by noun
        home = home.parent
    if file.name in WRITERS or file.parent != home:
        app = home.name
        for action in re.findall(rf'"{app}\.([a-z]+_[a-z_]+|imported)"', file.read_text()):
            yield (action.replace("_", " "), "act")


def hidden(folders: Iterable[Path] = SOURCES) -> list[str]:
    """The messages inside f-strings, a sentence each: Python 3.11 gives an f-string away as one
    token, so that extraction passes over them and the page says them in English."""
    return [
        f"{file}:{line}: {call} stands in an f-string, where nothing finds it"
        for folder in folders
        for file in sorted(folder.rglob("*.py"))
        for line, call in _in_f_strings(ast.parse(file.read_text()))
    ]


def _in_f_strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    inside = {node for string in strings for node in ast.walk(string)}
    calls = [node for node in inside if isinstance(node, ast.Call) and _named(node) in NAMES]
    yield from sorted((call.lineno, ast.unparse(call)) for call in calls)


def _named(call: ast.Call) -> str:
    """«gettext» of both `gettext(…)` and `translation.gettext(…)`."""
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def borrowed() -> set[Key]:
    """Messages of Django and allauth: we may translate those that their own catalogues lack."""
    ids: set[Key] = set()
    for package in (django, allauth):
        root = Path(str(package.__file__)).parent
        for file in root.rglob("locale/en/LC_MESSAGES/django.po"):
            ids |= {_key(message) for message in _read(file, "en")}
    return ids


def catalogue(app: str, language: str) -> Path:
    return HOUSE / "kezdesu" / app / "locale" / language / "LC_MESSAGES" / "django.po"


def apps() -> list[str]:
    return sorted(file.parent.name for file in (HOUSE / "kezdesu").glob("*/__init__.py"))


def faults(language: str) -> list[str]:
    """What is wrong with the catalogues of a language, a sentence each; empty when all is well.

    A message may stand in any app's catalogue, and in two only with the same translation.
    """
    wanted, lent = found(), borrowed()
    has = held(language)
    lacking = [key for key in wanted if not any(map(_is_translated, has.get(key, {}).values()))]
    stale = [key for key in has if key not in wanted and key not in lent]
    fuzzy = [key for key, by_app in has.items() if any(each.fuzzy for each in by_app.values())]
    torn = [key for key, by_app in has.items() if len({str(m.string) for m in by_app.values()}) > 1]
    return [
        *(f"{language}: no translation of {key[0]!r} ({wanted[key][0]})" for key in lacking),
        *(f"{language}: nothing says {key[0]!r} ({', '.join(has[key])}) any more" for key in stale),
        *(f"{language}: {key[0]!r} is fuzzy" for key in fuzzy),
        *(f"{language}: {key[0]!r} differs: {_versions(has[key])}" for key in torn),
    ]


def held(language: str) -> dict[Key, dict[str, Message]]:
    """Every entry of the catalogues, by app."""
    entries: dict[Key, dict[str, Message]] = {}
    for app in apps():
        if (file := catalogue(app, language)).exists():
            for message in _read(file, language):
                entries.setdefault(_key(message), {})[app] = message
    return entries


def update(language: str) -> None:
    """Add each new message to the catalogue of the app that says it, drop what nothing says."""
    wanted, lent, has = found(), borrowed(), held(language)
    for app in apps():
        mine = {key: by_app[app] for key, by_app in has.items() if app in by_app}
        new = {key for key, files in wanted.items() if key not in has and _app(files[0]) == app}
        kept = {key for key in mine if key in wanted or key in lent}
        if mine.keys() == kept and not new:
            continue
        _write(catalogue(app, language), language, {key: mine.get(key) for key in kept | new})


def _app(file: str) -> str:
    parts = Path(file).parts
    return parts[1] if parts[0] == "kezdesu" and len(parts) > 2 else "home"


def _write(file: Path, language: str, entries: dict[Key, Message | None]) -> None:
    new = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for key in sorted(entries, key=str):
        known = entries[key]
        new.add(
            key[0],
            known.string if known else "",
            flags=known.flags - {"fuzzy"} if known else (),
            context=key[1],
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    text = BytesIO()
    write_po(text, new, width=100)
    # When it was written would differ in every branch, and so conflict at every merge.
    file.write_bytes(re.sub(rb'"POT-Creation-Date: .*"\n', b"", text.getvalue()))


def _versions(by_app: dict[str, Message]) -> str:
    return "; ".join(f"{app} {message.string!r}" for app, message in by_app.items())


def _read(file: Path, language: str) -> list[Message]:
    with file.open("rb") as text:
        return [message for message in read_po(text, locale=language) if message.id]


def _key(message: Message) -> Key:
    return (message.id if isinstance(message.id, str) else tuple(message.id), message.context)


def _is_translated(message: Message) -> bool:
    words = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(words)


def main() -> int:
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            update(language)
    wrong = [*hidden(), *(fault for language in LANGUAGES for fault in faults(language))]
    print("\n".join(wrong) or "Every message is in Kazakh and Russian.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
