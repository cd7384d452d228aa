"""Minutes from place to place, estimated: no road data is needed to keep people from two places."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

from kezdesu.places.models import Place

EARTH_KM: Final = 6371.0
# Roads in a town are about 1.3 times the straight line (Boscoe et al. 2012 measured 1.42 over the
# United States, less in towns), driven at some 30 km/h, with ten minutes to leave and to arrive.
DETOUR: Final = 1.3
KM_AN_HOUR: Final = 30.0
LEAVE_AND_ARRIVE: Final = 10
# Across a city of this size when one of the two has no point on the map.
UNKNOWN: Final = 40
LONGEST: Final = 12 * 60


def minutes_between(start: Place, end: Place) -> int:
    if start.pk == end.pk:
        return 0
    kilometres = _kilometres(start, end)
    if kilometres is None:
        return UNKNOWN
    return min(LONGEST, LEAVE_AND_ARRIVE + round(kilometres * DETOUR / KM_AN_HOUR * 60))


def _kilometres(start: Place, end: Place) -> float | None:
    """The great circle by the haversine formula; None without both points."""
    points = (start.latitude, start.longitude, end.latitude, end.longitude)
    if any(value is None for value in points):
        return None
    lat, lon, to_lat, to_lon = (radians(value) for value in points if value is not None)
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
