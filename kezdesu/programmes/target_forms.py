"""Forms of targets: many added at once, one changed, one put back."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.forms import CountField, DayField
from kezdesu.core.listing import Choice
from kezdesu.places.models import Place
from kezdesu.places.queries import district_choices, found_places, in_order, kind_choices

from .models import Target, Track
from .queries import days_to_target, free_places
from .rules import HIGHEST_WEIGHT, MOST_VISITS

MOST: Final = 300  # places on one page; of more the page asks to be narrowed
_NARROWING: Final = ("district", "kind", "priority", "search")


class TargetForm(forms.Form):
    ends_on = DayField(label=_("Last day"))
    due_on = DayField(label=_("Due on"))
    visits_due = CountField(label=_("Visits due"), min_value=1, max_value=MOST_VISITS)
    weight = CountField(
        label=_("Importance"),
        help_text=_("from 1, ordinary, to 10, most important"),
        min_value=1,
        max_value=HIGHEST_WEIGHT,
    )

    @staticmethod
    def initial_of(target: Target) -> dict[str, Any]:
        return {name: getattr(target, name) for name in TargetForm.base_fields}


class PutBackForm(TargetForm):
    """A target that was removed, out of the address that undoes it."""

    place: "forms.ModelChoiceField[Place]" = forms.ModelChoiceField(Place.objects.none())
    starts_on = DayField()

    def __init__(self, said: QueryDict, *, office: Office) -> None:
        super().__init__(said)
        self.fields["place"].queryset = office.places.all()  # type: ignore[attr-defined]


class TargetsForm(TargetForm):
    """Several places, all of one period and importance.

    What narrows the list of places is sent with the rest, so that nothing that was typed or ticked
    is lost; a place that is ticked stays in the list, however it is narrowed.
    """

    starts_on = DayField(label=_("First day"))
    due_on = DayField(label=_("Due on"), help_text=_("left empty, on the last day"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    search = forms.CharField(label=_("Find a place"), max_length=200, required=False)
    places = forms.TypedMultipleChoiceField(
        label=_("Places"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one place."),
            "invalid_choice": _(
                "One of the places is a target of this track in these days by now: look at the"
                " list again."
            ),
        },
    )

    def __init__(self, typed: QueryDict | None, *, track: Track) -> None:
        """Sent by a button called `show` it is not judged, only shown anew."""
        shows = typed is not None and "show" in typed
        first, last = days_to_target(track, timezone.localdate())
        usual = {"starts_on": first, "ends_on": last, "visits_due": 1, "weight": 1}
        said = typed or QueryDict()
        super().__init__(None if shows else typed, initial=usual | (said.dict() if shows else {}))
        code, office = get_language() or "kk", track.programme.office
        self._offer("district", district_choices(office, code))
        self._offer("kind", kind_choices(office, code))
        self._offer("priority", [Choice("yes", _("yes")), Choice("no", _("no"))])
        free = free_places(track, _day(said, "starts_on", first), _day(said, "ends_on", last))
        self._list(free, office, said)

    def _offer(self, name: str, choices: Iterable[Choice]) -> None:
        offered = [("", _("all")), *((each.value, each.label) for each in choices)]
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    def _list(self, free: "QuerySet[Place]", office: Office, said: QueryDict) -> None:
        """Places by district: those found, of very many the first, and those ticked."""
        ticked = {int(key) for key in said.getlist("places") if key.isdecimal() and len(key) < 10}
        narrowing = {name: said.get(name, "").strip() for name in _NARROWING}
        found = found_places(office, **narrowing).values("pk")
        asked = free.filter(Q(pk__in=found) | Q(pk__in=ticked)).select_related("kind", "district")
        code = get_language() or "kk"
        places = list(in_order(asked, "district", code))
        first = {place.pk for place in [each for each in places if each.pk not in ticked][:MOST]}
        listed = [place for place in places if place.pk in ticked or place.pk in first]
        self.unlisted = len(places) - len(listed)
        self.fields["places"].choices = _by_district(listed, code)  # type: ignore[attr-defined]
        chosen = {place.pk for place in listed} if said.get("show") == "all" else ticked
        self.initial["places"] = [*chosen]

    @property
    def values(self) -> dict[str, Any]:
        """What `add_targets` takes."""
        typed = {name: self.cleaned_data[name] for name in ("starts_on", *TargetForm.base_fields)}
        places = Place.objects.filter(pk__in=self.cleaned_data["places"]).order_by("pk")
        return typed | {"places": list(places)}


def _day(said: QueryDict, name: str, usual: date) -> date:
    try:
        day: date = DayField().clean(said.get(name, ""))
    except forms.ValidationError:
        return usual
    return day


def _by_district(places: Iterable[Place], code: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices in groups; `places` come in the order of their districts."""
    grouped = groupby(places, lambda place: place.district)
    return [
        (
            district.name_in(code) if district else gettext("District not stated"),
            [(place.pk, _told(place, code)) for place in group],
        )
        for district, group in grouped
    ]


def _told(place: Place, code: str) -> str:
    told = [place.name_in(code), place.kind.name_in(code)]
    return " · ".join([*told, gettext("priority")] if place.is_priority else told)
