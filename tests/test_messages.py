import pytest

from tools.messages import LANGUAGES, faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_stale(language: str) -> None:
    assert faults(language) == []
