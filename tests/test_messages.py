from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tools.messages import LANGUAGES, _write, faults, held, hidden

KEZDESU = Path(__file__).parents[1] / "kezdesu"
# Words that Kazakh pages and papers once had for what the glossary now calls by one name.
GIVEN_UP = ("тұрақтандыр", "жұртқа ашық", "әртүрлі адам", "кездесу суреттері")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_stale(language: str) -> None:
    assert faults(language) == []


def test_no_message_stands_where_nothing_finds_it() -> None:
    assert hidden() == []


def test_a_message_in_an_f_string_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text(
        'seen = _("Seen")\n'
        "f\"{_('Saved.')} {count:{len(_('wide'))}}\"\n"
        "f\"{seen} {tr.ngettext('a day', 'days', 2)}\"\n"
    )
    views = tmp_path / "views.py"
    assert hidden([tmp_path]) == [
        f"{views}:2: _('Saved.') stands in an f-string, where nothing finds it",
        f"{views}:2: _('wide') stands in an f-string, where nothing finds it",
        f"{views}:3: tr.ngettext('a day', 'days', 2) stands in an f-string, where nothing finds it",
    ]


def test_a_catalogue_does_not_say_when_it_was_written(tmp_path: Path) -> None:
    _write(tmp_path / "django.po", "kk", {("Place", None): None})

    written = (tmp_path / "django.po").read_text()
    assert 'msgid "Place"' in written
    assert "POT-Creation-Date" not in written


def test_kazakh_calls_a_thing_by_the_name_of_the_glossary() -> None:
    files = [*KEZDESU.glob("*/locale/kk/LC_MESSAGES/django.po"), *KEZDESU.glob("*/texts/kk/*")]
    assert len(files) > 10
    for file in files:
        text = file.read_text().casefold()
        assert [word for word in GIVEN_UP if word in text] == [], file


def test_kazakh_does_not_call_a_table_by_the_word_for_the_schedule() -> None:
    """«кесте» is both; a reader who is sent to one must not look for it in the schedule."""
    russian = held("ru")
    tables = {
        key: words
        for key, by_app in held("kk").items()
        if "табл" in " ".join(_words(russian.get(key, {}))).casefold()
        for words in [" ".join(_words(by_app)).casefold()]
        if "кест" in words.replace("деректер кест", "")
    }
    assert tables == {}


def _words(by_app: dict[str, Message]) -> list[str]:
    strings = [message.string for message in by_app.values()]
    return [each for said in strings for each in ([said] if isinstance(said, str) else said)]
