"""The schedule as offices print it: one file a language, in the columns of their own form."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from kezdesu.core.language import language
from kezdesu.core.text import kazakh_slug

from .models import Plan
from .queries import VisitRow, visit_rows

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# State-language rules: Kazakh and Russian are two files with the same number, date and signatory.
LANGUAGES: Final = ("kk", "ru")
WIDTHS: Final = (5, 26, 18, 12, 9, 30, 34, 30, 28, 14)
FIRST_ROW: Final = 9


def file_name(plan: Plan, code: str) -> str:
    track = kazakh_slug(plan.track.slug)
    return f"schedule-{track}-{plan.starts_on}-v{plan.version}-{code}.xlsx"


def schedule_xlsx(plan: Plan, code: str) -> bytes:
    """The workbook's bytes; the same plan always gives the same bytes."""
    output = BytesIO()
    with override(code), xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.set_properties(
            {"title": _title(plan, code), "created": plan.approved_at or plan.starts_on}
        )
        sheet = book.add_worksheet(str(_("Schedule")))
        _lay_out(sheet)
        _head(book, sheet, plan, code)
        _table(book, sheet, list(visit_rows(plan)), _posts(plan))
    return output.getvalue()


def _lay_out(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)


def _title(plan: Plan, code: str) -> str:
    return _("Schedule of outreach meetings: %(track)s") % {"track": plan.track.name_in(code)}


def _head(book: Any, sheet: Any, plan: Plan, code: str) -> None:
    """“Approved” stands in the right corner, “agreed” in the left, the title below both."""
    left = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14, "align": "center", "text_wrap": True})
    plain = book.add_format({"align": "center"})
    last = len(WIDTHS) - 1
    sheet.merge_range(0, 0, 3, 2, "\n".join([_("AGREED"), *_blank_lines(code)]), left)
    sheet.merge_range(0, last - 2, 3, last, "\n".join(_approval(plan, code)), left)
    sheet.set_row(0, 30)
    sheet.merge_range(5, 0, 5, last, _title(plan, code), title)
    sheet.merge_range(6, 0, 6, last, _span(plan, code), plain)
    note = _("Draft: not approved.") if plan.document_date is None else ""
    if plan.is_sample:
        note = " ".join([note, _("Sample data.")]).strip()
    if note:
        sheet.merge_range(7, 0, 7, last, note, plain)


def _span(plan: Plan, code: str) -> str:
    return language(code).date_span(plan.starts_on, plan.ends_on)


def _approval(plan: Plan, code: str) -> list[str]:
    if plan.document_date is None:
        return [_("APPROVED BY"), *_blank_lines(code)]
    return [
        _("APPROVED BY"),
        plan.signatory_post,
        plan.signatory_name,
        f"№ {plan.document_number}, {language(code).long_date(plan.document_date)}",
    ]


def _blank_lines(code: str) -> list[str]:
    """«___» ________ 20__ ж.: left to the pen."""
    return ["____________________", f"«___» ____________ 20__ {'ж.' if code == 'kk' else 'г.'}"]


def _posts(plan: Plan) -> dict[str, str]:
    people = plan.visits.values_list("crew__full_name", "crew__post")
    return {name: post for name, post in people if name}


def _table(book: Any, sheet: Any, rows: Sequence[VisitRow], posts: dict[str, str]) -> None:
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    heading = book.add_format({"border": 1, "text_wrap": True, "bold": True, "align": "center"})
    day = book.add_format({"border": 1, "valign": "top", "num_format": "dd.mm.yyyy"})
    sheet.write_row(FIRST_ROW, 0, _headings(), heading)
    sheet.repeat_rows(FIRST_ROW)
    for at, row in enumerate(rows, start=FIRST_ROW + 1):
        sheet.write_row(at, 0, _cells(row, posts), cell)
        sheet.write_datetime(at, 3, row.starts_at.replace(tzinfo=None, hour=0, minute=0), day)


def _headings() -> list[str]:
    return [
        _("No. in the list"),
        _("Settlement (residential area)"),
        _("District"),
        _("Date"),
        _("Time"),
        _("Venue (address)"),
        _("Theme of the meeting"),
        _("Speakers / members of the group"),
        _("Responsible (name, post, phone)"),
        _("Remark"),
    ]


def _cells(row: VisitRow, posts: dict[str, str]) -> list[Any]:
    responsible = row.crew[0] if row.crew else ""
    return [
        row.number,
        row.place,
        row.district,
        "",
        f"{row.starts_at:%H:%M}",
        row.venue,
        "; ".join(row.themes),
        ", ".join(row.crew),
        ", ".join(filter(None, [responsible, posts.get(responsible, "")])),
        _("priority") if row.is_priority else "",
    ]
