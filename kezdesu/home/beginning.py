"""How an office begins: its name, the usual kinds of place and reasons, its first administrator."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from kezdesu.accounts import services as accounts
from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office, User
from kezdesu.core.language import CODES
from kezdesu.meetings.services import add_usual_causes
from kezdesu.places.services import add_kind

from .services import let_in

FIRST_WORDS: Final = Path(__file__).parent / "first_words.toml"


@dataclass(frozen=True, slots=True)
class Begun:
    office: Office
    administrator: User
    password: str  # told once, and kept nowhere


@transaction.atomic
def begin_office(
    *,
    slug: str,
    names: Mapping[str, str],
    territories: Mapping[str, str],
    full_name: str,
    username: str,
    interface: str,
    parent: Office | None = None,
    time_zone: str = "Asia/Almaty",
) -> Begun:
    """`names` and `territories` have the keys kk, ru, en. Refused where one is there already."""
    office = accounts.add_office(slug=slug, parent=parent, time_zone=time_zone, by=None)
    accounts.name_office(
        office=office,
        starts_on=timezone.localdate(),
        names=dict(names),
        territories=dict(territories),
        by=None,
    )
    administrator, password = let_in(
        office=office,
        full_name=full_name,
        username=username,
        interface=interface,
        role=Role.ADMINISTRATOR,
        by=None,
    )
    _add_first_words(office)
    return Begun(office, administrator, password)


def _add_first_words(office: Office) -> None:
    for row in tomllib.loads(FIRST_WORDS.read_text(encoding="utf-8"))["kinds"]:
        names = {code: row.pop(f"name_{code}") for code in CODES}
        add_kind(office=office, names=names, by=None, **row)
    add_usual_causes(office=office, by=None)
