"""Every state a record can be in, with its word, icon and tone; colour never speaks alone."""

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Tone = Literal["open", "done", "late", "moved", "off", "plain"]


@dataclass(frozen=True, slots=True)
class State:
    """`icon` is also the state's own name in `icons.ICONS`."""

    icon: str
    word: str | Promise
    tone: Tone


def _states(*states: State) -> dict[str, State]:
    return {state.icon: state for state in states}


STATES: Final = _states(
    State("planned", _("planned"), "open"),
    State("held", _("held"), "done"),
    State("accepted", _("accepted"), "done"),
    State("overdue", _("overdue"), "late"),
    State("postponed", _("postponed"), "moved"),
    State("cancelled", _("cancelled"), "off"),
    State("moved", _("moved"), "moved"),
    State("recorded", _("recorded"), "open"),
    State("returned", _("returned"), "moved"),
    State("set_aside", _("set aside"), "off"),
    State("draft", _("draft"), "plain"),
    State("submitted", _("submitted"), "open"),
    State("approved", _("approved"), "done"),
    State("superseded", _("superseded"), "off"),
    State("frozen", _("frozen"), "open"),
    State("published", _("published"), "done"),
    State("waiting", _("waiting"), "open"),
    State("running", _("running"), "open"),
    State("done", _("done"), "done"),
    State("stopped", _("stopped"), "moved"),
    State("failed", _("failed"), "late"),
    State("rejected", _("rejected"), "off"),
    State("due", _("due"), "plain"),
)
