"""`kezdesu report`: write a period's report as a document, or verify one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.language import CODES
from kezdesu.core.periods import Period
from kezdesu.reports.documents import TYPES, is_as_issued, issue, seals_in
from kezdesu.reports.models import Report
from kezdesu.reports.queries import contents_of, drift_of, faults_of, latest_report


class Command(BaseCommand):
    help = "Writes a period's report as a document; `report verify FILE|ID` checks a frozen one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="?", choices=["verify"], help="check a frozen report")
        parser.add_argument("subject", nargs="?", help="a document, or the number of a report")
        parser.add_argument("--office", help="the office's short name, as in shymkent")
        parser.add_argument("--period", help="2023-H1, 2023-Q1, 2023-05 or 2023")
        parser.add_argument("--language", choices=CODES, default="kk")
        parser.add_argument("--format", choices=list(TYPES), default="docx")
        parser.add_argument("-o", "--output", help="the file to write")

    def handle(self, **options: Any) -> None:
        try:
            if options["action"] == "verify":
                self.stdout.write(verified(options["subject"]))
            else:
                self.stdout.write(written(options))
        except Refused as refused:
            raise CommandError(str(refused)) from refused


def written(options: dict[str, Any]) -> str:
    for name in ("office", "period", "output"):
        if not options[name]:
            raise CommandError(f"Say which {name}: --{name} …")
    target = Path(options["output"])
    if not target.parent.is_dir():
        raise CommandError(f"There is no folder {target.parent}.")
    report = _report(options["office"], options["period"])
    issued = issue(report, options["language"], options["format"])
    try:
        target.write_bytes(issued.content)
    except OSError as error:
        raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
    return f"{target}: {report.get_status_display()}, {len(issued.content):,} bytes"


def verified(subject: str | None) -> str:
    """One sentence when all is well; raises CommandError with one when it is not."""
    if not subject:
        raise CommandError("Say what to verify: a document or the number of a report.")
    if subject.isdigit():
        report = Report.objects.filter(pk=int(subject)).first()
        if report is None:
            raise CommandError(f"There is no report {subject}.")
        return _verified_report(report)
    try:
        content = Path(subject).read_bytes()
    except OSError as error:
        raise CommandError(f"{subject} cannot be read: {error.strerror}.") from error
    return _verified_file(subject, content)


def _verified_file(name: str, content: bytes) -> str:
    seals = seals_in(content)
    report = Report.objects.filter(sha256__in=seals).first() if seals else None
    if report is None:
        raise CommandError(f"{name} carries no seal of a report frozen here.")
    _verified_report(report)
    if not is_as_issued(report, content):
        raise CommandError(
            f"{name} carries the seal of {_named(report)}, but says something else: it was changed,"
            " or made by another version of Kezdesu."
        )
    return f"{name} is exactly what {_named(report)} says, frozen on {_day(report)}."


def _verified_report(report: Report) -> str:
    if not report.sha256:
        raise CommandError(f"{_named(report)} is a draft: it is not frozen yet.")
    faults = faults_of(report)
    if faults:
        raise CommandError(f"{_named(report)} was changed after it was frozen. {' '.join(faults)}")
    holds = f"{_named(report)} holds what was frozen on {_day(report)}, SHA-256 {report.sha256}."
    return "\n".join([holds, *_drift_in_words(report)])


def _drift_in_words(report: Report) -> list[str]:
    """The report is intact, and yet the records may have moved on: that is said, not refused."""
    return [
        f"The records have moved on: {drift.key} was {drift.frozen}, is now {drift.now}"
        f" (rows that came, went or changed: {len(drift.rows)})."
        for drift in drift_of(report, contents_of(report))
    ]


def _report(slug: str, code: str) -> Report:
    """The latest version; without one, a draft made for this document and not kept."""
    office = Office.objects.filter(slug=slug).first()
    if office is None:
        raise CommandError(f"There is no office {slug!r}.")
    try:
        period = Period.parse(code)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return latest_report(office, period) or Report(office=office, period=period.code)


def _named(report: Report) -> str:
    return f"Report {report.office.slug} {report.period}, version {report.version}"


def _day(report: Report) -> str:
    return f"{report.frozen_at:%Y-%m-%d}"
