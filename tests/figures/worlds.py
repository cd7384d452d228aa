"""Small arbitrary worlds, and an independent recount of them row by row in plain Python."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.models import Meeting, Question
from kezdesu.people.choices import GroupKind
from kezdesu.people.models import Seat
from kezdesu.places.models import Place
from kezdesu.press.choices import PublicationKind
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Target, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from tests.factories import (
    make_category,
    make_district,
    make_group,
    make_kind,
    make_meeting,
    make_office,
    make_person,
    make_place,
    make_plan,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_visit,
)

PERIOD = Period(2023, 6, 1)
TRACKS = ("residents", "students")
KINDS = {"settlement": False, "university": True, "college": True}

# Dates crowd around the edges of the half-year, where a wrong rule shows.
days = st.one_of(
    st.dates(date(2022, 11, 1), date(2023, 8, 31)),
    st.sampled_from([date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1)]),
)
hours = st.integers(0, 23)


@st.composite
def meetings(draw: st.DrawFn) -> dict[str, object]:
    outcome = draw(st.sampled_from(Outcome.values))
    total = draw(st.integers(0, 400))
    part = st.none() | st.integers(0, total // 2)
    counted = {"headcount": total, "how_counted": draw(st.sampled_from(HowCounted.values))}
    parts = {name: draw(part) for name in ("women", "men", "youth", "students")}
    return {
        "track": draw(st.integers(0, 1)),
        "place": draw(st.integers(0, 5)),
        "day": draw(days),
        "hour": draw(hours),
        "on_visit": draw(st.booleans()),
        "questions": draw(st.lists(st.booleans(), max_size=2)),
        "fields": {
            "outcome": outcome,
            "review": draw(st.sampled_from([*Review.values, Review.ACCEPTED])),
            **(counted | parts if outcome == Outcome.HELD else {"reason": "ауа райы"}),
        },
    }


@dataclass(frozen=True)
class Spec:
    places: list[tuple[str, str | None, bool]]
    targets: list[tuple[int, int, bool]]
    plan_status: str
    visits: list[tuple[int, date, int]]
    meetings: list[dict[str, object]]
    seats: list[tuple[str, int, int, date, int | None]]
    publications: list[tuple[str, date]]


specs = st.builds(
    Spec,
    places=st.lists(
        st.tuples(
            st.sampled_from(sorted(KINDS)),
            st.sampled_from(["abay", "turan", None]),
            st.booleans(),
        ),
        min_size=6,
        max_size=6,
    ),
    targets=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 5), st.booleans()), unique=True, max_size=8
    ),
    plan_status=st.sampled_from([PlanStatus.APPROVED, PlanStatus.SUBMITTED]),
    visits=st.lists(st.tuples(st.integers(0, 7), days, hours), max_size=6),
    meetings=st.lists(meetings(), max_size=8),
    seats=st.lists(
        st.tuples(
            st.sampled_from(GroupKind.values),
            st.integers(0, 2),
            st.integers(0, 1),
            days,
            st.none() | st.integers(0, 200),
        ),
        unique_by=lambda seat: (seat[0], seat[1]),
        max_size=6,
    ),
    publications=st.lists(st.tuples(st.sampled_from(PublicationKind.values), days), max_size=4),
)


# Which office stands beneath which: the first above all, the last beneath the second.
PARENTS = (None, 0, 0, 1)
trees = st.tuples(specs, specs, specs, specs)


def build_tree(tree: tuple[Spec, ...]) -> list[Office]:
    """Four offices, each with a world of its own; the first is above the others."""
    offices: list[Office] = []
    for spec, above in zip(tree, PARENTS, strict=True):
        offices.append(build(spec, None if above is None else offices[above]))
    return offices


def build(spec: Spec, parent: Office | None = None) -> Office:
    office = make_office(time_zone="Asia/Almaty", parent=parent)
    tracks = [make_track(office, slug) for slug in TRACKS]
    places = [_place(office, *place) for place in spec.places]
    targets = [_target(tracks[t], places[p], later) for t, p, later in spec.targets]
    visits = _visits(spec, tracks, targets)
    for record in spec.meetings:
        _meeting(record, tracks, places, visits)
    _people(spec, office)
    for kind, day in spec.publications:
        make_publication(office, day, kind=kind)
    return office


def _place(office: Office, kind: str, district: str | None, is_priority: bool) -> Place:
    return make_place(
        office,
        kind=make_kind(office, kind, plural_slug=f"{kind}s", is_institution=KINDS[kind]),
        district=make_district(office, district) if district else None,
        is_priority=is_priority,
        priority_basis="тізім" if is_priority else "",
    )


def _target(track: Track, place: Place, is_later: bool) -> Target:
    """In the first half of 2023, or in the second only; of one visit to three."""
    visits = 1 + place.pk % 3
    if is_later:
        second_half = {"starts_on": date(2023, 7, 1), "ends_on": date(2023, 12, 31)}
        return make_target(
            track, place, due_on=date(2023, 12, 31), visits_due=visits, **second_half
        )
    return make_target(track, place, visits_due=visits)


def _visits(spec: Spec, tracks: list[Track], targets: list[Target]) -> list[Visit]:
    year = {"starts_on": date(2022, 6, 1), "ends_on": date(2023, 12, 31)}
    plans = {track.pk: make_plan(track, spec.plan_status, **year) for track in tracks}
    return [
        make_visit(plans[targets[index].track_id], targets[index], starts_at=moment(day, hour))
        for index, day, hour in spec.visits
        if index < len(targets)
    ]


def _meeting(record: dict, tracks: list[Track], places: list[Place], visits: list[Visit]) -> None:
    track = tracks[record["track"]]
    taken = set(Meeting.objects.filter(review=Review.ACCEPTED).values_list("visit_id", flat=True))
    free = [visit for visit in visits if visit.target.track == track and visit.pk not in taken]
    visit = free[0] if record["on_visit"] and free else None
    meeting = make_meeting(
        track,
        visit.target.place if visit else places[record["place"]],
        visit=visit,
        starts_at=moment(record["day"], record["hour"]),
        **record["fields"],
    )
    for is_answered in record["questions"]:
        Question.objects.create(
            meeting=meeting,
            text="Жол қашан жөнделеді?",
            answer="Биыл" if is_answered else "",
            answered_on=date(2023, 8, 1) if is_answered else None,
            due_on=record["day"] + timedelta(days=45) if record["hour"] % 2 else None,
        )


def _people(spec: Spec, office: Office) -> None:
    people = [make_person(office) for _ in range(3)]
    for kind, person, category, starts_on, length in spec.seats:
        make_seat(
            people[person],
            make_group(office, kind, kind=kind),
            category=make_category(office, f"category-{category}"),
            starts_on=starts_on,
            ends_on=None if length is None else starts_on + timedelta(days=length),
        )


def moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=ZoneInfo("Asia/Almaty"))


def recount(office: Office, first: date, last: date) -> dict[str, int]:
    """Every figure anew, row by row, without the queries or the rules of the product."""
    figures: Counter[str] = Counter()
    for track in Track.objects.filter(programme__office=office):
        figures.update(_recount_track(track, first, last))
    for question in Question.objects.filter(meeting__track__programme__office=office):
        if _counts(question.meeting, first, last) and question.meeting.outcome == "held":
            figures["questions.raised"] += 1
            figures["questions.answered"] += question.answered_on is not None
            is_due = question.due_on is not None and question.due_on <= last
            figures["questions.overdue"] += is_due and question.answered_on is None
    for publication in Publication.objects.filter(outlet__office=office):
        if first <= publication.published_on <= last:
            figures["press.publications"] += 1
            figures[f"press.publications.{publication.kind}"] += 1
    for seat in Seat.objects.filter(group__office=office):
        if seat.starts_on <= last and (seat.ends_on is None or last <= seat.ends_on):
            if seat.group.kind == "pool":
                figures["speakers.pool"] += 1
            else:
                figures["group.members"] += 1
                figures[f"group.composition.{seat.category.slug}"] += 1
    return dict(figures)


def recount_all(offices: list[Office], first: date, last: date) -> Counter[str]:
    """Office by office and added up: nothing of one office may be lost or counted in another."""
    return sum((Counter(recount(office, first, last)) for office in offices), Counter())


def local_day(moment: datetime) -> date:
    # Shymkent kept +06 the whole of 2022 and 2023.
    return (moment.replace(tzinfo=None) + timedelta(hours=6) - moment.utcoffset()).date()


def _counts(meeting: Meeting, first: date, last: date) -> bool:
    return meeting.review == "accepted" and first <= local_day(meeting.starts_at) <= last


def _recount_track(track: Track, first: date, last: date) -> Counter[str]:
    name = track.slug
    figures: Counter[str] = Counter()
    met, held_visits = set(), {}
    for meeting in Meeting.objects.filter(track=track):
        if not _counts(meeting, first, last):
            continue
        figures[f"{name}.meetings_{meeting.outcome}"] += 1
        if meeting.outcome == "held":
            met.add(meeting.place_id)
            held_visits[meeting.visit_id] = local_day(meeting.starts_at)
            figures[f"{name}.people_reached"] += meeting.headcount
            figures[f"{name}.counted_by.{meeting.how_counted}"] += meeting.headcount
            for part in ("women", "men", "youth", "students"):
                figures[f"{name}.people_reached.{part}"] += getattr(meeting, part) or 0
    for visit in Visit.objects.filter(plan__track=track):
        if visit.plan.status == "approved" and first <= local_day(visit.starts_at) <= last:
            figures[f"{name}.meetings_planned"] += 1
            held_on = held_visits.get(visit.pk)
            figures[f"{name}.visits_held"] += held_on is not None
            is_moved = held_on not in {None, local_day(visit.starts_at)}
            figures[f"{name}.visits_held_another_day"] += is_moved
    due = [
        target
        for target in Target.objects.filter(track=track)
        if not (target.ends_on < first or last < target.starts_on)
    ]
    figures[f"{name}.visits_due"] = sum(target.visits_due for target in due)
    for place in {target.place for target in due}:
        is_met = place.pk in met
        figures[f"{name}.targets"] += 1
        figures[f"{name}.places_met"] += is_met
        figures[f"{name}.priority_places"] += place.is_priority
        figures[f"{name}.priority_places_met"] += place.is_priority and is_met
        figures[f"{name}.{place.kind.plural_slug}"] += 1
        if place.kind.is_institution:
            figures[f"{name}.institutions"] += 1
            figures[f"{name}.institutions_met"] += is_met
    return figures
