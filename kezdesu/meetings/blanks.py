"""The blank sheet of a visit, to be filled by hand where no phone is: A4, one page a visit.

It asks for counts, questions and proposals, and for no name of anybody who came. Kazakh and Russian
are two files, as the office's other forms.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import segno
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.typesetting import REGIONS, pdf_of
from kezdesu.schedule.models import Visit

from .choices import HowCounted, Outcome

SOURCE: Final = Path(__file__).parent / "blank.typ"
LANGUAGES: Final = ("kk", "ru")
QUESTIONS: Final = 7  # lines for them


@dataclass(frozen=True, slots=True)
class Blank:
    """A visit with the address that its QR code opens."""

    visit: Visit
    address: str


def blank_pdf(office: Office, blanks: Sequence[Blank], code: str) -> bytes:
    """One page a visit in the language `code`."""
    with override(code):
        made_on = blanks[0].visit.starts_at.date()
        return pdf_of(
            SOURCE, made_on, sheet=_words(office, code), pages=_pages(blanks, office, code)
        )


def qr_svg(address: str) -> str:
    """The code as an SVG drawing with the quiet zone that readers need around it."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True, light="#ffffff"
    )
    return out.getvalue().decode()


def _words(office: Office, code: str) -> dict[str, Any]:
    return {
        "language": code,
        "region": REGIONS[code],
        "title": _("Sheet of a meeting"),
        "sample": _("Sample data") if office.is_sample else "",
        "scan": _("The same form on a phone"),
        "scan_alt": _("QR code that opens the form of this meeting on a phone"),
        "planned": _("By the schedule"),
        "outcome": _("What came of it"),
        "outcomes": [capfirst(str(each.label)) for each in Outcome],
        "began": _("Really began at"),
        "reason": _("Reason, if it was not held"),
        "people": _("People at the meeting"),
        "tally": _("One stroke a person; no names are written."),
        "number": _("Number"),
        "parts": [_("Total"), _("Women"), _("Men"), _("Youth"), _("Students")],
        "counted": _("How counted"),
        "ways": [capfirst(str(each.label)) for each in HowCounted],
        "organisations": _("Organisations present"),
        "questions": _("Questions and proposals"),
        "no_names": _("Without names of those who asked."),
        "columns": [
            _("No."),
            _("Question or proposal"),
            _("Who should answer"),
            _("Answer due"),
        ],
        "rows": QUESTIONS,
        "note": _("Note"),
        "filled": _("Filled in by"),
        "signature": _("Signature"),
    }


def _pages(blanks: Sequence[Blank], office: Office, code: str) -> dict[str, Any]:
    return {"pages": [_page(blank, office, code) for blank in blanks]}


def _page(blank: Blank, office: Office, code: str) -> dict[str, Any]:
    visit = blank.visit
    starts_at = visit.starts_at.astimezone(ZoneInfo(office.time_zone))
    return {
        "office": office.named_on(starts_at.date()).name_in(code),
        "place": visit.target.place.name_in(code),
        "track": visit.plan.track.name_in(code),
        "facts": [each for each in _facts(visit, starts_at, code) if each[1]],
        "qr": qr_svg(blank.address),
        "address": blank.address,
    }


def _facts(visit: Visit, starts_at: datetime, code: str) -> list[tuple[str, str]]:
    spoken, place = language(code), visit.target.place
    day = f"{spoken.long_date(starts_at.date())}, {spoken.weekday(starts_at.date())}"
    return [
        (_("District"), place.district.name_in(code) if place.district else ""),
        (_("Date"), day),
        (_("Time"), f"{starts_at:%H:%M}"),
        (_("Venue (address)"), visit.venue),
        (_("Theme of the meeting"), "; ".join(each.name_in(code) for each in visit.themes.all())),
        (_("Crew"), ", ".join(each.full_name for each in visit.crew.all())),
    ]
