from pathlib import Path

import pytest

from tools.messages import LANGUAGES, _write, faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_stale(language: str) -> None:
    assert faults(language) == []


def test_a_catalogue_does_not_say_when_it_was_written(tmp_path: Path) -> None:
    _write(tmp_path / "django.po", "kk", {("Place", None): None})

    written = (tmp_path / "django.po").read_text()
    assert 'msgid "Place"' in written
    assert "POT-Creation-Date" not in written
