"""The rules of a track on one page: what each says, and how much it touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.core.language import language
from kezdesu.programmes.choices import SEVERAL, RuleKind
from kezdesu.programmes.models import Rule, Track
from kezdesu.programmes.queries import rule_names, sentence_of
from kezdesu.programmes.rules import USUAL

from ..choices import OPEN
from ..models import Plan
from ..travel import KM_AN_HOUR, LEAVE_AND_ARRIVE, UNKNOWN
from .touching import Ground, Touch, touches

PARTS: Final[Mapping[str | Promise, tuple[RuleKind, ...]]] = {
    _("Who goes"): (
        RuleKind.CREW_SIZE,
        RuleKind.CREW_CATEGORY,
        RuleKind.CREW_SKILL,
        RuleKind.CREW_LANGUAGE,
        RuleKind.PLACE_LANGUAGE,
    ),
    _("How much one person does"): (
        RuleKind.MEMBER_DAILY_LIMIT,
        RuleKind.MEMBER_WEEKLY_LIMIT,
        RuleKind.MEMBER_TOTAL_LIMIT,
    ),
    _("How many meetings there are"): (
        RuleKind.PERIOD_CAPACITY,
        RuleKind.DAILY_CAPACITY,
        RuleKind.WEEKLY_CAPACITY,
        RuleKind.QUOTA,
    ),
    _("When they are held"): (
        RuleKind.ALLOWED_DATES,
        RuleKind.ALLOWED_WEEKDAYS,
        RuleKind.OPEN_HOURS,
        RuleKind.MEETING_LENGTH,
        RuleKind.SPACING,
    ),
    _("What comes first, and what is better"): (
        RuleKind.PRIORITY,
        RuleKind.LEFT_OUT,
        RuleKind.LATE,
        RuleKind.PRIORITY_FIRST,
        RuleKind.UNEVEN_LOAD,
        RuleKind.SAME_SPEAKER_AGAIN,
    ),
}
# Limits of one track that count the meetings of all.
SHARED: Final = (
    RuleKind.PERIOD_CAPACITY,
    RuleKind.DAILY_CAPACITY,
    RuleKind.MEMBER_DAILY_LIMIT,
    RuleKind.MEMBER_WEEKLY_LIMIT,
    RuleKind.MEMBER_TOTAL_LIMIT,
)


@dataclass(frozen=True)
class RuleLine:
    """A rule that the track states, or what is usual where it states none (`pk` is None then)."""

    kind: str
    pk: int | None
    sentence: str
    is_active: bool
    touches: tuple[Touch, ...]


@dataclass(frozen=True)
class RulePart:
    key: str
    title: str | Promise
    lines: tuple[RuleLine, ...]
    missing: tuple[RuleKind, ...]  # that may be added


@dataclass(frozen=True)
class SharedLine:
    track_pk: int
    track: str
    sentence: str


@dataclass(frozen=True)
class RulesPage:
    track: Track
    plan: Plan | None  # what the numbers are counted on, beside the period's targets
    is_too_large: bool  # to say what of the plan breaks a rule
    span: str
    earlier: tuple[Plan, ...]  # open versions that were proposed under other rules
    parts: tuple[RulePart, ...]
    shared: tuple[SharedLine, ...]  # from other tracks
    always: tuple[tuple[str | Promise, Touch | None], ...]


@dataclass(frozen=True)
class Preview:
    """A rule that is being typed: its sentence and what it would touch."""

    sentence: str
    touches: tuple[Touch, ...]


def rules_page(track: Track, code: str) -> RulesPage:
    ground = Ground(track)
    rules = list(track.rules.order_by("pk"))
    names = rule_names(track, code)
    return RulesPage(
        track=track,
        plan=ground.plan,
        is_too_large=ground.is_too_large,
        span=language(code).date_span(ground.starts_on, ground.ends_on),
        earlier=tuple(plans_under_earlier_rules(track)),
        parts=tuple(
            _part(f"part-{number}", title, kinds, rules, ground, names)
            for number, (title, kinds) in enumerate(PARTS.items())
        ),
        shared=tuple(_shared(track, ground, code, names)),
        always=tuple(_always(ground)),
    )


def rule_preview(
    track: Track, kind: RuleKind, values: Mapping[str, Any], pk: int | None
) -> Preview:
    """Nothing is written: the plan is judged as if the rule were stated."""
    ground, code = Ground(track), get_language() or "kk"
    sentence = sentence_of(kind, values, code, rule_names(track, code))
    judged = ground.tried(kind, values, pk)
    return Preview(sentence, tuple(touches(ground, kind, values, judged)))


def plans_under_earlier_rules(track: Track) -> list[Plan]:
    """Versions in work that were proposed when the track's rules said something else."""
    plans = Plan.objects.filter(track=track, status__in=OPEN).order_by("-starts_on")
    stated = _stated(track)
    return [plan for plan in plans if _is_under_other(plan, stated)]


def is_under_earlier_rules(plan: Plan) -> bool:
    return plan.status in OPEN and _is_under_other(plan, _stated(plan.track))


def _stated(track: Track) -> list[list[Any]]:
    """As a plan keeps what it was proposed under."""
    rules = track.rules.filter(is_active=True).order_by("pk").values_list("kind", "values")
    return [list(each) for each in rules]


def _is_under_other(plan: Plan, stated: list[list[Any]]) -> bool:
    """A version drawn by hand, or proposed before plans kept their rules, is under none."""
    kept = plan.engine.get("rules")
    return kept is not None and _sorted(kept) != _sorted(stated)


def _sorted(stated: list[Any]) -> list[str]:
    return sorted(repr((kind, sorted(values.items()))) for kind, values in stated)


def _part(
    key: str,
    title: str | Promise,
    kinds: tuple[RuleKind, ...],
    rules: list[Rule],
    ground: Ground,
    names: Mapping[tuple[str, str], str],
) -> RulePart:
    lines = [line for kind in kinds for line in _lines(kind, rules, ground, names)]
    held = {line.kind for line in lines}
    missing = tuple(kind for kind in kinds if kind in SEVERAL or kind not in held)
    return RulePart(key, title, tuple(lines), missing)


def _lines(
    kind: RuleKind, rules: list[Rule], ground: Ground, names: Mapping[tuple[str, str], str]
) -> Iterator[RuleLine]:
    code = get_language() or "kk"
    mine = [rule for rule in rules if rule.kind == kind]
    for rule in mine:
        touched = touches(ground, kind, rule.values, ground.judged) if rule.is_active else ()
        sentence = sentence_of(kind, rule.values, code, names)
        yield RuleLine(kind, rule.pk, sentence, rule.is_active, tuple(touched))
    if kind in USUAL and not any(rule.is_active for rule in mine):
        usual = USUAL[kind]
        touched = touches(ground, kind, usual, ground.judged)
        yield RuleLine(kind, None, sentence_of(kind, usual, code, names), True, tuple(touched))


def _shared(
    track: Track, ground: Ground, code: str, names: Mapping[tuple[str, str], str]
) -> Iterator[SharedLine]:
    running = Q(track__programme__ends_on__isnull=True) | Q(
        track__programme__ends_on__gte=ground.starts_on
    )
    rules = (
        Rule.objects.filter(
            running,
            is_active=True,
            kind__in=SHARED,
            track__programme__office=track.programme.office_id,
            track__programme__starts_on__lte=ground.ends_on,
        )
        .exclude(track=track)
        .select_related("track")
        .order_by("track__position", "pk")
    )
    for rule in rules:
        sentence = sentence_of(rule.kind, rule.values, code, names)
        yield SharedLine(rule.track_id, rule.track.name_in(code), sentence)


def _always(ground: Ground) -> Iterator[tuple[str | Promise, Touch | None]]:
    """What binds every schedule and is no rule of the track."""
    people = ground.people
    away = sum(bool(person.absences.all()) for person in people)
    limited = sum(person.meetings_a_week is not None for person in people)
    yield (
        _("Meetings are held on working days only."),
        Touch(_("working days"), len(ground.days)),
    )
    yield (
        _("A place is visited between the first and the last day of its target, while it is open."),
        Touch(_("targets"), len(ground.targets)),
    )
    yield (
        _("Nobody is sent on a day away, on a weekday that is not theirs, or without a seat."),
        Touch(_("people with days away"), away, len(people)),
    )
    yield (
        _("Nobody has more meetings a week than they have set for themselves."),
        Touch(_("people with a limit of their own"), limited, len(people)),
    )
    yield (
        _(
            "Nobody is at two places at once, and everybody has time for the way: "
            "%(speed)s km/h, and %(leave)s minutes to leave and arrive; "
            "%(unknown)s minutes where a place is not on the map."
        )
        % {"speed": round(KM_AN_HOUR), "leave": LEAVE_AND_ARRIVE, "unknown": UNKNOWN},
        None,
    )
    yield _("All is weighed against the way: a minute of one person on the way counts 1."), None
