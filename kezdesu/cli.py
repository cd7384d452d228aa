"""The one command line. Engine commands run without Django; the rest are Django's own, by name."""

import os
import sys
from pathlib import Path

_OVERVIEW: tuple[list[str], ...] = ([], ["help"], ["--help"], ["-h"])
_LANGUAGES = {"kk", "ru", "en"}
DEMO_DATA = Path(__file__).resolve().parent.parent / "data" / "demo"


def main(argv: list[str] | None = None) -> int:
    argv, asked = _spoken(sys.argv[1:] if argv is None else argv)
    if argv and argv[0] in {"plan", "check"}:
        from planner import command

        run = command.plan if argv[0] == "plan" else command.check
        return run(argv[1:], asked or _of_the_terminal())
    if argv and argv[0] == "demo":
        # The demo is built anew when its sources change: never in an office's own data.
        os.environ.setdefault("KEZDESU_DATA", str(DEMO_DATA))
    return _django(argv, asked or _of_the_terminal())


def _django(argv: list[str], language: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kezdesu.settings")
    import django
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, connection
    from django.utils import translation
    from django.utils.translation import gettext as _

    django.setup()
    translation.activate(language)
    if argv in _OVERVIEW:
        return _overview()
    try:
        execute_from_command_line(["kezdesu", *argv])
    except DatabaseError:
        if "django_migrations" in connection.introspection.table_names():
            raise
        print(_("There is no database here yet: “kezdesu serve” makes it."), file=sys.stderr)
        return 1
    return 0


def _overview() -> int:
    from rich.console import Console

    from kezdesu.core.management.overview import print_overview

    print_overview(Console(highlight=False))
    return 0


def _spoken(argv: list[str]) -> tuple[list[str], str]:
    """The command without `--language kk|ru|en`, which any takes, and what stood there.

    `--language=ru` is left to commands that have such an option of their own.
    """
    place = argv.index("--language") if "--language" in argv else len(argv)
    code = next(iter(argv[place + 1 :]), "")
    if code not in _LANGUAGES:
        return argv, ""
    return argv[:place] + argv[place + 2 :], code


def _of_the_terminal() -> str:
    """KEZDESU_LANGUAGE, else the terminal's when it is one of ours, else Kazakh."""
    for name in ("KEZDESU_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (language := os.environ.get(name, "")[:2]) in _LANGUAGES:
            return language
    return "kk"


if __name__ == "__main__":
    sys.exit(main())
