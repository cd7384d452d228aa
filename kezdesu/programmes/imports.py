"""Import targets from a spreadsheet: which places a track owes visits, by when."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.language import language
from kezdesu.core.spreadsheets import (
    Column,
    ImportOutcome,
    Intake,
    Known,
    Row,
    Source,
    run_import,
)
from kezdesu.core.spreadsheets.cells import day, text_up_to, whole_number
from kezdesu.places.columns import known_kinds
from kezdesu.places.matching import PlacesBySpelling
from kezdesu.places.models import Place

from .models import Target, Track
from .rules import HIGHEST_WEIGHT, refuse_bad_target

_SAID = ("ends_on", "due_on", "visits_due", "weight")


def import_targets(
    *,
    office: Office,
    file: Source,
    by: User | None,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> ImportOutcome:
    """Add and change targets; importing again changes nothing.

    A target is matched by track, place and first day. A new one is due on its last day, once, with
    weight 1, unless the row says otherwise.
    """
    columns = target_columns(office)
    return run_import(
        file=file,
        columns=columns,
        reading_of=lambda: _Reading(office, columns),
        action="programmes.targets_imported",
        subject=office,
        by=by,
        skip_bad_rows=skip_bad_rows,
        dry_run=dry_run,
    )


class _Reading:
    def __init__(self, office: Office, columns: tuple[Column, ...]) -> None:
        self.intake = Intake({column.key: column.label for column in columns}, shown)
        places = office.places.select_related("kind").prefetch_related("aliases")
        self._places = PlacesBySpelling(places)
        targets = Target.objects.filter(track__programme__office=office)
        self._targets = {
            (target.track_id, target.place_id, target.starts_on): target for target in targets
        }

    def read(self, row: Row) -> None:
        values = row.values
        place = self._place(values)
        key = (values["track"].pk, place.pk, values["starts_on"])
        said = {name: values.get(name) for name in _SAID}
        target = self._targets.get(key) or Target(
            track=values["track"],
            place=place,
            starts_on=values["starts_on"],
            due_on=values["ends_on"],
        )
        refuse_bad_target(
            starts_on=target.starts_on,
            ends_on=values["ends_on"],
            due_on=said["due_on"] or target.due_on,
            weight=said["weight"] or target.weight,
        )
        self.intake.say(row, target, f"{place.name} · {values['track'].name}", said)
        self._targets[key] = target

    def write(self, by: Model | None) -> None:
        for draft in self.intake.drafts_of(Target):
            draft.item.save()
            audit.record("programmes.target_imported", draft.item, by=by, **draft.changes)

    def _place(self, values: dict[str, Any]) -> Place:
        kind = values.get("kind")
        place = self._places.find(values["place"], kind_id=kind.pk if kind else None)
        if place is None:
            raise Refused(
                _("There is no place “%(name)s”; import or add it first.")
                % {"name": values["place"]},
                field="place",
            )
        return place


def target_columns(office: Office) -> tuple[Column, ...]:
    return (*_what_columns(office), *_how_much_columns(), *_when_columns())


def _track_names(track: Track) -> Iterable[str]:
    return (track.name, track.name_kk, track.name_ru, track.name_en, track.slug)


def _what_columns(office: Office) -> tuple[Column, ...]:
    # Of two tracks of one name, that of the newest programme is meant.
    tracks = Track.objects.filter(programme__office=office).order_by("-programme__starts_on", "pk")
    return (
        Column(
            "track",
            kk=("Бағыт", "Бағыты"),
            ru=("Направление",),
            en=("Track",),
            read=Known(tracks, _track_names),
            is_required=True,
        ),
        Column(
            "place",
            kk=("Орын", "Атауы", "Елді мекен", "Оқу орны"),
            ru=("Место", "Наименование", "Название", "Населённый пункт", "Учебное заведение"),
            en=("Place", "Name"),
            read=text_up_to(300),
            is_required=True,
        ),
        Column(
            "kind",
            kk=("Түрі", "Орын түрі"),
            ru=("Вид", "Тип", "Вид места"),
            en=("Kind", "Type"),
            read=known_kinds(office),
        ),
    )


def _how_much_columns() -> tuple[Column, ...]:
    return (
        Column(
            "visits_due",
            kk=("Кездесу саны", "Барулар саны"),
            ru=("Количество встреч", "Число встреч", "Встреч"),
            en=("Visits due", "Meetings due", "Visits"),
            read=whole_number(at_least=1, at_most=365),
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
