from datetime import date
from typing import Any

import pytest

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.programmes.choices import DayKind, RuleKind
from kezdesu.programmes.models import Rule, Target
from kezdesu.programmes.services import (
    add_programme,
    add_rule,
    add_special_day,
    add_target,
    add_targets,
    add_theme,
    add_track,
    switch_rule,
)
from tests.factories import H1, make_category, make_group, make_place, make_theme, make_track

NAMES = {"kk": "Бағдарлама", "ru": "Программа", "en": "Programme"}


def test_a_programme_with_its_track_and_themes(office: Office, coordinator: User) -> None:
    programme = add_programme(
        office=office, slug="2023", names=NAMES, starts_on=H1[0], by=coordinator
    )
    theme = add_theme(office=office, slug="unity", names={"kk": "бірлік"}, by=coordinator)
    track = add_track(
        programme=programme,
        slug="residents",
        names=NAMES,
        group=make_group(office),
        approving_body={"kk": "қала басшылығы"},
        themes=[theme],
        by=coordinator,
    )
    assert track.name_ru == "Программа"
    assert list(track.themes.all()) == [theme]
    assert AuditEntry.objects.get(action="programmes.track_added").changes["themes"] == ["unity"]


def test_a_slug_is_taken_once(office: Office) -> None:
    make_theme(office, "unity")
    with pytest.raises(Refused, match="unity"):
        add_theme(office=office, slug="unity", names={"kk": "бірлік"}, by=None)


def test_a_rule_keeps_checked_values_and_can_be_switched(office: Office) -> None:
    track = make_track(office)
    make_category(office, "scholar")
    rule = add_rule(
        track=track,
        kind=RuleKind.CREW_CATEGORY,
        values={"category": "scholar", "at_least": 1},
        by=None,
    )
    switch_rule(rule=rule, is_active=False, by=None)
    switch_rule(rule=rule, is_active=False, by=None)
    assert not Rule.objects.get().is_active
    assert AuditEntry.objects.filter(action="programmes.rule_switched").count() == 1


def test_targets_are_due_on_the_last_day_unless_told(office: Office) -> None:
    track = make_track(office)
    places = [make_place(office), make_place(office)]
    made = add_targets(track=track, places=places, starts_on=H1[0], ends_on=H1[1], by=None)
    assert [(target.due_on, target.visits_due, target.weight) for target in made] == [
        (H1[1], 1, 1)
    ] * 2
    assert AuditEntry.objects.filter(action="programmes.targets_added").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": date(2022, 1, 1)}, "ends_on"),
        ({"due_on": date(2023, 7, 1)}, "due_on"),
        ({"weight": 11}, "weight"),
    ],
)
def test_an_impossible_target_is_refused(wrong: dict[str, Any], field: str, office: Office) -> None:
    values: dict[str, Any] = {"starts_on": H1[0], "ends_on": H1[1], **wrong}
    with pytest.raises(Refused) as refused:
        add_target(track=make_track(office), place=make_place(office), by=None, **values)
    assert refused.value.field == field
    assert not Target.objects.exists()


def test_a_place_is_a_target_once_a_period(office: Office) -> None:
    track, place = make_track(office), make_place(office)
    span: dict[str, Any] = {"starts_on": H1[0], "ends_on": H1[1], "by": None}
    with pytest.raises(Refused):
        add_targets(track=track, places=[place, place], **span)
    add_target(track=track, place=place, **span)
    with pytest.raises(Refused):
        add_target(track=track, place=place, **span)
    assert Target.objects.count() == 1


def test_a_special_day_is_set_once(office: Office) -> None:
    day: dict[str, Any] = {"office": office, "day": H1[0], "names": {"kk": "жұмыс"}, "by": None}
    add_special_day(kind=DayKind.WORKING, **day)
    with pytest.raises(Refused):
        add_special_day(kind=DayKind.CLOSED, **day)
