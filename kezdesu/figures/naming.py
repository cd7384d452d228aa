"""What the figures of tracks are called and mean, whoever has counted them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from kezdesu.core.language import CODES, language
from kezdesu.schedule.models import Plan

from .definition import Definition
from .definitions import DEFINITIONS
from .sentences import HOW_COUNTED, MANY_PLANS, NO_PLAN, PARTS, PLAN
from .words import Words

_MOST_PLANS: Final = 3  # that a definition names one by one
_AGAINST_A_PLAN: Final = {"meetings_planned", "visits_held", "visits_held_another_day"}


@dataclass(frozen=True, slots=True)
class Naming:
    tracks: Mapping[str, Words]  # by slug
    kinds: Mapping[str, Words]  # of places, by the plural slug
    plans: Mapping[str, list[Plan]]  # approved, by track
    bases: Mapping[str, str]  # what an estimate of distinct people rests on, by track

    def of_kind(self, track: str, plural: str) -> Definition:
        return DEFINITIONS["track.kind"].about(track=self.tracks[track], kind=self.kinds[plural])

    def of(self, track: str, name: str) -> Definition:
        """Of the figure with the key `track`.`name`."""
        about = {"track": self.tracks[track]}
        stem, _dot, part = name.partition(".")
        if stem == "counted_by":
            return DEFINITIONS["track.counted_by"].about(**about, how=HOW_COUNTED[part])
        if part:
            return DEFINITIONS[f"track.{stem}.part"].about(**about, part=PARTS[part])
        if stem == "people_distinct":
            basis = self.bases[track].rstrip(".")
            about["basis"] = Words(basis, basis, basis)
        plan = _stated(self.plans.get(track, [])) if stem in _AGAINST_A_PLAN else None
        return DEFINITIONS[f"track.{stem}"].about(plan, **about)


def _stated(plans: list[Plan]) -> Words:
    """Which plan versions the planned visits are counted in, by document."""
    if len(plans) > _MOST_PLANS:
        return MANY_PLANS.filled(count=Words(*[str(len(plans))] * 3))
    return Words.joined(*[_document(plan) for plan in plans]) if plans else NO_PLAN


def _document(plan: Plan) -> Words:
    return Words(*(_document_in(plan, code) for code in CODES))


def _document_in(plan: Plan, code: str) -> str:
    # The database holds that an approved plan names its document.
    signed_on = cast("date", plan.document_date)
    return PLAN.in_language(code).format(
        version=plan.version,
        number=plan.document_number,
        day=language(code).short_date(signed_on),
    )
