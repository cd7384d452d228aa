"""Whether a frozen report, or a document of one, is what it was; and if not, what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.core.language import CODES, Language, language
from kezdesu.core.spreadsheets.words import language_name

from . import documents, queries
from .file_words import Unreadable, form_of, lines_of, members
from .models import IssuedFile, Report

# More differences, or rows, than these are said as a number.
_SHOWN: Final = 5
_WINDOW: Final = 60  # letters shown on either side of where a line begins to differ


@dataclass(frozen=True, slots=True)
class Verdict:
    holds: bool
    sentences: Sequence[str]


def verdict_on_report(report: Report) -> Verdict:
    """A report that holds may still have been left behind by the records: that is only said."""
    about = {"report": named(report)}
    if not report.sha256:
        return Verdict(False, [_("%(report)s is a draft: it is not frozen yet.") % about])
    faults = queries.faults_of(report)
    moved = list(_moved_on(report))
    if faults:
        changed = _("%(report)s was changed after it was frozen.") % about
        return Verdict(False, [changed, *faults, *moved])
    holds = _("%(report)s holds what was frozen on %(day)s, SHA-256 %(seal)s.")
    told = holds % {**about, "day": _day(report), "seal": report.sha256}
    return Verdict(True, [told, *moved])


def verdict_on_file(name: str, content: bytes) -> Verdict:
    """A file that was issued is known by its hash, whichever version of Kezdesu made it; any
    other that carries a report's seal is compared with the report line by line."""
    issued = (
        IssuedFile.objects.filter(sha256=sha256(content).hexdigest())
        .select_related("report__office", "issued_by")
        .first()
    )
    if issued:
        return _of_issued(name, issued)
    seals = documents.seals_in(content)
    report = Report.objects.filter(sha256__in=seals).first() if seals else None
    if report is None:
        sentence = _("%(name)s was not issued here and carries no seal of a report frozen here.")
        return Verdict(False, [sentence % {"name": name}])
    return _of_stranger(name, content, report)


def named(report: Report) -> str:
    return _("Report %(office)s %(period)s, version %(version)s") % {
        "office": report.office.slug,
        "period": report.period,
        "version": report.version,
    }


def _of_issued(name: str, issued: IssuedFile) -> Verdict:
    told = _(
        "%(name)s is the file issued on %(day)s by %(who)s: %(report)s, %(language)s, %(form)s."
    )
    person = issued.issued_by
    said = told % {
        "name": name,
        "day": _spoken().short_date(timezone.localdate(issued.issued_at)),
        "who": (person.get_full_name() or person.get_username()) if person else _("the system"),
        "report": named(issued.report),
        "language": language_name(issued.language, _code()),
        "form": issued.form.upper(),
    }
    if not issued.seal:
        return Verdict(True, [said, _("It was a draft then: its figures were not frozen.")])
    if issued.seal != issued.report.sha256:
        other = _("The report has another seal today than when this file was issued.")
        return Verdict(False, [said, other, *verdict_on_report(issued.report).sentences])
    verdict = verdict_on_report(issued.report)
    return Verdict(verdict.holds, [said, *verdict.sentences])


def _of_stranger(name: str, content: bytes, report: Report) -> Verdict:
    verdict = verdict_on_report(report)
    if not verdict.holds:
        return verdict
    about = {"name": name, "report": named(report)}
    carries = _("%(name)s carries the seal of %(report)s, but is not a file issued from here.")
    try:
        same, differences = _compared(report, content)
    except Unreadable:
        broken = _("It cannot be read as what its name says.")
        return Verdict(False, [carries % about, broken])
    if same:
        exact = _("Compared, it is exactly what the report says.")
        return Verdict(True, [carries % about, exact, *verdict.sentences])
    if not differences:
        words = _(
            "Compared, its words and numbers are those of the report; "
            "its pictures, its look or its properties are not, so it was saved anew."
        )
        return Verdict(False, [carries % about, words])
    more = len(differences) - _SHOWN
    rest = [_("Further differences: %(count)s.") % {"count": more}] if more > 0 else []
    return Verdict(False, [carries % about, *differences[:_SHOWN], *rest])


def _compared(report: Report, content: bytes) -> tuple[bool, list[str]]:
    """Whether the file is byte for byte what is made here, and else the sentences on how not."""
    said = lines_of(content)
    closest: tuple[int, list[str]] = (-1, [])
    for made in _made_here(report, form_of(content), said):
        if _same(made, content):
            return True, []
        lines = lines_of(made)
        shared = len(set(lines) & set(said))
        closest = max(closest, (shared, lines), key=lambda each: each[0])
        if 2 * shared > len(set(lines)):
            break
    return False, list(_differences(closest[1], said))


def _made_here(report: Report, form: str, said: list[str]) -> Iterator[bytes]:
    """The report as the file may have been made, the likeliest language first."""
    contents, whole = queries.contents_of(report), "\n".join(said)
    codes = sorted(CODES, key=lambda code: contents.reports[code].title not in whole)
    for code in codes:
        for each in ("pdf", "summary") if form == "pdf" else (form,):
            yield documents.issue(report, code, each, contents).content


def _same(one: bytes, other: bytes) -> bool:
    # Word writes the hour of packing beside each member: only what is packed counts.
    if one.startswith(b"PK") and form_of(other) in {"docx", "xlsx"}:
        return members(one) == members(other)
    return one == other


def _differences(ours: list[str], theirs: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            continue
        pairs = min(last - first, end - begin)
        for at in range(pairs):
            yield _differs(ours[first + at], theirs[begin + at])
        for line in ours[first + pairs : last]:
            yield _("It leaves out “%(line)s”.") % {"line": _cut(line, 0)}
        for line in theirs[begin + pairs : end]:
            yield _("It says “%(line)s”, which the report does not.") % {"line": _cut(line, 0)}


def _differs(ours: str, theirs: str) -> str:
    at = next(
        (
            place
            for place, (one, other) in enumerate(zip(ours, theirs, strict=False))
            if one != other
        ),
        min(len(ours), len(theirs)),
    )
    sentence = _("It says “%(theirs)s”, where the report says “%(ours)s”.")
    return sentence % {"theirs": _cut(theirs, at), "ours": _cut(ours, at)}


def _cut(line: str, at: int) -> str:
    """The line, or what stands around the place `at` of a long one."""
    begin, end = max(at - _WINDOW, 0), at + _WINDOW
    return f"{'…' if begin else ''}{line[begin:end]}{'…' if end < len(line) else ''}"


def _moved_on(report: Report) -> Iterator[str]:
    for drift in queries.drift_of(report, queries.contents_of(report)):
        sentence = _(
            "The records have moved on: “%(figure)s” was %(before)s, is now %(now)s"
            " (rows that came, went or changed: %(count)s, among them %(rows)s)."
        )
        number, nothing = _spoken().number, "–"
        yield sentence % {
            "figure": drift.label.in_language(_code()),
            "before": nothing if drift.frozen is None else number(drift.frozen),
            "now": nothing if drift.now is None else number(drift.now),
            "count": number(len(drift.rows)),
            "rows": ", ".join(list(drift.rows)[:_SHOWN]) or nothing,
        }


def _day(report: Report) -> str:
    frozen_at = report.frozen_at
    return _spoken().short_date(timezone.localdate(frozen_at)) if frozen_at else ""


def _spoken() -> Language:
    return language(_code())


def _code() -> str:
    return get_language() or "kk"
