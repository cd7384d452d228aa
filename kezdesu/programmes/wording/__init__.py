"""A rule as a sentence in each language, for the track's page, plans and explanations.

Sentences decline numbers and dates by rule, so they are made here and not in a catalogue.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language

from kezdesu.core.language import kazakh as kazakh_language
from kezdesu.core.language import language

from ..choices import RuleKind
from . import english, kazakh, russian

_SENTENCES: Final = {
    "kk": kazakh.SENTENCES,
    "ru": russian.SENTENCES,
    "en": english.SENTENCES,
}


def rule_sentence(kind: str, values: Mapping[str, Any], code: str, *, name: str = "") -> str:
    """The rule in the language `code`; `name` is that of its category or skill in that language."""
    return _SENTENCES[code][RuleKind(kind)]({**values, "name": name})


def by_day(day: date) -> str:
    """The day after "by", in the page's language; Kazakh says it in the dative: 30 маусымға."""
    code = get_language() or "kk"
    return (
        kazakh_language.long_date(day, "dative") if code == "kk" else language(code).long_date(day)
    )
