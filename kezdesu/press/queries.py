"""Reads of the media log."""

from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.core.listed import ListedRow
from kezdesu.core.periods import Period
from kezdesu.core.text import fold
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.models import Meeting

from .models import Outlet, Publication

SORTS = ("day", "outlet", "title", "views")  # the words that may stand in `?sort=`


def publications_of(
    office: Office,
    *,
    search: str = "",
    kind: str = "",
    outlet_kind: str = "",
    level: str = "",
    language: str = "",
    period: str = "",
    sort: str = "-day",
) -> QuerySet[Publication]:
    """The media log; empty words do not narrow, `period` is a code such as 2023-H1."""
    given = {
        "kind": kind,
        "outlet__kind": outlet_kind,
        "outlet__level": level,
        "language": language,
    }
    found = _log(office).filter(**{name: value for name, value in given.items() if value})
    if period:
        span = Period.parse(period)
        found = found.filter(published_on__range=(span.starts_on, span.ends_on))
    if search:
        found = found.filter(_mentions(search))
    columns: dict[str, tuple[str | Combinable, ...]] = {
        "day": ("published_on", "id"),
        "outlet": (in_shown_order("outlet__name"), "published_on"),
        "title": (in_kazakh_order("title"), "published_on"),
        "views": ("views", "published_on"),
    }
    ordered = found.order_by(*columns[sort.removeprefix("-")])
    return ordered.reverse() if sort.startswith("-") else ordered


def publication_of(office: Office, pk: int) -> Publication:
    """Raises Http404 for a publication of another office."""
    found = _log(office).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def half_years_of(office: Office) -> list[Period]:
    """The half-years that hold publications, latest first."""
    months = Publication.objects.filter(outlet__office=office).dates("published_on", "month")
    return sorted({Period.half_year_of(month) for month in months}, reverse=True)


def languages_of(office: Office) -> list[str]:
    """The languages of the office's publications."""
    rows = Publication.objects.filter(outlet__office=office).order_by("language")
    return list(rows.values_list("language", flat=True).distinct())


def outlets_of(office: Office) -> QuerySet[Outlet]:
    return Outlet.objects.filter(office=office).order_by(in_shown_order("name"))


def outlet_rows(office: Office) -> list[ListedRow]:
    """With what they are, and how many publications name them."""
    return [
        ListedRow(
            each.pk, each.name, f"{each.get_level_display()}, {each.get_kind_display()}", used
        )
        for each in outlets_of(office).annotate(used=Count("publications"))
        for used in [each.used]
    ]


def meetings_written_about(office: Office) -> QuerySet[Meeting]:
    """Held meetings that a publication may be about, latest first."""
    held = Meeting.objects.filter(track__programme__office=office, outcome=Outcome.HELD)
    return held.select_related("place").order_by("-starts_at")


def meeting_label(meeting: Meeting, zone: ZoneInfo) -> str:
    return f"{meeting.starts_at.astimezone(zone):%d.%m.%Y} · {meeting.place.name}"


def _log(office: Office) -> QuerySet[Publication]:
    return Publication.objects.filter(outlet__office=office).select_related(
        "outlet__office", "meeting__place", "speaker", "theme", "logged_by"
    )


def _mentions(words: str) -> Q:
    return (
        Q(title__icontains=words)
        | Q(outlet__key__contains=fold(words))
        | Q(outlet__name_ru__icontains=words)
        | Q(speaker__key__contains=fold(words))
        | Q(meeting__place__key__contains=fold(words))
        | Q(meeting__place__name_ru__icontains=words)
        | Q(meeting__place__name_en__icontains=words)
    )
