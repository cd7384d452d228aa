"""The columns of a table of targets, by any of their headings, and how values are shown."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.spreadsheets import Column, Known
from kezdesu.core.spreadsheets.cells import day, text_up_to, whole_number
from kezdesu.places.columns import kind_column

from .models import Track
from .rules import HIGHEST_WEIGHT, MOST_VISITS


def target_columns(office: Office) -> tuple[Column, ...]:
    return (*_what_columns(office), *_how_much_columns(), *_when_columns())


def track_column(office: Office, *, is_required: bool) -> Column:
    # Of two tracks of one name, that of the newest programme is meant.
    tracks = Track.objects.filter(programme__office=office).order_by("-programme__starts_on", "pk")
    return Column(
        "track",
        kk=("Бағыт", "Бағыты"),
        ru=("Направление",),
        en=("Track",),
        read=Known(tracks, _track_names),
        is_required=is_required,
    )


def _track_names(track: Track) -> Iterable[str]:
    return (track.name, track.name_kk, track.name_ru, track.name_en, track.slug)


def _what_columns(office: Office) -> tuple[Column, ...]:
    return (
        track_column(office, is_required=True),
        Column(
            "place",
            kk=("Орын", "Атауы", "Елді мекен", "Оқу орны"),
            ru=("Место", "Наименование", "Название", "Населённый пункт", "Учебное заведение"),
            en=("Place", "Name"),
            read=text_up_to(300),
            is_required=True,
        ),
        kind_column(office),
    )


def _how_much_columns() -> tuple[Column, ...]:
    return (
        Column(
            "visits_due",
            kk=("Кездесу саны", "Барулар саны"),
            ru=("Количество встреч", "Число встреч", "Встреч"),
            en=("Visits due", "Meetings due", "Visits"),
            read=whole_number(at_least=1, at_most=MOST_VISITS),
        ),
        Column(
            "weight",
            kk=("Маңыздылығы", "Салмағы"),
            ru=("Важность", "Вес"),
            en=("Importance", "Weight"),
            read=whole_number(at_least=1, at_most=HIGHEST_WEIGHT),
        ),
    )


def _when_columns() -> tuple[Column, ...]:
    return (
        Column(
            "starts_on",
            kk=("Басы", "Басталуы", "Кезең басы", "Басталған күні"),
            ru=("Начало", "Начало периода", "С"),
            en=("From", "Start", "Period start"),
            read=day,
            is_required=True,
        ),
        Column(
            "ends_on",
            kk=("Соңы", "Аяқталуы", "Кезең соңы"),
            ru=("Конец", "Конец периода", "По"),
            en=("To", "End", "Period end"),
            read=day,
            is_required=True,
        ),
        Column(
            "due_on",
            kk=("Мерзімі", "Мерзім", "Қай күнге дейін"),
            ru=("Срок", "Срок до", "Не позднее"),
            en=("Due on", "Due", "Deadline"),
            read=day,
        ),
    )


def shown(key: str, value: Any) -> str:
    """A value of the column `key` as the user reads it."""
    if value is None:
        return "—"
    if key in {"starts_on", "ends_on", "due_on"}:
        return language(get_language() or "kk").short_date(value)
    return str(value)
