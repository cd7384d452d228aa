"""The one command line. Engine commands run without Django; the rest are Django's own, by name."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    if argv and argv[0] in {"plan", "check"}:
        from planner import command

        return command.plan(argv[1:]) if argv[0] == "plan" else command.check(argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kezdesu.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kezdesu", *argv])
    return 0


if __name__ == "__main__":
    sys.exit(main())
