"""The rules of a track's schedule: each change is judged against the other rules first."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused

from ..calendar import working_days
from ..choices import SEVERAL, RuleKind
from ..contradictions import Asked, Standing, refuse_contradiction
from ..models import Rule, Track
from ..queries import rule_names, sentence_of
from ..rules import checked_values


@transaction.atomic
def add_rule(
    *, track: Track, kind: str, by: User | None, values: Mapping[str, Any] | None = None
) -> Rule:
    """`values` are what `rules` says this RuleKind holds; others are refused with a sentence."""
    held = judged_values(track=track, kind=kind, values=values or {})
    if kind not in SEVERAL and track.rules.filter(kind=kind).exists():
        raise Refused(_("This rule is stated already: change it instead of adding another."))
    rule = Rule.objects.create(track=track, kind=kind, values=held)
    audit.record("programmes.rule_added", track, by=by, rule=rule.pk, kind=kind, values=held)
    return rule


@transaction.atomic
def edit_rule(
    *, rule: Rule, values: Mapping[str, Any], by: User | None, seen: str | None = None
) -> Rule:
    """State other values; a plan that is approved stays as it is, drafts are not touched either.

    With `seen`, the seal of the rule that the user looked at, one changed since is refused.
    """
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if seen is not None and seen != rule.seal:
        code = get_language() or "kk"
        names = rule_names(rule.track, code)
        raise Refused(
            _(
                "Somebody changed this rule while you did; it now says: “%(sentence)s”. Your change"
                " was not made. Save again if yours is to stand."
            )
            % {"sentence": sentence_of(rule.kind, rule.values, code, names)}
        )
    held = judged_values(track=rule.track, kind=rule.kind, values=values, besides=rule)
    if held != rule.values:
        before, rule.values = rule.values, held
        rule.save(update_fields=["values"])
        audit.record(
            "programmes.rule_edited",
            rule.track,
            by=by,
            rule=rule.pk,
            kind=rule.kind,
            before=before,
            after=held,
        )
    return rule


@transaction.atomic
def switch_rule(*, rule: Rule, is_active: bool, by: User | None) -> Rule:
    """A rule switched off stays listed and no longer binds the schedule."""
    if rule.is_active != is_active:
        if is_active:
            judged_values(track=rule.track, kind=rule.kind, values=rule.values, besides=rule)
        rule.is_active = is_active
        rule.save(update_fields=["is_active"])
        audit.record(
            "programmes.rule_switched", rule.track, by=by, rule=rule.pk, is_active=is_active
        )
    return rule


@transaction.atomic
def remove_rule(*, rule: Rule, by: User | None) -> None:
    """Only one that no longer binds; the log keeps what it said."""
    if rule.is_active:
        raise Refused(_("Switch the rule off first."))
    audit.record("programmes.rule_removed", rule.track, by=by, kind=rule.kind, values=rule.values)
    rule.delete()


def judged_values(
    *, track: Track, kind: str, values: Mapping[str, Any], besides: Rule | None = None
) -> dict[str, Any]:
    """`values` as they would be stored; Refused where they are wrong in themselves, or cannot hold
    together with the track's other rules (all but `besides`) and its targets. Writes nothing."""
    office = track.programme.office
    held = checked_values(
        kind,
        values,
        categories=set(office.categories.values_list("slug", flat=True)),
        skills=set(office.skills.values_list("slug", flat=True)),
    )
    refuse_contradiction(RuleKind(kind), held, _standing(track, besides))
    return held


def _standing(track: Track, besides: Rule | None) -> Standing:
    others = track.rules.filter(is_active=True)
    if besides:
        others = others.exclude(pk=besides.pk)
    asked = track.targets.values_list("starts_on", "ends_on", "visits_due")
    office: Office = track.programme.office

    def works(first: date, last: date) -> Iterable[date]:
        return working_days(office, first, last)

    return Standing(
        rules=tuple((RuleKind(kind), held) for kind, held in others.values_list("kind", "values")),
        targets=tuple(Asked(*each) for each in asked),
        starts_on=track.programme.starts_on,
        working_days=works,
    )
