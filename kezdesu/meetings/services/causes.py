"""The office's list of why meetings are not held."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.language import CODES
from kezdesu.core.listed import edit_entry, refuse_known
from kezdesu.core.names import name_fields

from ..models import Cause

_USUAL: Final = Path(__file__).parent.parent / "usual_causes.toml"


@transaction.atomic
def add_cause(
    *,
    office: Office,
    slug: str,
    names: Mapping[str, str],
    by: User | None,
    is_active: bool = True,
) -> Cause:
    """Offered at the desk and on phones unless it is not `is_active`."""
    _refuse_unless_new(office, names["kk"])
    cause = Cause.objects.create(
        office=office, slug=slug, is_active=is_active, **name_fields(names)
    )
    audit.record("meetings.cause_added", cause, by=by, slug=slug, names=dict(names))
    return cause


@transaction.atomic
def add_usual_causes(*, office: Office, by: User | None) -> None:
    """What a list begins with; nothing is added to one that holds something."""
    Office.objects.select_for_update().get(pk=office.pk)  # two may begin it at once
    if office.causes.exists():
        return
    for row in tomllib.loads(_USUAL.read_text(encoding="utf-8"))["causes"]:
        names = {code: row[f"name_{code}"] for code in CODES}
        add_cause(office=office, slug=row["slug"], names=names, by=by)


def edit_cause(*, listed: Cause, names: Mapping[str, str], by: User | None, **facts: Any) -> Cause:
    """`facts` may be is_active. A new name stands on every record that names the cause."""
    _refuse_unless_new(listed.office, names["kk"], listed)
    return edit_entry(action="meetings.cause_edited", listed=listed, names=names, by=by, **facts)


def _refuse_unless_new(office: Office, name: str, cause: Cause | None = None) -> None:
    refuse_known(office.causes.all(), name, _("This reason is in the list already."), cause)
