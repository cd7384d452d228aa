"""Small worlds to write reports of, made of plain facts: a test names only what it is about."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kezdesu.figures.words import Words
from kezdesu.reports.facts import (
    CategoryFacts,
    CorrectedFacts,
    DistrictFacts,
    FigureFacts,
    GroupFacts,
    MeetingFacts,
    PlaceFacts,
    PlanFacts,
    PublicationFacts,
    QuestionFacts,
    ReportFacts,
    TrackFacts,
    VisitFacts,
)

START = date(2023, 1, 16)
ABAY = Words("Абай ауданы", "Абайский район", "Abay district")
DENSE = (
    *("Абдулабад", "Базарқақпа", "Бозарық", "Қатынкөпір", "Маятас", "Жыланбұзған"),
    *("Ынтымақ", "Көркем", "Химфарм", "Тоғыс", "Мирас"),
)
BODIES = [
    Words("кәсіби медиаторлар", "профессиональные медиаторы", "professional mediators"),
    Words(
        "ақсақалдар кеңесінің мүшелері",
        "члены совета аксакалов",
        "members of the council of elders",
    ),
    Words("қоғамдық ұйымдардың өкілдері", "представители НПО", "public organisations"),
]
COMPOSITION = {
    "ethnocultural_association": (
        Words(
            "этномәдени бірлестіктердің төрағалары мен мүшелері",
            "председатели и члены этнокультурных объединений",
            "chairs and members of ethnocultural associations",
        ),
        7,
    ),
    "scholar": (Words("ғалымдар", "учёные", "scholars"), 1),
    "civic_organisation": (
        Words("азаматтық ұйымдар", "гражданские организации", "civic organisations"),
        1,
    ),
    "religious": (Words("дін өкілдері", "представители религий", "religious bodies"), 1),
    "opinion_leader": (
        Words("қоғамдық пікір көшбасшылары", "лидеры общественного мнения", "opinion leaders"),
        1,
    ),
    "state_employee": (
        Words(
            "мемлекеттік мекемелер қызметкерлері",
            "работники государственных учреждений",
            "employees of state bodies",
        ),
        3,
    ),
}
KINDS = {
    "residential_area": Words("тұрғын алап", "жилой массив", "residential area"),
    "university": Words("жоғары оқу орны", "высшее учебное заведение", "university"),
    "college": Words("колледж", "колледж", "college"),
}


def place(
    name: str, *, met: bool = False, priority: bool = False, kind: str = "residential_area"
) -> PlaceFacts:
    return PlaceFacts(
        name=Words(name, name, name),
        kind=KINDS[kind],
        kind_slug=kind,
        is_institution=kind in {"university", "college"},
        district=ABAY,
        is_target=True,
        is_priority=priority,
        visits_due=1,
        planned=1,
        held=int(met),
        cancelled=0,
        postponed=0,
        headcount=100 * met,
        first_on=START if met else None,
        last_on=START if met else None,
    )


def meeting(number: int, at: PlaceFacts, outcome: str = "held", headcount: int = 0) -> MeetingFacts:
    is_held = outcome == "held"
    return MeetingFacts(
        id=f"meeting-{number}",
        day=START + timedelta(days=number),
        starts="15:00",
        place=at.name,
        venue="№5 мектеп",
        outcome=outcome,
        reason="" if is_held else "ауа райы",
        themes=[Words("толеранттылық", "толерантность", "tolerance")],
        speakers=["Үлгі Спикер"],
        headcount=headcount if is_held else None,
        women=None,
        youth=None,
        how_counted="sheet" if is_held else "",
        questions=[],
        links=[],
    )


def plan() -> PlanFacts:
    return PlanFacts(1, "17-ҚК", date(2023, 1, 5), "Басшы Үлгіұлы", "әкімнің орынбасары")


def residents(
    *,
    targets: int = 81,
    met: int = 45,
    priority: int = 23,
    named: tuple[str, ...] = DENSE,
    cancelled: int = 0,
    postponed: int = 0,
    moved: int = 0,
    people: int = 5136,
    **changes: Any,
) -> TrackFacts:
    """`named` are the priority places that were met; they count among `met`.

    `moved` of these were met on a later day than planned; the rest of `postponed` were not met.
    """
    dense = [place(name, met=True, priority=True) for name in named]
    dense += [place(f"Басым {n}", priority=True) for n in range(len(named), priority)]
    rest = [place(f"Орын {n}", met=n < met - len(named)) for n in range(targets - len(dense))]
    places = dense + rest
    visited = [row for row in places if row.is_met]
    meetings = [
        meeting(n, row, headcount=people // len(visited) + (n < people % len(visited)))
        for n, row in enumerate(visited)
    ]
    unmet = [row for row in places if not row.is_met]
    meetings += [meeting(100 + n, unmet[n], "cancelled") for n in range(cancelled)]
    off = [unmet[cancelled + n] for n in range(postponed)]
    meetings += [meeting(200 + n, row, "postponed") for n, row in enumerate(off)]
    facts = TrackFacts(
        slug="residents",
        name=Words("Тұрғындар", "Жители", "Residents"),
        approving_body=Words("қала басшылығы", "руководство города", "the city leadership"),
        plan=plan(),
        themes=[],
        places=places,
        districts=_districts(places),
        visits=[_visit(n, row) for n, row in enumerate([*visited, *unmet[:cancelled], *off])],
        meetings=meetings + _put_off(visited[:moved]),
    )
    return replace(facts, **changes)


def _put_off(places: list[PlaceFacts]) -> list[MeetingFacts]:
    """Records of the first day planned, three days before they were held."""
    off = (meeting(n - 3, row, "postponed") for n, row in enumerate(places))
    return [replace(row, held_on=row.day + timedelta(days=3)) for row in off]


def students(
    *, universities: int = 8, colleges: int = 20, people: int = 6980, moved: int = 0, **changes: Any
) -> TrackFacts:
    is_met = people > 0
    places = [place(f"Университет {n}", met=is_met, kind="university") for n in range(universities)]
    places += [place(f"Колледж {n}", met=is_met, kind="college") for n in range(colleges)]
    meetings = [
        meeting(n, row, headcount=people // len(places) + (n < people % len(places)))
        for n, row in enumerate(places)
        if is_met
    ]
    facts = TrackFacts(
        slug="students",
        name=Words("Студенттер", "Студенты", "Students"),
        approving_body=Words(
            "қаланың ішкі саясат басқармасы",
            "управление внутренней политики",
            "the department of internal policy",
        ),
        plan=plan(),
        themes=[],
        places=places,
        districts=_districts(places),
        visits=[_visit(n, row) for n, row in enumerate(places)],
        meetings=meetings + _put_off(places[:moved]),
    )
    return replace(facts, **changes)


def mixed() -> TrackFacts:
    """Residential areas, two of them priority ones, and a university, in one track."""
    area = residents(targets=6, met=2, priority=2, named=("Тоғыс",), people=80)
    university = place("Университет", kind="university")
    places = [*area.places, university]
    return replace(area, places=places, districts=_districts(places))


def world(
    *,
    period: str = "2023-H1",
    composition: dict[str, tuple[Words, int]] | None = None,
    pool: int = 14,
    tracks: list[TrackFacts] | None = None,
    publications: int = 18,
    questions: int = 3,
    answered: int = 2,
    overdue: int = 0,
) -> ReportFacts:
    composition = COMPOSITION if composition is None else composition
    tracks = [residents(), students()] if tracks is None else tracks
    members = sum(count for _name, count in composition.values())
    group = GroupFacts(
        slug="group",
        kind="outreach",
        name=Words(
            "Ақпараттық-насихаттық топ", "Информационно-разъяснительная группа", "outreach group"
        ),
        members=members,
        categories=[CategoryFacts(slug, *row) for slug, row in composition.items()],
        bodies=BODIES if members else [],
        orders=["№ 3 бұйрық"] if members else [],
    )
    figures = {
        "group.members": members,
        **{f"group.composition.{slug}": count for slug, (_name, count) in composition.items()},
        "speakers.pool": pool,
        "questions.raised": questions,
        "questions.answered": answered,
        "questions.overdue": overdue,
        "press.publications": publications,
    }
    for track in tracks:
        figures |= _track_figures(track)
    return ReportFacts(
        office="shymkent",
        office_name=Words(
            "Шымкент қалалық Қазақстан халқы ассамблеясы",
            "Ассамблея народа Казахстана города Шымкента",
            "Shymkent City Assembly of the People of Kazakhstan",
        ),
        territory=Words("Шымкент қаласы", "город Шымкент", "the city of Shymkent"),
        period_code=period,
        is_sample=True,
        figures=[_figure(key, value) for key, value in figures.items()],
        groups=[group],
        tracks=tracks,
        questions=[_question(n, is_answered=n < answered) for n in range(questions)],
        publications=[_publication(n) for n in range(publications)],
    )


def worlds() -> dict[str, ReportFacts]:
    """Half-years that differ in what a sentence must notice."""
    scholars = {"scholar": (COMPOSITION["scholar"][0], 5)}
    return {
        "the-post": world(),
        "nothing-met": world(
            tracks=[residents(met=0, named=(), visits=[]), students(people=0)],
            publications=0,
            questions=0,
            answered=0,
        ),
        "one-category": world(
            composition=scholars, tracks=[residents(cancelled=2, postponed=3), students(colleges=0)]
        ),
        "one-of-each": world(
            period="2024-H2",
            composition={"scholar": (COMPOSITION["scholar"][0], 1)},
            pool=1,
            tracks=[
                residents(targets=3, met=1, priority=1, named=("Тоғыс",), cancelled=1, people=21),
                students(universities=1, colleges=1, people=101),
            ],
            publications=1,
            questions=1,
            answered=0,
            overdue=1,
        ),
        "first-period": world(
            period="2023",
            composition={},
            pool=0,
            tracks=[
                residents(met=0, named=(), priority=0, plan=None, visits=[]),
                students(universities=0, colleges=1, people=0, plan=None, visits=[]),
            ],
            publications=0,
            questions=0,
            answered=0,
        ),
        "round-numbers": world(tracks=[residents(people=5000), students(people=7000)]),
        "all-met": world(
            tracks=[residents(targets=12, met=12, priority=11), students()], questions=2, answered=2
        ),
        "many-cancelled": world(tracks=[residents(cancelled=21), students(universities=2)]),
        "some-moved": world(
            tracks=[
                residents(targets=52, met=45, cancelled=3, postponed=1, moved=3),
                students(universities=1, colleges=1, moved=2),
            ]
        ),
        "all-moved": world(
            period="2023",
            tracks=[
                residents(targets=9, met=3, priority=2, named=("Тоғыс",), moved=3),
                students(universities=1, colleges=0, moved=1),
            ],
        ),
        "one-moved": world(
            tracks=[
                residents(targets=9, met=1, priority=2, named=(), cancelled=2, moved=1),
                students(moved=1),
            ]
        ),
        "only-postponed": world(tracks=[residents(postponed=4), students(universities=0)]),
        "one-track": world(tracks=[students(universities=1, colleges=4, people=1002)]),
        "a-mixed-track": world(tracks=[mixed()]),
        "no-priority": world(tracks=[residents(priority=0, named=()), students()], questions=0),
        "a-quarter": world(
            period="2024-Q2",
            pool=2,
            tracks=[
                residents(targets=4, met=3, priority=2, named=("Тоғыс", "Мирас"), people=104),
                students(universities=3, colleges=2, people=512),
            ],
            publications=2,
            questions=4,
            answered=1,
            overdue=2,
        ),
        "a-month": world(
            period="2024-03",
            pool=21,
            tracks=[residents(targets=22, met=21, priority=12, people=1001), students(colleges=21)],
            publications=21,
            questions=21,
            answered=21,
        ),
        "no-speakers": world(pool=0, publications=0),
        "corrected": replace(world(), corrects=CorrectedFacts(1, date(2023, 7, 5), "3fa91c07be42")),
        "large": world(
            pool=111,
            tracks=[residents(people=123_456), students(people=98_765)],
            publications=1011,
            questions=112,
            answered=0,
            overdue=57,
        ),
    }


def _track_figures(track: TrackFacts) -> dict[str, int]:
    outcomes = [row.outcome for row in track.meetings]
    people = sum(row.headcount or 0 for row in track.meetings)
    values = {
        "targets": len(track.targets),
        "places_met": len(track.met),
        "priority_places": len(track.priority),
        "priority_places_met": len(track.priority_met),
        "meetings_planned": len(track.visits),
        "visits_held": outcomes.count("held"),
        "visits_held_another_day": sum(row.held_on is not None for row in track.meetings),
        **{f"meetings_{name}": outcomes.count(name) for name in ("held", "cancelled", "postponed")},
        "people_reached": people,
        **{f"people_reached.{part}": 0 for part in ("women", "men", "youth", "students")},
        **{
            f"counted_by.{how}": people * (how == "sheet")
            for how in ("sheet", "headcount", "estimate")
        },
    }
    institutions = [row for row in track.targets if row.is_institution]
    if institutions:
        values |= {
            "institutions": len(institutions),
            "institutions_met": sum(row.is_met for row in institutions),
        }
        for slug, plural in (("university", "universities"), ("college", "colleges")):
            if count := sum(row.kind_slug == slug for row in institutions):
                values[plural] = count
    return {f"{track.slug}.{name}": value for name, value in values.items()}


def _figure(key: str, value: int) -> FigureFacts:
    words = Words(key, key, key)
    return FigureFacts(key, words, value, words, words, "meetings.meeting", {"1": value}, None)


def _districts(places: list[PlaceFacts]) -> list[DistrictFacts]:
    priority = [row for row in places if row.is_priority]
    return [
        DistrictFacts(
            district=ABAY,
            targets=len(places),
            places_met=sum(row.is_met for row in places),
            priority_places=len(priority),
            priority_places_met=sum(row.is_met for row in priority),
            planned=len(places),
            held=sum(row.held for row in places),
            headcount=sum(row.headcount for row in places),
        )
    ]


def _visit(number: int, at: PlaceFacts) -> VisitFacts:
    return VisitFacts(
        day=START + timedelta(days=number),
        starts="15:00",
        place=at.name,
        district=at.district,
        venue="№5 мектеп",
        themes=[Words("толеранттылық", "толерантность", "tolerance")],
        crew=["Үлгі Спикер", "Үлгі Мүше"],
    )


def _question(number: int, *, is_answered: bool) -> QuestionFacts:
    return QuestionFacts(
        day=START,
        place=Words("Тоғыс", "Тогус", "Togys"),
        text=f"Сұрақ {number + 1}",
        owner="әкімдік",
        due_on=None,
        answer="Жауап" if is_answered else "",
        answered_on=START if is_answered else None,
    )


def _publication(number: int) -> PublicationFacts:
    return PublicationFacts(
        day=START + timedelta(days=number),
        outlet=Words("Қала үні", "Голос города", "City voice"),
        outlet_kind="newspaper",
        level="city",
        kind="article",
        title=f"Кездесу туралы {number + 1}",
        language="kk",
        link=f"https://example.kz/{number + 1}",
        reference="",
        views=None,
    )
