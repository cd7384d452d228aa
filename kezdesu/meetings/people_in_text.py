"""Whether a text seems to name a resident. It guesses, so it only ever warns.

Names of streets, schools and districts are names of people too: «Тұрар Рысқұлов көшесі» is none.
"""

import re
from collections.abc import Iterator
from typing import Final

_IIN: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\d-])(?:\+?7|8)[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")

_WORD: Final = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+"
_INITIALS: Final = r"(?:[А-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?){1,2}"
# Two to four words with capitals, or initials, beside each other.
_RUN: Final = re.compile(rf"(?:{_WORD}|{_INITIALS})(?:\s*(?:{_WORD}|{_INITIALS})){{1,3}}")
# Асанұлы, Асанқызы, Асанович, Асановна, Ахметов, Ахметовой, Сидоренко
_OF_A_PERSON: Final = re.compile(
    r"[а-яёәғқңөұүһі]{2}(?:ұлы|улы|қызы|кызы|(?:ович|евич)(?:а|у|ем)?|(?:овн|евн)(?:а|ы|е|у|ой)"
    r"|(?:ов|ев|ин)(?:а|у|ым|е|ой)?|ск(?:ий|ая|ого|ому|ой)|енко)\b"
)
_AFTER: Final = (
    *("көше", "даңғыл", "атындағы", "ат.", "мектеп", "мектебі", "ауыл", "аудан", "шағын", "мөлтек"),
    *("тұрғын", "саябақ", "алаң", "улиц", "проспект", "имени", "школ", "район", "микрорайон"),
)
_BEFORE: Final = re.compile(
    r"(?:улиц\w*|ул\.|проспект\w*|пр\.|имени|им\.|школ\w*|посёл\w*|сел\w*|площад\w*|переул\w*"
    r"|көшесі|street)\s+[«\"]?$",
    re.IGNORECASE,
)


def people_in(text: str) -> list[str]:
    """What in `text` looks like a name, phone number, e-mail or IIN, as it stands there."""
    found = [
        *(match.group() for match in _IIN.finditer(text)),
        *(match.group().strip() for match in _PHONE.finditer(text)),
        *(match.group() for match in _MAIL.finditer(text)),
        *_names(text),
    ]
    return list(dict.fromkeys(found))


def _names(text: str) -> Iterator[str]:
    for match in _RUN.finditer(text):
        if not _OF_A_PERSON.search(match.group()):
            continue
        after = text[match.end() :].lstrip(' »"').casefold()
        if not after.startswith(_AFTER) and not _BEFORE.search(text[: match.start()]):
            yield match.group().strip()
