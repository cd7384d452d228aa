"""`kezdesu report`: write a period's report as a document, or verify one."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.core.language import CODES, language
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.figures.asking import office_called, period_of
from kezdesu.reports.documents import TYPES, Issued, issue
from kezdesu.reports.models import Report
from kezdesu.reports.queries import latest_report
from kezdesu.reports.services import issue_file
from kezdesu.reports.together import issue_together
from kezdesu.reports.verifying import Verdict, verdict_on_file, verdict_on_report


class Command(SpeakingCommand):
    help = gettext_noop("Write a period's report as a document, or verify one.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="?", choices=["verify"], help="check a frozen report")
        parser.add_argument("subject", nargs="?", help="a document, or the number of a report")
        parser.add_argument("--office", help="the office's short name, as in shymkent")
        parser.add_argument("--period", help="2023-H1, 2023-Q1, 2023-05 or 2023")
        parser.add_argument("--language", choices=CODES, help="without it, the terminal's")
        parser.add_argument("--format", choices=list(TYPES), default="docx")
        parser.add_argument("--all", action="store_true", help="every language and form")
        parser.add_argument("--processes", type=int, default=2, help="with --all, at once")
        parser.add_argument("-o", "--output", help="the file to write; with --all, the folder")

    def handle(self, **options: Any) -> None:
        try:
            if options["action"] == "verify":
                self.stdout.write(verified(options["subject"]))
            elif options["all"]:
                for line in all_written(options):
                    self.stdout.write(line)
            else:
                self.stdout.write(written(options))
        except Refused as refused:
            raise CommandError(str(refused)) from refused


def all_written(options: dict[str, Any]) -> Iterator[str]:
    """A line a document, as it is written into the folder."""
    report, folder = _asked(options)
    if not folder.is_dir():
        raise CommandError(_("There is no folder %(folder)s.") % {"folder": folder})
    wanted = list(product(CODES, TYPES))
    for (code, form), made in issue_together(report, wanted, options["processes"]):
        if report.pk:
            issue_file(report=report, language=code, form=form, by=None, made=made)
        yield _kept(report, folder / made.name, made)


def written(options: dict[str, Any]) -> str:
    report, target = _asked(options)
    if not target.parent.is_dir():
        raise CommandError(_("There is no folder %(folder)s.") % {"folder": target.parent})
    code = options["language"] or get_language() or "kk"
    return _kept(report, target, _issued(report, code, options["format"]))


def _asked(options: dict[str, Any]) -> tuple[Report, Path]:
    for name in ("office", "period", "output"):
        if not options[name]:
            raise CommandError(_("Say which %(name)s: --%(name)s …") % {"name": name})
    office, period = office_called(options["office"]), period_of(options["period"])
    report = latest_report(office, period) or Report(office=office, period=period.code)
    return report, Path(options["output"])


def _kept(report: Report, target: Path, issued: Issued) -> str:
    spoken = get_language() or "kk"
    try:
        target.write_bytes(issued.content)
    except OSError as error:
        raise CommandError(_unwritable(target, error)) from error
    return _("%(file)s: %(state)s, %(size)s bytes") % {
        "file": target,
        "state": report.get_status_display(),
        "size": language(spoken).number(len(issued.content)),
    }


def _issued(report: Report, code: str, form: str) -> Issued:
    """A draft made for this document alone is not kept, and neither is the document's hash."""
    if report.pk:
        return issue_file(report=report, language=code, form=form, by=None)
    return issue(report, code, form)


def verified(subject: str | None) -> str:
    """The sentences when all is well; raises CommandError with them when it is not."""
    if not subject:
        raise CommandError(_("Say what to verify: a document or the number of a report."))
    verdict = _verdict_on_number(subject) if subject.isdigit() else _verdict_on_path(subject)
    told = "\n".join(verdict.sentences)
    if not verdict.holds:
        raise CommandError(told)
    return told


def _verdict_on_number(number: str) -> Verdict:
    report = Report.objects.filter(pk=int(number)).first()
    if report is None:
        raise CommandError(_("There is no report %(number)s.") % {"number": number})
    return verdict_on_report(report)


def _verdict_on_path(path: str) -> Verdict:
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise CommandError(_("There is no file “%(file)s”.") % {"file": path}) from error
    except OSError as error:
        about = {"file": path, "why": error.strerror}
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % about) from error
    return verdict_on_file(path, content)


def _unwritable(target: Path, error: OSError) -> str:
    return _("%(file)s cannot be written: %(why)s.") % {"file": target, "why": error.strerror}
