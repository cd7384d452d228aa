"""What anyone may take away: coverage, figures and meetings as tables with their dictionary."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.figures.queries import CoverageRow, coverage_rows, figures_for

from .queries import past_meetings

Value = str | int | float | bool | None
Row = Mapping[str, Value]
# A spreadsheet program runs a cell that begins with one of these.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK: Final = "\ufeff"


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
    for slug in figures_for(office, period).tracks:
        for row in coverage_rows(office, period, slug):
            yield _coverage_row(slug, row)


def _coverage_row(track: str, row: CoverageRow) -> Row:
    return {
        "track": track,
        "place": row.place_id,
        "name_kk": row.name.kk,
        "name_ru": row.name.ru,
        "name_en": row.name.en,
        "kind": row.kind_slug,
        "district_kk": row.district.kk if row.district else None,
        "district_ru": row.district.ru if row.district else None,
        "district_en": row.district.en if row.district else None,
        "is_target": row.is_target,
        "is_priority": row.is_priority,
        "state": row.state,
        "visits_due": row.visits_due,
        "planned": row.planned,
        "held": row.held,
        "cancelled": row.cancelled,
        "postponed": row.postponed,
        "headcount": row.headcount,
        "first_on": row.first_on.isoformat() if row.first_on else None,
        "last_on": row.last_on.isoformat() if row.last_on else None,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }


def _figures(office: Office, period: Period) -> Iterator[Row]:
    for figure in figures_for(office, period).values():
        yield {
            "key": figure.key,
            "value": figure.value,
            "previous": figure.previous,
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


def as_csv(dataset: Dataset, rows: Iterable[Row]) -> str:
    """With a byte order mark, or Excel reads Kazakh letters as something else."""
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    names = [field.name for field in dataset.fields]
    writer.writerow(names)
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


def as_geojson(rows: Iterable[Row]) -> str:
    """Places whose point is not known stay in, with an empty geometry."""
    features = [
        {
            "type": "Feature",
            "geometry": _geometry(row),
            "properties": {k: v for k, v in row.items() if k not in {"latitude", "longitude"}},
        }
        for row in rows
    ]
    return _json({"type": "FeatureCollection", "features": features})


def _geometry(row: Row) -> dict[str, Any] | None:
    if row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
        return f"'{value}"
    return value


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
