"""The command line speaks the language asked for, else the terminal's, else Kazakh."""

import os
import subprocess
import sys

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
    [("kk", "файлы жоқ"), ("ru", "Файла «/nowhere» нет"), ("en", "There is no file")],
)
def test_a_commands_sentences_are_in_the_language_asked_for(code, said, capfd):
    with pytest.raises(SystemExit), override(code):
        cli.main(["report", "verify", "/nowhere", "--language", code])
    assert said in capfd.readouterr().err


def test_without_a_database_a_command_says_so_in_one_sentence(tmp_path):
    command = [sys.executable, "-m", "kezdesu.cli", "report", "verify", "1", "--language", "ru"]
    done = subprocess.run(
        command,
        env=os.environ
        | {"KEZDESU_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kezdesu.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "Базы данных здесь ещё нет: её создаёт «kezdesu serve».\n"
