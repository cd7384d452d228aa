"""What the list of questions can be asked for, and the same list as a table."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kezdesu.accounts.access import DeskRequest
from kezdesu.accounts.models import Office
from kezdesu.core.exports import Field
from kezdesu.core.listing import Choice, Filter, Listing

from .. import asked, queries
from ..choices import QuestionState
from ..models import Question

FILTERS: Final = ("state", "topic", "track", "period", "published")


def today_of(office: Office) -> date:
    return timezone.localdate(timezone=ZoneInfo(office.time_zone))


def listing_of_questions(request: DeskRequest) -> Listing[Question]:
    office, language = request.office, get_language() or "kk"
    lines = asked.topic_lines(office, today_of(office))
    topics = [Choice(each.topic.slug, each.topic.name, each.raised) for each in lines]
    tracks = {track.slug: track.name for track in queries.tracks_of(office)}
    periods = [Choice(each.code, each.label(language)) for each in queries.half_years_of(office)]
    yes_no = [Choice("yes", _("yes")), Choice("no", _("no"))]
    return Listing(
        request.GET,
        sorts=("-when", *asked.SORTS),
        filters=[
            Filter("state", _("State"), [Choice(*each) for each in QuestionState.choices]),
            Filter("topic", _("Topic"), [*topics, Choice(asked.WITHOUT_TOPIC, _("without topic"))]),
            Filter("track", _("Track"), [Choice(*each) for each in tracks.items()]),
            Filter("period", _("Period"), periods),
            Filter("published", pgettext("question", "Published"), yes_no),
        ],
        search_label=_("Words, place or who should answer"),
        has_export=True,
    )


def rows(office: Office, listing: Listing[Question]) -> QuerySet[Question]:
    chosen = {name: listing.chosen(name) for name in FILTERS}
    return asked.questions_of(
        office, today_of(office), search=listing.search, sort=listing.sort, **chosen
    )


def question_table(found: QuerySet[Question]) -> tuple[list[Field], Iterator[list[Any]]]:
    """Columns and rows; `found` as the screen narrowed and sorted it."""
    fields = [
        Field("asked_at", _("When"), "#date"),
        Field("place", _("Place"), "#loc+name"),
        Field("district", _("District"), "#adm2+name"),
        Field("track", _("Track"), "#activity+programme"),
        Field("text", _("Question or proposal"), "#description+question"),
        Field("topic", _("Topic")),
        Field("owner", _("Who should answer"), "#org+responsible"),
        Field("due_on", _("Answer due"), "#date+due"),
        Field("state", _("State"), "#status"),
        Field("answer", _("Answer"), "#description+answer"),
        Field("answered_on", _("Answered on"), "#date+answered"),
        Field("published", pgettext("question", "Published")),
    ]
    return fields, (_row(each) for each in found.iterator(500))


def _row(question: Question) -> list[Any]:
    meeting = question.meeting
    district = meeting.place.district
    return [
        timezone.localtime(meeting.starts_at),
        meeting.place.name,
        district.name if district else "",
        meeting.track.name,
        question.text,
        question.topic.name if question.topic else "",
        question.owner,
        question.due_on,
        str(QuestionState(question.state).label),  # type: ignore[attr-defined]  # annotated
        question.answer,
        question.answered_on,
        question.published_at is not None,
    ]
