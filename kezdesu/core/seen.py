"""Two people who edit one thing: neither overwrites what they have not seen.

The form of something that exists carries a seal of each value that it was opened with. `as_seen`
refuses a form that was opened before another change, or carries no seals; `one_at_a_time` lets a
second form of the same thing wait until the first one is written.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Final, TypeVar

from django import forms
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.formats import localize
from django.utils.translation import gettext as _

NAME: Final = "seen"

Form = TypeVar("Form", bound=forms.BaseForm)
View = Callable[..., HttpResponse]


def as_seen(form: Form, first: Mapping[str, Any] | None = None) -> Form:
    """The form with its `seal` for the page; refused when what it was opened with has changed.

    `first` are the values as they are now, where the form itself was not made with them. What
    changed is named at its field; the page then holds the new seal, and who saves again has seen.
    """
    now = form.initial if first is None else first
    seals = {name: _seal(now.get(name)) for name in form.fields}
    form.seal = "-".join(seals.values())  # type: ignore[attr-defined]  # templates print it
    if is_stale(form):
        _refuse(form, now, seals)
    return form


def is_stale(form: forms.BaseForm) -> bool:
    """Whether what it was opened with has changed since, or it does not say what that was."""
    return form.is_bound and form.data.get(NAME) != form.seal  # type: ignore[attr-defined]


def one_at_a_time(view: View) -> View:
    """Forms sent to one address are read and written one after the other."""

    @wraps(view)
    def alone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():  # on SQLite it is alone from its first line
            _hold(view.__module__, view.__qualname__, *args, *kwargs.values())
            return view(request, *args, **kwargs)

    return alone


def _hold(*address: object) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            name = " ".join(map(str, address))
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _refuse(form: forms.BaseForm, now: Mapping[str, Any], seals: Mapping[str, str]) -> None:
    seen = form.data.get(NAME, "").split("-")
    if len(seen) == len(seals):
        for (name, seal), old in zip(seals.items(), seen, strict=True):
            if seal != old:
                said = {"value": _in_words(form.fields[name], now.get(name)) or "–"}
                form.add_error(name, _("Somebody changed this meanwhile; now: %(value)s") % said)
    form.add_error(
        None,
        _(
            "Somebody changed this while you did. Your change was not made: look at what stands"
            " now, and save again if yours is to stand."
        ),
    )


def _seal(value: Any) -> str:
    return hashlib.sha256(repr(sorted(map(_plain, _all(value)))).encode()).hexdigest()[:8]


def _all(value: Any) -> Iterable[Any]:
    return value if isinstance(value, Iterable) and not isinstance(value, str) else [value]


def _plain(value: Any) -> str:
    return "" if value is None else str(value.pk if isinstance(value, Model) else value)


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        keys = [_plain(each) for each in _all(value) if each is not None]
        return ", ".join(map(field.label_from_instance, field.queryset.filter(pk__in=keys)))  # type: ignore[union-attr]
    if isinstance(field, forms.ChoiceField):
        words = dict(field.choices)  # type: ignore[arg-type]
        return ", ".join(str(words.get(each, each)) for each in _all(value) if each)
    return ", ".join(str(localize(each)) for each in _all(value) if each not in (None, ""))
