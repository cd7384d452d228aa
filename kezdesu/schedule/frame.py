"""The frame that the calendar's views share: tabs, stepping and filters, all in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.core.listing import Choice, Filter, Link, Listing
from kezdesu.core.states import STATES
from kezdesu.people.models import Person
from kezdesu.places.models import District

from .models import Plan
from .outcomes import STATES as VISIT_STATES
from .outcomes import in_words
from .queries import plans_within, tracks_of
from .queries.shown import Narrowed
from .rules import week_of
from .windows import DAY, HALF_YEAR, MONTH, WEEK, Window

MOST_PEOPLE: Final = 60  # in a menu; a larger office finds them by name or among its people


@dataclass(frozen=True, slots=True)
class View:
    """`name` is its route; `kinds` are the windows it takes, the usual one first."""

    name: str
    label: str | Promise
    kinds: tuple[str, ...]


VIEWS: Final = {
    view.name: view
    for view in (
        View("week", _("Week"), (WEEK,)),
        View("month", _("Month"), (MONTH,)),
        View("list", _("List"), (MONTH, WEEK, HALF_YEAR, DAY)),
        View("crews", _("By crew"), (WEEK,)),
        View("by_person", _("By person"), (MONTH, WEEK)),
        View("by_place", _("By place"), (HALF_YEAR, MONTH)),
        View("map", _("Map"), (MONTH, WEEK, HALF_YEAR)),
    )
}
SPANS: Final[dict[str, str | Promise]] = {
    DAY: _("Day"),
    WEEK: _("Week"),
    MONTH: _("Month"),
    HALF_YEAR: _("Half-year"),
}


@dataclass(frozen=True)
class Frame:
    view: View
    window: Window
    listing: Listing[Any]
    today: date
    plan: Plan | None  # the one version that is looked at

    @property
    def title(self) -> str:
        label = self.window.label(get_language() or "kk")
        return label[:1].upper() + label[1:]

    @property
    def tabs(self) -> list[Link]:
        """The other views of the same days, narrowed alike."""
        return [
            Link(view.label, self._to(view, self._anchored(view)), view == self.view)
            for view in VIEWS.values()
        ]

    @property
    def spans(self) -> list[Link]:
        """How many days are shown; a day is only led to."""
        kinds = [kind for kind in self.view.kinds if kind != DAY]
        if len(kinds) == 1:
            return []
        return [
            Link(
                SPANS[kind],
                self._to(self.view, Window.around(self._anchor, kind)),
                kind == self.window.kind,
            )
            for kind in sorted(kinds, key=list(SPANS).index)
        ]

    @property
    def before(self) -> Link:
        return self._step(self.window.previous)

    @property
    def after(self) -> Link:
        return self._step(self.window.next)

    @property
    def now(self) -> Link:
        return self._step(Window.around(self.today, self.window.kind))

    @property
    def narrowed(self) -> Narrowed:
        chosen = self.listing.chosen
        return Narrowed(
            plan=self.plan.pk if self.plan else None,
            track=chosen("track"),
            district=int(chosen("district") or 0) or None,
            person=int(chosen("person") or 0) or None,
            search=self.listing.search,
        )

    def address_of(self, view: str, window: Window, **changes: str | int | None) -> str:
        """Of another view, narrowed alike but for `changes`."""
        return self._to(VIEWS[view], window, **changes)

    @property
    def _anchor(self) -> date:
        return self.today if self.today in self.window else self.window.starts_on

    def _anchored(self, view: View) -> Window:
        if self.window.kind in view.kinds:
            return self.window
        return Window.around(self._anchor, view.kinds[0])

    def _step(self, window: Window) -> Link:
        label = window.label(get_language() or "kk")
        return Link(label, self._to(self.view, window), window == self.window)

    @property
    def kept(self) -> str:
        """What every address of these views goes on with: the filters, else nothing."""
        return self._kept()

    def _kept(self, **changes: str | int | None) -> str:
        kept = self.listing.address(sort=None, **changes)
        return "" if kept == "?" else kept

    def _to(self, view: View, window: Window, **changes: str | int | None) -> str:
        return _path(view, window) + self._kept(**changes)


def frame_of(
    params: QueryDict, office: Office, name: str, code: str, sorts: Sequence[str] = ("when",)
) -> Frame:
    """ValueError when the code names no days that the view shows."""
    view, window = VIEWS[name], Window.parse(code)
    if window.kind not in view.kinds:
        raise ValueError(f"{name} shows no {window.kind}.")
    plans = _plans(office, window, params.get("plan", ""))
    filters = [
        Filter("track", _("Track"), [Choice(each.slug, each.name) for each in tracks_of(office)]),
        Filter("district", _("District"), _districts(office)),
        Filter("person", _("Person"), _people(office, params.get("person", ""))),
        Filter("plan", _("Version"), [Choice(str(plan.pk), _named(plan)) for plan in plans]),
    ]
    if name == "list":
        filters.append(
            Filter("state", _("Status"), [Choice(state, in_words(state)) for state in VISIT_STATES])
        )
    listing: Listing[Any] = Listing(
        params,
        sorts,
        filters,
        search_label=_("Find a place or a person"),
        has_export=name == "list",
    )
    asked = listing.chosen("plan")
    return Frame(
        view=view,
        window=window,
        listing=listing,
        today=timezone.localdate(timezone=ZoneInfo(office.time_zone)),
        plan=next((plan for plan in plans if str(plan.pk) == asked), None),
    )


def _path(view: View, window: Window) -> str:
    if view.name == "week":
        return reverse("schedule:week", args=week_of(window.starts_on))
    return reverse(f"schedule:{view.name}", args=[window.code])


def _plans(office: Office, window: Window, asked: str) -> list[Plan]:
    """The window's versions, and the one asked for, which may have ended."""
    return list(plans_within(office, window, besides=_key(asked)))


def _named(plan: Plan) -> str:
    return f"{plan.track.name}: {plan.version} · {STATES[plan.status].word}"


def _districts(office: Office) -> list[Choice]:
    districts = District.objects.filter(office=office).order_by(in_shown_order("name"), "pk")
    return [Choice(str(district.pk), district.name) for district in districts]


def _people(office: Office, asked: str) -> list[Choice]:
    """Everyone of a small office; of a large one, who was asked for."""
    people = Person.objects.filter(office=office).order_by(in_kazakh_order("full_name"), "pk")
    few = list(people.values_list("pk", "full_name")[: MOST_PEOPLE + 1])
    if len(few) > MOST_PEOPLE:
        few = list(people.filter(pk=_key(asked) or 0).values_list("pk", "full_name"))
    return [Choice(str(pk), name) for pk, name in few]


def _key(asked: str) -> int | None:
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None
