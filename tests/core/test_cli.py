"""The command line speaks the language asked for, else the terminal's, else Kazakh."""

import pytest
from django.utils.translation import override

from kezdesu import cli

VARIABLES = ("KEZDESU_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "kk"),
        ({"LANG": "C.UTF-8"}, "kk"),
        ({"LANG": "de_DE.UTF-8"}, "kk"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "KEZDESU_LANGUAGE": "kk"}, "kk"),
    ],
)
def test_the_terminals_language_is_taken(variables, language, monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cli._of_the_terminal() == language


@pytest.mark.parametrize(
    ("argv", "command", "language"),
    [
        (["audit", "verify"], ["audit", "verify"], ""),
        (["--language", "ru", "audit", "verify"], ["audit", "verify"], "ru"),
        (["import", "places", "x.xlsx", "--language", "en"], ["import", "places", "x.xlsx"], "en"),
        (["figures", "--language", "de"], ["figures", "--language", "de"], ""),
        (["figures", "--language"], ["figures", "--language"], ""),
    ],
)
def test_any_command_takes_a_language(argv, command, language):
    assert cli._spoken(argv) == (command, language)


@pytest.mark.parametrize(
    ("code", "said"),
    [("kk", "файлы оқылмады"), ("ru", "не читается"), ("en", "cannot be read")],
)
def test_a_commands_sentences_are_in_the_language_asked_for(code, said, capfd):
    with pytest.raises(SystemExit), override(code):
        cli.main(["report", "verify", "/nowhere", "--language", code])
    assert said in capfd.readouterr().err
