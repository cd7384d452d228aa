"""What was planned and what took place."""

from django.utils.translation import pgettext

from kezdesu.core.language import language
from kezdesu.core.names import with_more
from kezdesu.figures.sentences import NOT_COUNTED
from kezdesu.meetings.choices import HowCounted, Outcome

from ..facts import MeetingFacts
from ..grid import UNKNOWN, Cell, Column, Row, opening
from .scene import Built, Scene, day_column, number_column, numbered


def _gone_to(scene: Scene) -> str:
    """What the track's places are, as offices head the column."""
    kinds = {place.is_institution for place in scene.of.places}
    if kinds == {True}:
        return pgettext("report", "Institution")
    if kinds == {False}:
        return pgettext("report", "Settlement")
    return pgettext("report", "Settlement or institution")


def schedule(scene: Scene) -> Built:
    columns = [
        *(
            number_column(),
            Column(_gone_to(scene), 4),
            Column(pgettext("report", "District"), 3),
        ),
        *(
            day_column(),
            Column(pgettext("report", "Time"), 2),
            Column(pgettext("report", "Venue and address"), 4),
        ),
        *(
            Column(pgettext("report", "Theme"), 5),
            Column(pgettext("report", "Speakers, group members"), 5),
            Column(pgettext("report", "Note"), 2),
        ),
    ]
    rows = (
        (
            visit.number or count,
            *(scene.say(visit.place), scene.say(visit.district), visit.day, visit.starts),
            *(visit.venue, scene.join(visit.themes), ", ".join(visit.crew), ""),
        )
        for count, visit in enumerate(scene.of.visits, 1)
    )
    return scene.about(pgettext("report", "Schedule")), columns, rows


def meetings(scene: Scene) -> Built:
    columns = [
        *(
            number_column(),
            day_column(),
            Column(pgettext("report", "Place and venue"), 4),
        ),
        *(
            Column(pgettext("report", "Outcome"), 3),
            Column(pgettext("report", "Theme"), 4),
            Column(pgettext("report", "People"), 2, "number", adds=True),
        ),
        *(
            Column(pgettext("report", "of them youth"), 2, "number", adds=True),
            Column(pgettext("report", "of them women"), 2, "number", adds=True),
        ),
        *(Column(pgettext("report", "How counted"), 3), Column(pgettext("report", "Speakers"), 4)),
        *(
            Column(pgettext("report", "Questions and proposals"), 4),
            Column(pgettext("report", "In the media"), 3, "link"),
        ),
    ]
    rows = (_meeting_row(scene, meeting) for meeting in scene.of.meetings)
    return scene.about(pgettext("report", "Meetings")), columns, numbered(rows)


def _meeting_row(scene: Scene, meeting: MeetingFacts) -> Row:
    venue = f", {meeting.venue}" if meeting.venue else ""
    how = HowCounted(meeting.how_counted).label if meeting.how_counted else ""
    return (
        *(meeting.day, scene.say(meeting.place) + venue, str(Outcome(meeting.outcome).label)),
        *(scene.join(meeting.themes), meeting.headcount, meeting.youth, meeting.women, str(how)),
        *(", ".join(meeting.speakers), "; ".join(meeting.questions), _in_the_media(scene, meeting)),
    )


def _in_the_media(scene: Scene, meeting: MeetingFacts) -> str:
    """Addresses, then what has none: the outlet and where in it, or else on which day."""
    day = language(scene.code).short_date
    mentions = (
        f"{scene.say(told.outlet)}, {told.reference or day(told.day)}" for told in meeting.mentions
    )
    return "; ".join(filter(None, [" ".join(meeting.links), *mentions]))


def not_held(scene: Scene) -> Built:
    columns = [
        *(
            number_column(),
            day_column(),
            Column(pgettext("report", "Place"), 5),
        ),
        *(Column(pgettext("report", "Outcome"), 3), Column(pgettext("report", "Reason"), 6)),
        Column(pgettext("report", "Held on"), 3, "date"),
    ]
    rows = (
        (
            *(row.day, scene.say(row.place), str(Outcome(row.outcome).label)),
            *(with_more(scene.say(row.cause) if row.cause else "", row.reason), row.held_on),
        )
        for row in scene.of.not_held
    )
    return (
        scene.about(pgettext("report", "Meetings cancelled and postponed")),
        columns,
        numbered(rows),
    )


def reached(scene: Scene) -> Built:
    parts = ("", ".women", ".men", ".youth", ".students")
    titles = [
        pgettext("report", "People"),
        *(
            pgettext("report", "of them women"),
            pgettext("report", "men"),
            pgettext("report", "youth"),
            pgettext("report", "students"),
        ),
    ]
    rows: list[Row] = [
        (
            scene.say(track.name),
            *(_told(scene, f"{track.slug}.people_reached{part}") for part in parts),
            *(_told(scene, f"{track.slug}.counted_by.{how}") for how in HowCounted.values),
        )
        for track in scene.facts.tracks
    ]
    columns = [
        Column(pgettext("report", "Track"), 4),
        *(Column(title, 2, "number") for title in titles),
        *(Column(str(label), 3, "number") for label in HowCounted.labels),
    ]
    return pgettext("report", "People reached and how they were counted"), columns, rows


def _told(scene: Scene, key: str) -> Cell:
    figure = scene.facts.by_key[key]
    if not figure.is_counted:
        return f"{UNKNOWN} {scene.say(NOT_COUNTED)}"
    return opening(figure.value, key)


def questions(scene: Scene) -> Built:
    columns = [
        *(
            number_column(),
            day_column(),
            Column(pgettext("report", "Place"), 4),
        ),
        *(
            Column(pgettext("report", "Question or proposal"), 8),
            Column(pgettext("report", "Who should answer"), 3),
        ),
        *(Column(pgettext("report", "Due"), 3, "date"), Column(pgettext("report", "Answer"), 7)),
    ]
    rows = (
        (row.day, scene.say(row.place), row.text, row.owner, row.due_on, row.answer)
        for row in scene.facts.questions
    )
    return pgettext("report", "Questions and proposals"), columns, numbered(rows)
