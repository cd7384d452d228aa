"""What anyone may take away: coverage, figures and meetings as tables with their dictionary."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.exports import harmless
from kezdesu.core.periods import Period
from kezdesu.figures.geography import Row, Value, place_records
from kezdesu.figures.queries import numbers_for

from .queries import past_meetings

_BYTE_ORDER_MARK: Final = "\ufeff"


# What programs that read the tables of many offices call a column (hxlstandard.org).
HXL: Final = {
    "track": "#activity+programme",
    "place": "#loc+code",
    "name": "#loc+name",
    "name_kk": "#loc+name+i_kk",
    "name_ru": "#loc+name+i_ru",
    "name_en": "#loc+name+i_en",
    "kind": "#loc+type",
    "district": "#adm2+name",
    "district_kk": "#adm2+name+i_kk",
    "district_ru": "#adm2+name+i_ru",
    "district_en": "#adm2+name+i_en",
    "is_target": "#status+target",
    "is_priority": "#status+priority",
    "state": "#status",
    "visits_due": "#targeted+visits",
    "planned": "#activity+planned+num",
    "held": "#activity+held+num",
    "cancelled": "#activity+cancelled+num",
    "postponed": "#activity+postponed+num",
    "headcount": "#reached",
    "first_on": "#date+first",
    "last_on": "#date+last",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "key": "#indicator+code",
    "value": "#indicator+value+num",
    "previous": "#indicator+previous+num",
    "percent": "#indicator+percent+num",
    "percent_of": "#indicator+whole+code",
    "unit": "#indicator+unit",
    "label_kk": "#indicator+name+i_kk",
    "label_ru": "#indicator+name+i_ru",
    "label_en": "#indicator+name+i_en",
    "definition_kk": "#description+i_kk",
    "definition_ru": "#description+i_ru",
    "definition_en": "#description+i_en",
    "meeting": "#activity+code",
    "starts_at": "#date+start",
    "venue": "#loc+venue",
    "outcome": "#status",
    "reason": "#description+reason",
    "how_counted": "#meta+method",
}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Dataset:
    """`name` stands in the address; `rows` reads an office's half-year."""

    name: str
    title: str | Promise
    fields: tuple[Field, ...]
    rows: Callable[[Office, Period], Iterable[Row]]
    has_points: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        return ("csv", "json", "geojson") if self.has_points else ("csv", "json")


def _coverage(office: Office, period: Period) -> Iterator[Row]:
    return place_records(office, period)


def _figures(office: Office, period: Period) -> Iterator[Row]:
    for figure in numbers_for(office, period).values():
        yield {
            "key": figure.key,
            "value": figure.known,
            "previous": figure.previous,
            "percent": figure.percent,
            "percent_of": figure.percent_of,
            "unit": figure.unit.slug,
            "label_kk": figure.label.kk,
            "label_ru": figure.label.ru,
            "label_en": figure.label.en,
            "definition_kk": figure.definition.words.kk,
            "definition_ru": figure.definition.words.ru,
            "definition_en": figure.definition.words.en,
        }


def _meetings(office: Office, period: Period) -> Iterator[Row]:
    for meeting in past_meetings(office, timezone.now(), period=period):
        yield {
            "meeting": meeting.key,
            "starts_at": timezone.localtime(meeting.starts_at).isoformat(),
            "track": meeting.track_slug,
            "place": meeting.place.pk,
            "name": meeting.place.name,
            "district": meeting.place.district,
            "venue": meeting.venue,
            "outcome": meeting.state,
            "reason": meeting.reason,
            "headcount": meeting.headcount,
            "how_counted": meeting.how_counted,
        }


def dataset_named(name: str) -> Dataset | None:
    return next((dataset for dataset in DATASETS if dataset.name == name), None)


def as_csv(dataset: Dataset, rows: Iterable[Row], *, has_hxl: bool = False) -> str:
    """With a byte order mark, or Excel reads Kazakh letters as something else."""
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    names = [field.name for field in dataset.fields]
    writer.writerow(names)
    if has_hxl:
        writer.writerow([HXL[name] for name in names])
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return out.getvalue()


def as_json(office: str, period: Period, dataset: Dataset, rows: Iterable[Row]) -> str:
    return _json(
        {
            "office": office,
            "period": period.code,
            "dataset": dataset.name,
            "fields": {field.name: str(field.meaning) for field in dataset.fields},
            "rows": list(rows),
        }
    )


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(value: Value) -> Value:
    return int(value) if isinstance(value, bool) else harmless(value)


def _described(**meanings: str | Promise) -> tuple[Field, ...]:
    return tuple(Field(name, meaning) for name, meaning in meanings.items())


DATASETS: Final = (
    Dataset(
        "coverage",
        _("Coverage of places"),
        _described(
            track=_("the track's short name"),
            place=_("the place's number, the same in every table"),
            name_kk=_("the place's name in Kazakh"),
            name_ru=_("the place's name in Russian"),
            name_en=_("the place's name in English"),
            kind=_("kind of place"),
            district_kk=_("district in Kazakh; empty when not known"),
            district_ru=_("district in Russian"),
            district_en=_("district in English"),
            is_target=_("whether visits were due in the period (1 or 0)"),
            is_priority=_("whether the place comes first (1 or 0)"),
            state=_("met, planned (in the approved plan, not met yet) or due"),
            visits_due=_("visits due in the period"),
            planned=_("visits in the approved plan"),
            held=_("meetings held"),
            cancelled=_("meetings cancelled"),
            postponed=_("meetings postponed"),
            headcount=_("people counted at the meetings held, added up"),
            first_on=_("day of the first meeting held"),
            last_on=_("day of the last meeting held"),
            latitude=_("latitude, WGS 84; empty when not known"),
            longitude=_("longitude, WGS 84; empty when not known"),
        ),
        _coverage,
        has_points=True,
    ),
    Dataset(
        "figures",
        _("Figures"),
        _described(
            key=_("the figure's stable name"),
            value=_("the number"),
            previous=_("the same number a half-year earlier; empty when not kept"),
            percent=_("how much of another figure it is, in whole percent; empty where not told"),
            percent_of=_("the stable name of that other figure"),
            unit=_("what one of it is"),
            label_kk=_("name in Kazakh"),
            label_ru=_("name in Russian"),
            label_en=_("name in English"),
            definition_kk=_("how it is counted, in Kazakh"),
            definition_ru=_("how it is counted, in Russian"),
            definition_en=_("how it is counted, in English"),
        ),
        _figures,
    ),
    Dataset(
        "meetings",
        _("Meetings"),
        _described(
            meeting=_("the record's stable number"),
            starts_at=_("start, with the offset from UTC"),
            track=_("the track's short name"),
            place=_("the place's number, the same in every table"),
            name=_("the place's name in the language of this page"),
            district=_("district in the language of this page"),
            venue=_("where exactly"),
            outcome=_("held, cancelled or postponed"),
            reason=_("why it was not held"),
            headcount=_("people counted; empty when it was not held"),
            how_counted=_("how they were counted"),
        ),
        _meetings,
    ),
)
