"""The schedule as offices print it: one paper a language, in the columns of their own form.

State-language rules: Kazakh and Russian are two files with the same number, date and signatory,
and a meeting has the same number in both.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from kezdesu.core.language import language
from kezdesu.people.models import Person

from ..models import Plan
from ..queries import VisitRow, printed_order, visit_rows

LANGUAGES: Final = ("kk", "ru")
# How wide letters of Times New Roman are beside a digit, a little more to be sure; Kazakh letters
# stand in another font where it lacks them.
_LETTERS: Final = {
    **dict.fromkeys(" .,:;/'\"іІjlitfr()-", 0.65),
    **dict.fromkeys("әғқңөұүһ", 1.25),
    **dict.fromkeys("мфыж", 1.4),
    **dict.fromkeys("шщюЫФ", 1.7),
    **dict.fromkeys("ЖМШЩЮ№—W", 2.0),
}
_CAPITAL: Final = 1.4
_PIECES: Final = re.compile(r"[^\s-]+-*\s*|-+\s*")

# Shares of the width, from the number in the list to the remark.
WIDTHS: Final = (4, 17, 12, 10, 7, 13, 18, 17, 18, 10)
UNKNOWN: Final = "—"  # where the plan holds nothing; a remark is left to the pen


@dataclass(frozen=True)
class DistrictRows:
    """`name` is empty where the office knows no districts."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SchedulePaper:
    language: str
    agreed: tuple[str, ...]  # the left corner, line by line
    approved: tuple[str, ...]  # the right corner
    title: str
    span: str
    notes: tuple[str, ...]  # that it is a draft, or a sample; the version and its reason
    headings: tuple[str, ...]
    districts: tuple[DistrictRows, ...]
    page: str  # "{page}" and "{pages}" stand in it
    office: str
    made_on: date


def schedule_paper(plan: Plan, code: str) -> SchedulePaper:
    """What stands on it, in Kazakh or Russian, whatever the form of the file."""
    with override(code):
        office = plan.track.programme.office
        made_on = plan.document_date or plan.starts_on
        rows = printed_order(visit_rows(plan))
        return SchedulePaper(
            language=code,
            agreed=(_("AGREED"), *_blank_lines(code)),
            approved=tuple(_approval(plan, code)),
            title=_("Schedule of outreach meetings: %(track)s")
            % {"track": plan.track.name_in(code)},
            span=language(code).date_span(plan.starts_on, plan.ends_on),
            notes=tuple(_notes(plan)),
            headings=_headings(at_institutions={row.is_institution for row in rows} == {True}),
            districts=tuple(_districts(rows, _posts(plan, code), code)),
            page=_("page {page} of {pages}"),
            office=office.named_on(made_on).name_in(code),
            made_on=made_on,
        )


def _approval(plan: Plan, code: str) -> Iterable[str]:
    yield _("APPROVED BY")
    if plan.document_date is None:
        yield from _blank_lines(code)
        return
    yield plan.signatory_post_in(code)
    yield f"____________ {plan.signatory_name}"
    yield f"№ {plan.document_number}, {language(code).long_date(plan.document_date)}"


def _blank_lines(code: str) -> tuple[str, str]:
    """«___» ________ 20__ ж.: left to the pen."""
    return "____________________", f"«___» ____________ 20__ {'ж.' if code == 'kk' else 'г.'}"


def _notes(plan: Plan) -> Iterable[str]:
    if plan.document_date is None:
        yield _("Draft: not approved.")
    if plan.version > 1:
        yield _("Version %(number)s. Reason for the amendment: %(reason)s") % {
            "number": plan.version,
            "reason": plan.reason,
        }
    if plan.is_sample:
        yield _("Sample data.")


def _headings(*, at_institutions: bool) -> tuple[str, ...]:
    return (
        _("No. in the list"),
        _("Institution") if at_institutions else _("Settlement (residential area)"),
        _("District"),
        _("Date"),
        _("Time"),
        _("Venue (address)"),
        _("Theme of the meeting"),
        _("Speakers / members of the group"),
        _("Responsible (name, post, phone)"),
        _("Remark"),
    )


def _districts(
    rows: Iterable[VisitRow], posts: dict[str, str], code: str
) -> Iterable[DistrictRows]:
    groups: dict[str, list[VisitRow]] = {}
    for row in rows:
        groups.setdefault(row.district, []).append(row)
    for name, held in groups.items():
        heading = name or (_("District not stated") if len(groups) > 1 else "")
        yield DistrictRows(heading, tuple(_cells(row, posts, code) for row in held))


def _posts(plan: Plan, code: str) -> dict[str, str]:
    """Of everyone who goes, by full name: one office has no two people of one name."""
    people = Person.objects.filter(visits__plan=plan).distinct()
    return {person.full_name: person.post_in(code) for person in people}


def _cells(row: VisitRow, posts: dict[str, str], code: str) -> tuple[str, ...]:
    responsible = row.crew[0] if row.crew else ""
    return (
        str(row.number),
        row.place,
        row.district or UNKNOWN,
        language(code).short_date(row.starts_at.date()),
        f"{row.starts_at:%H:%M}",
        row.venue or (_("at the institution") if row.is_institution else UNKNOWN),
        "; ".join(row.themes),
        ", ".join(row.crew),
        ", ".join(filter(None, [responsible, posts.get(responsible, "")])),
        _("priority place") if row.is_priority else "",
    )


def lines_needed(texts: Sequence[str], digits: float) -> int:
    """How many lines the texts take under one another in a cell as wide as so many digits; a
    workbook must be told."""
    return sum(_lines_of(text, max(1, digits)) for text in texts)


def _lines_of(text: str, room: float) -> int:
    """Line by line as a program breaks it: between words, and after a hyphen."""
    lines, filled = 1, 0.0
    for piece in _PIECES.findall(text):
        wide = _width(piece.rstrip())
        if filled and filled + wide > room:
            lines, filled = lines + 1, 0.0
        lines += ceil(wide / room) - 1
        filled += _width(piece)
    return lines


def _width(text: str) -> float:
    return sum(_LETTERS.get(sign, _CAPITAL if sign.isupper() else 1.0) for sign in text)
