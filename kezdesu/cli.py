"""The one command line. Engine commands run without Django; the rest are Django's own, by name."""

import os
import sys
from pathlib import Path

DEMO_DATA = Path(__file__).resolve().parent.parent / "data" / "demo"


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    if argv and argv[0] in {"plan", "check"}:
        from planner import command

        return command.plan(argv[1:]) if argv[0] == "plan" else command.check(argv[1:])
    if argv and argv[0] == "demo":
        # The demo is built anew when its sources change: never in an office's own data.
        os.environ.setdefault("KEZDESU_DATA", str(DEMO_DATA))
    return _django(argv)


def _django(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kezdesu.settings")
    import django
    from django.core.management import execute_from_command_line
    from django.utils import translation

    django.setup()
    translation.activate(_language())
    execute_from_command_line(["kezdesu", *argv])
    return 0


def _language() -> str:
    """KEZDESU_LANGUAGE, else the terminal's when it is one of ours, else English."""
    for name in ("KEZDESU_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (language := os.environ.get(name, "")[:2]) in {"kk", "ru", "en"}:
            return language
    return "en"


if __name__ == "__main__":
    sys.exit(main())
