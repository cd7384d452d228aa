"""A template written for one language must not meet a missing name in another."""

import inspect
from typing import get_type_hints

import pytest

from kezdesu.core.language import CODES, Language, language

NAMES = [name for name in vars(Language) if not name.startswith("_")]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", NAMES)
def test_each_language_speaks_the_whole_protocol(code, name):
    spoken = inspect.signature(getattr(language(code), name))
    asked = inspect.signature(getattr(Language, name))
    wanted = list(asked.parameters)[1:]
    assert list(spoken.parameters)[: len(wanted)] == wanted
    assert get_type_hints(getattr(language(code), name))["return"]


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="kk, ru, en"):
        language("de")
