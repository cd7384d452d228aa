from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kezdesu.core.map import NARROW, Point, layout

POINTS = st.lists(
    st.tuples(st.floats(42.2, 42.5), st.floats(69.4, 69.8), st.integers(0, 1)),
    min_size=1,
    max_size=40,
).map(
    lambda rows: [
        Point(key, f"Орын {key}", latitude, longitude, rank)
        for key, (latitude, longitude, rank) in enumerate(rows)
    ]
)


def test_without_a_known_point_there_is_no_map():
    assert layout([]) is None


@given(POINTS)
def test_every_point_stands_inside_the_frame(points):
    spots = layout(points).spots

    assert [spot.key for spot in spots] == [point.key for point in points]
    assert all(5.9 <= spot.x <= 94.1 and 5.9 <= spot.y <= 94.1 for spot in spots)


@given(POINTS)
def test_north_is_up_and_east_is_right(points):
    spots = {spot.key: spot for spot in layout(points).spots}
    for one, other in combinations(points, 2):
        if one.latitude > other.latitude + 0.001:
            assert spots[one.key].y < spots[other.key].y
        if one.longitude > other.longitude + 0.001:
            assert spots[one.key].x > spots[other.key].x


@given(POINTS)
def test_names_written_on_a_phone_do_not_share_a_line(points):
    named = [spot for spot in layout(points).spots if spot.is_named_on_phone]
    height = NARROW * 3 / 4
    for one, other in combinations(named, 2):
        same_line = abs(one.y - other.y) * height / 100 < 15
        assert not (same_line and abs(one.x - other.x) * NARROW / 100 < 30)


def test_a_kilometre_is_as_long_east_as_north():
    north, south, east = layout(
        [
            Point(1, "солтүстік", 42.40, 69.60),
            Point(2, "оңтүстік", 42.30, 69.60),
            Point(3, "шығыс", 42.30, 69.7353),
        ]
    ).spots

    assert abs((east.x - south.x) * 4 - (south.y - north.y) * 3) < 0.5


def test_the_scale_is_a_round_distance_within_a_quarter():
    scale = layout([Point(1, "а", 42.30, 69.5), Point(2, "ә", 42.45, 69.8)]).scale

    assert scale.kilometres == 5
    assert 0 < scale.percent <= 25
