"""Who may do what, in one table. Every desk view names one action; nothing else grants a right.

A role holds in its own office. Rights that only read (`….view`) reach the offices beneath as well,
so that a region sees its cities without writing for them.
"""

from collections.abc import Iterable

from .choices import Role
from .models import Membership, Office, User

EVERYONE = frozenset(Role)
COORDINATOR = frozenset({Role.COORDINATOR})
APPROVER = frozenset({Role.APPROVER})
PRESS = frozenset({Role.PRESS, Role.COORDINATOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

MAY: dict[str, frozenset[Role]] = {
    "desk.view": EVERYONE,
    "places.view": EVERYONE,
    "places.edit": COORDINATOR,
    "people.view": EVERYONE - {Role.PRESS},
    "people.edit": COORDINATOR,
    "programmes.view": EVERYONE,
    "programmes.edit": COORDINATOR,
    "schedule.view": EVERYONE,
    "schedule.edit": COORDINATOR,
    "schedule.approve": APPROVER,
    "schedule.repair": COORDINATOR,  # records absences, closed places and days off as well
    "schedule.scan": COORDINATOR | APPROVER,  # attach the signed paper of what is approved
    "meetings.view": EVERYONE,
    "meetings.record": COORDINATOR | {Role.SPEAKER},
    "meetings.review": COORDINATOR,
    "meetings.sheets": COORDINATOR,  # sign-in sheets hold names: only who checks headcounts
    "meetings.publish": PRESS,
    "press.view": EVERYONE,
    "press.edit": PRESS,
    "figures.view": EVERYONE,
    "reports.view": EVERYONE - {Role.SPEAKER},
    "reports.edit": COORDINATOR,
    "reports.freeze": COORDINATOR | APPROVER,
    "reports.check": COORDINATOR | APPROVER | {Role.PRESS},
    "reports.publish": APPROVER | {Role.PRESS},
    "newsroom.view": PRESS | APPROVER,
    "newsroom.edit": PRESS,
    "settings.view": ADMINISTRATOR | COORDINATOR,
    "settings.edit": ADMINISTRATOR,
}


def may(user: User, action: str, office: Office) -> bool:
    """Whether a signed-in user may do `action` (a key of MAY) in `office`."""
    return _is_granted(action, office, user.memberships.all())


def rights(user: User, office: Office) -> frozenset[str]:
    """Every action that `user` may do in `office`; templates ask it what to show."""
    held = list(user.memberships.all())
    return frozenset(action for action in MAY if _is_granted(action, office, held))


def _is_granted(action: str, office: Office, held: Iterable[Membership]) -> bool:
    roles = MAY[action]
    reach = _chain(office) if action.endswith(".view") else [office.pk]
    return any(each.office_id in reach and each.role in roles for each in held)


def _chain(office: Office) -> list[int]:
    """The office and all above it."""
    chain: list[int] = []
    step: Office | None = office
    while step is not None:
        chain.append(step.pk)
        step = step.parent
    return chain
