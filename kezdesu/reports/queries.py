"""Reads of reports: their contents as frozen or as the records stand, their state, their drift."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.choices import Interface
from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import with_beneath
from kezdesu.core import audit
from kezdesu.core.language import CODES
from kezdesu.core.periods import Period
from kezdesu.programmes.models import Programme

from . import rules
from .addresses import DeskAddresses, for_visitors
from .choices import Purpose, ReportStatus
from .drifting import DriftRow, drift_rows
from .facts import ReportFacts, as_json, facts_from_json
from .gathering import figures_now, report_facts
from .models import Report, TextTemplate
from .papers import Paper, paper_of
from .web import body, prose
from .writing import TextError, Wording, WrittenText, default_wording, write

# Code of the language: the text.
Texts = Mapping[str, WrittenText]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report holds; `posts` are the words for the public page."""

    facts: ReportFacts
    reports: Texts
    posts: Texts


@dataclass(frozen=True, slots=True)
class LanguageState:
    """Where one language of a report stands: "draft", or "checked" by a person."""

    code: str
    name: str
    state: str

    @property
    def is_checked(self) -> bool:
        return self.state == "checked"


@dataclass(frozen=True, slots=True)
class ReportRow:
    pk: int
    period: Period
    label: str
    version: int
    status: str
    frozen_at: datetime | None
    is_superseded: bool  # a later version is frozen; a draft takes nobody's place yet
    languages: list[LanguageState]

    @property
    def state_name(self) -> str:
        return str(ReportStatus(self.status).label)


def latest_report(office: Office, period: Period) -> Report | None:
    return office.reports.filter(period=period.code).order_by("-version").first()


def report_rows(office: Office) -> list[ReportRow]:
    """Every report of the office, latest period and version first."""
    rows, frozen = [], set[str]()
    reports = office.reports.prefetch_related("texts").order_by("-period", "-version")
    for report in reports.defer("frozen"):
        rows.append(
            ReportRow(
                pk=report.pk,
                period=Period.parse(report.period),
                label=Period.parse(report.period).label(get_language() or "kk"),
                version=report.version,
                status=report.status,
                frozen_at=report.frozen_at,
                is_superseded=report.period in frozen,
                languages=language_states(report),
            )
        )
        if report.status != ReportStatus.DRAFT:
            frozen.add(report.period)
    return sorted(rows, key=lambda row: (row.period, row.version), reverse=True)


def language_states(report: Report) -> list[LanguageState]:
    """Each language of the report; one that lags behind is a draft."""
    checked = {text.language for text in report.texts.all() if text.is_checked}
    return [
        LanguageState(code, str(name), "checked" if code in checked else "draft")
        for code, name in Interface.choices
    ]


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
        workbook=file_name(report, code, "xlsx"),
    )


def file_name(report: Report, code: str, form: str) -> str:
    """What the report is called as a file, in every form."""
    draft = "" if report.sha256 else "-draft"
    ending = "-summary.pdf" if form == "summary" else f".{form}"
    return f"{report.office.slug}-{report.period}-v{report.version}{draft}-{code}{ending}"


def drift_of(report: Report, contents: Contents) -> list[rules.Drift]:
    """Where the records have moved on since the report was frozen; a draft never drifts."""
    if report.status == ReportStatus.DRAFT:
        return []
    now = figures_now(report.office, Period.parse(report.period))
    return rules.drift(contents.facts.figures, now)


def faults_of(report: Report) -> list[str]:
    """What was changed in a frozen report itself, a sentence each; none when it is intact."""
    faults, sealed = [], _sealed_in_the_log(report)
    if rules.seal_of(report.frozen) != report.sha256:
        faults.append(_("What was frozen was changed: the seal is broken."))
    elif sealed.get("sha256", report.sha256) != report.sha256:
        faults.append(_("The seal is not the one that the audit log holds: it was put on later."))
    contents = contents_from_json(report.frozen)
    faults += [
        _("The figure “%(key)s” says %(value)s, and its rows add up to %(sum)s.")
        % {"key": figure.key, "value": figure.value, "sum": sum(figure.amounts.values())}
        for figure in rules.does_not_add_up(contents.facts.figures)
    ]
    kept = {text.language: WrittenText(text.title, text.body) for text in report.texts.all()}
    faults += [
        _("The text in the language “%(code)s” is not the one that was frozen.") % {"code": code}
        for code in CODES
        if kept.get(code) != contents.reports[code]
    ]
    return faults + [
        _part_in_words(part) for part in rules.changed_parts(report.frozen, sealed.get("parts", {}))
    ]


def _sealed_in_the_log(report: Report) -> Mapping[str, Any]:
    """What the audit log holds of the freezing; nothing of reports made before it held parts."""
    acts = audit.entries_of(report, "reports.report_frozen")
    return acts[0].changes if acts else {}


def _part_in_words(name: str) -> str:
    kind, _dot, part = name.partition(".")
    if kind == "figures":
        key, _dot, what = part.rpartition(".")
        sentences = {
            "value": _("Of the figure “%(key)s” another number was frozen."),
            "amounts": _("Of the figure “%(key)s” other rows were frozen."),
        }
        told = sentences.get(what, _("Of the figure “%(key)s” other words were frozen."))
        return told % {"key": key}
    sentences = {
        "reports": _("Of the report another text was frozen in the language “%(part)s”."),
        "posts": _("Of the post another text was frozen in the language “%(part)s”."),
    }
    return sentences.get(kind, _("Other facts were frozen as “%(part)s”.")) % {"part": part}


def is_sound(report: Report) -> bool:
    """Whether a frozen report still holds, byte for byte, what was sealed."""
    return bool(report.sha256) and not faults_of(report)


def _written(office: Office, purpose: Purpose, facts: ReportFacts, code: str) -> WrittenText:
    return write(wording_for(office, purpose, code), facts, code)


def _today() -> date:
    return timezone.localdate()


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's words in one language for the desk, or the sentence on why there are none."""

    title: str
    html: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a report frozen now would not hold."""

    last_day: date
    planned: int  # meetings of days to come; none where the offices beneath list them


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: Report
    label: str  # of its period
    reading: Reading
    figures: int
    drift: list[DriftRow]
    is_sound: bool
    corrects: Report | None  # the version before
    later: Report | None  # the version after
    is_discardable: bool
    unfinished: Unfinished | None  # of a draft, while its period lasts
    languages: list[LanguageState]

    @property
    def corrected_by(self) -> Report | None:
        """The version after, once it is frozen."""
        is_draft = self.later is not None and self.later.status == ReportStatus.DRAFT
        return None if is_draft else self.later


def unfinished(facts: ReportFacts, today: date) -> Unfinished | None:
    """None once the last day has come."""
    last = facts.period.ends_on
    ahead = sum(visit.day > today for track in facts.tracks for visit in track.visits)
    return Unfinished(last, ahead) if today < last else None


def report_page(report: Report, code: str, purpose: Purpose) -> ReportPage:
    """What the desk shows of a report; a text that cannot be written becomes its sentence."""
    try:
        contents = contents_of(report)
        told = _reading(report, contents, code, purpose)
    except TextError as error:
        contents, told = None, Reading("", "", str(error))
    is_draft = report.status == ReportStatus.DRAFT
    today = timezone.localdate(timezone=ZoneInfo(report.office.time_zone))
    return ReportPage(
        report=report,
        label=Period.parse(report.period).label(get_language() or "kk"),
        reading=told,
        figures=len(contents.facts.figures) if contents else 0,
        drift=drift_rows(report, drift_of(report, contents)) if contents else [],
        is_sound=is_draft or is_sound(report),
        corrects=_version(report, report.version - 1),
        later=_version(report, report.version + 1),
        unfinished=unfinished(contents.facts, today) if contents and is_draft else None,
        is_discardable=is_draft and not report.issued_files.exists(),
        languages=language_states(report),
    )


def _version(report: Report, number: int) -> Report | None:
    return Report.objects.filter(
        office=report.office_id, period=report.period, version=number
    ).first()


def _reading(report: Report, contents: Contents, code: str, purpose: Purpose) -> Reading:
    """A report opens its numbers at the desk, a post where visitors will open them."""
    period, is_frozen = Period.parse(report.period), report.status != ReportStatus.DRAFT
    if purpose == Purpose.POST:
        text = contents.posts[code]
        opens_to = for_visitors(code, period, contents.facts, is_frozen=is_frozen)
        return Reading(text.title, prose(text.body, opens_to))
    whole = paper(report, contents, code)
    opens = DeskAddresses(period, contents.facts, is_frozen=is_frozen)
    return Reading(whole.title, body(whole, opens.of_figure, opens.of_cell, title_level=2))


def open_periods(office: Office, today: date) -> list[Period]:
    """Half-years since the first programme, here or beneath, without a draft; latest first."""
    programmes = Programme.objects.filter(office__in=with_beneath(office))
    first = programmes.aggregate(day=Min("starts_on"))["day"]
    drafts = set(office.reports.filter(status=ReportStatus.DRAFT).values_list("period", flat=True))
    periods, step = [], Period.half_year_of(today)
    while first and step.ends_on >= first:
        if step.code not in drafts:
            periods.append(step)
        step = step.previous()
    return periods


def frozen_versions(office: Office) -> dict[str, Report]:
    """The latest frozen report of each period, by its code."""
    frozen = office.reports.exclude(status=ReportStatus.DRAFT).defer("frozen")
    return {report.period: report for report in frozen.order_by("version")}


def author_of(report: Report) -> str:
    """Who signs a report unless told otherwise: the office, as it was called then."""
    return report.office.named_on(Period.parse(report.period).ends_on).name_kk


@dataclass(frozen=True, slots=True)
class WordingRow:
    purpose: str
    purpose_name: str
    language: str
    language_name: str
    is_own: bool


def wording_rows(office: Office) -> list[WordingRow]:
    """Every text of the office: its own, or the default that stands in for it."""
    own = set(office.text_templates.values_list("purpose", "language"))
    return [
        WordingRow(purpose, str(name), code, str(language_name), (purpose, code) in own)
        for purpose, name in Purpose.choices
        for code, language_name in Interface.choices
    ]
