"""Reads of reports: their contents as frozen or as the records stand, their state, their drift."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kezdesu.accounts.models import Office
from kezdesu.core.language import CODES
from kezdesu.core.periods import Period

from . import rules
from .choices import Purpose, ReportStatus
from .facts import ReportFacts, as_json, facts_from_json
from .gathering import report_facts
from .models import Report, TextTemplate
from .papers import Paper, paper_of
from .writing import Wording, WrittenText, default_wording, write

# Code of the language: the text.
Texts = Mapping[str, WrittenText]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report holds; `posts` are the words for the public page."""

    facts: ReportFacts
    reports: Texts
    posts: Texts


@dataclass(frozen=True, slots=True)
class ReportRow:
    pk: int
    period: Period
    version: int
    status: str
    frozen_at: datetime | None
    is_latest: bool


def latest_report(office: Office, period: Period) -> Report | None:
    return office.reports.filter(period=period.code).order_by("-version").first()


def report_rows(office: Office) -> list[ReportRow]:
    """Every report of the office, latest period and version first."""
    rows, seen = [], set()
    for report in office.reports.order_by("-period", "-version"):
        rows.append(
            ReportRow(
                pk=report.pk,
                period=Period.parse(report.period),
                version=report.version,
                status=report.status,
                frozen_at=report.frozen_at,
                is_latest=report.period not in seen,
            )
        )
        seen.add(report.period)
    return sorted(rows, key=lambda row: (row.period, row.version), reverse=True)


def contents_of(report: Report) -> Contents:
    """What was frozen, or, of a draft, what the records say now; raises TextError."""
    if report.status == ReportStatus.DRAFT:
        return contents_now(report.office, Period.parse(report.period))
    return contents_from_json(report.frozen)


def contents_now(office: Office, period: Period) -> Contents:
    facts = report_facts(office, period)
    return Contents(
        facts,
        reports={code: _written(office, Purpose.REPORT, facts, code) for code in CODES},
        posts={code: _written(office, Purpose.POST, facts, code) for code in CODES},
    )


def contents_as_json(contents: Contents) -> dict[str, Any]:
    return {
        "facts": as_json(contents.facts),
        "reports": {code: as_json(text) for code, text in contents.reports.items()},
        "posts": {code: as_json(text) for code, text in contents.posts.items()},
    }


def contents_from_json(frozen: Mapping[str, Any]) -> Contents:
    return Contents(
        facts_from_json(frozen["facts"]),
        reports={code: WrittenText(**frozen["reports"][code]) for code in CODES},
        posts={code: WrittenText(**frozen["posts"][code]) for code in CODES},
    )


def wording_for(office: Office, purpose: Purpose, code: str) -> Wording:
    """The office's own template, else the default of the house."""
    own = TextTemplate.objects.filter(office=office, purpose=purpose, language=code).first()
    return Wording(own.title, own.body) if own else default_wording(purpose, code)


def paper(report: Report, contents: Contents, code: str) -> Paper:
    frozen_on = report.frozen_at.date() if report.frozen_at else None
    return paper_of(
        contents.facts,
        contents.reports[code],
        code,
        made_on=frozen_on or _today(),
        version=report.version,
        frozen_on=frozen_on,
        seal=report.sha256,
    )


def drift_of(report: Report, contents: Contents) -> list[rules.Drift]:
    """Where the records have moved on since the report was frozen; a draft never drifts."""
    if report.status == ReportStatus.DRAFT:
        return []
    now = report_facts(report.office, Period.parse(report.period))
    return rules.drift(contents.facts.figures, now.figures)


def is_sound(report: Report) -> bool:
    """Whether a frozen report still holds, byte for byte, what was sealed."""
    return bool(report.sha256) and rules.seal_of(report.frozen) == report.sha256


def _written(office: Office, purpose: Purpose, facts: ReportFacts, code: str) -> WrittenText:
    return write(wording_for(office, purpose, code), facts, code)


def _today() -> date:
    return timezone.localdate()
