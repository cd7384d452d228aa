"""An office's own lists of words, kept at the desk: groups, skills, districts, kinds of place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.db import models, transaction
from django.http import HttpRequest

from .changes import changed
from .errors import Refused
from .forms import NamesForm, written
from .models import Named
from .names import free_slug, name_fields
from .seen import as_seen
from .text import fold

_Entry = TypeVar("_Entry", bound=Named)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One entry of a list; `used` counts what names it."""

    pk: int
    name: str
    kind: str
    used: int


@dataclass(frozen=True, slots=True)
class OwnList:
    """What a list holds, the form of an entry, and the services that write one.

    `add` takes office, slug, names, by and what else the form asks; `edit` the entry as `listed`,
    names, by and the same.
    """

    model: type[models.Model]
    form: type[NamesForm]
    add: Callable[..., object]
    edit: Callable[..., object]
    has_order: bool = False

    def of(self, office: models.Model) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(office=office)


def added(request: HttpRequest, own: OwnList, office: models.Model) -> tuple[NamesForm, bool]:
    """The form of a new entry, and whether it was written."""
    form = own.form(request.POST or None)

    def act() -> object:
        slugs = set(own.of(office).values_list("slug", flat=True))
        last = {"position": len(slugs)} if own.has_order else {}
        slug = free_slug(form.names["kk"], slugs)
        facts = form.facts | last
        return own.add(office=office, slug=slug, names=form.names, by=request.user, **facts)

    return form, written(form, act) is not None


def edited(request: HttpRequest, own: OwnList, entry: Any) -> tuple[forms.Form, bool]:
    """The form of an entry that is there, and whether it was written."""
    form = own.form(request.POST or None, initial=own.form.initial_of(entry))
    as_seen(form)
    written_down = written(
        form, lambda: own.edit(listed=entry, names=form.names, by=request.user, **form.facts)
    )
    return form, written_down is not None


def refuse_known(
    entries: models.QuerySet[Any], name: str, sentence: str, own: Named | None = None
) -> None:
    """Two entries of one name could not be told apart; retired ones count too, its `own` not."""
    others = entries.exclude(pk=own.pk) if own else entries
    if fold(name) in {fold(each) for each in others.values_list("name_kk", flat=True)}:
        raise Refused(sentence, field="name_kk")


@transaction.atomic
def edit_entry(
    *, action: str, listed: _Entry, names: Mapping[str, str], by: models.Model | None, **facts: Any
) -> _Entry:
    """Name it otherwise and set the other facts; the log has what they were."""
    return changed(action, listed, {**name_fields(names), **facts}, by)
