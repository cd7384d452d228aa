"""Places with their figures as plain records, and as GeoJSON for any map program."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period

from .queries import CoverageRow, coverage_by_track

Value = str | int | float | bool | None
Row = Mapping[str, Value]


def place_records(office: Office, period: Period) -> Iterator[Row]:
    """A record a place and track, in the order of coverage; their sums are the figures."""
    for slug, rows in coverage_by_track(office, period).items():
        for row in rows:
            yield _record(slug, row)


def _record(track: str, row: CoverageRow) -> Row:
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
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _geometry(row: Row) -> dict[str, Any] | None:
    if row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
