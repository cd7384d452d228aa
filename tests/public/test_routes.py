"""Every public route, asked the same questions."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import make_meeting, make_place, make_post, make_target

ROUTES = {
    "front": [],
    "posts": [],
    "post": ["kezdesuler-otti"],
    "tag": ["kezdesu"],
    "meetings": [],
    "questions": [],
    "coverage": [],
    "figure": ["2023-H1", "residents.people_reached"],
    "open_data": [],
    "table": ["2023-H1", "coverage", "csv"],
    "feeds": [],
    "office_calendar": [],
    "track_calendar": ["residents"],
    "posts_feed": [],
}
pytestmark = pytest.mark.usefixtures("half_year", "post")


def address(name, language="kk"):
    with translation.override(language):
        return reverse(f"public:{name}", args=ROUTES[name])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", ROUTES)
def test_a_guest_reads_it_in_each_language(guest_client, name, language):
    assert guest_client.get(address(name, language)).status_code == 200


@pytest.mark.parametrize("name", ROUTES)
def test_reading_leaves_no_cookie(guest_client, name):
    guest_client.get(address(name))

    assert not guest_client.cookies


@pytest.mark.parametrize("name", ROUTES)
def test_it_is_only_read(guest_client, name):
    assert guest_client.post(address(name)).status_code == 405


@pytest.mark.parametrize("name", ROUTES)
def test_more_rows_ask_no_more_questions(
    guest_client, django_assert_max_num_queries, office, half_year, name
):
    def queries():
        with django_assert_max_num_queries(90) as asked:
            guest_client.get(address(name))
        return len(asked)

    guest_client.get(address(name))  # the first reader of a day begins its count of views
    few = queries()
    for number in range(3):
        target = make_target(half_year, make_place(office))
        make_meeting(half_year, target.place)
        make_post(office, f"more-{number}")

    assert queries() == few


@pytest.mark.parametrize("name", [name for name in ROUTES if name not in {"table", "posts_feed"}])
def test_it_asks_nothing_of_other_sites(guest_client, name):
    page = guest_client.get(address(name)).content.decode()
    loaded = re.findall(r"<(?:img|script|link|iframe)[^>]*(?:src|href)=\"([^\"]+)\"", page)

    assert all(each.startswith(("/", "http://testserver/")) for each in loaded)


def test_without_an_office_visitors_are_told_so(guest_client, office, half_year, post):
    office.names.all().delete()

    assert guest_client.get("/").status_code == 404


@pytest.mark.parametrize(
    "unknown",
    [
        "/posts/nothing/",
        "/tags/nothing/",
        "/coverage/figures/2023-H1/residents.nothing/",
        "/coverage/figures/2023-H3/residents.targets/",
        "/open-data/2023-H1/people.csv",
        "/open-data/2023-H1/figures.geojson",
    ],
)
def test_what_is_not_there_is_not_found(guest_client, unknown):
    assert guest_client.get(unknown).status_code == 404


@pytest.mark.parametrize(
    "odd",
    [
        "/posts/?page=nine",
        "/posts/?page=99",
        "/meetings/?time=soon&district=x&track=y&period=z",
        "/coverage/?period=0&track=x&district=x&state=x&priority=x",
    ],
)
def test_odd_words_in_an_address_fall_back(guest_client, odd):
    assert guest_client.get(odd).status_code == 200


def test_the_feed_is_atom_with_absolute_addresses(guest_client):
    feed = ElementTree.fromstring(guest_client.get(address("posts_feed")).content)  # noqa: S314
    atom = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{atom}entry")

    assert feed.tag == f"{atom}feed"
    assert entry.findtext(f"{atom}title") == "Кездесулер өтті"
    assert entry.find(f"{atom}link").get("href") == "http://testserver/posts/kezdesuler-otti/"


def test_an_unchanged_feed_is_not_sent_twice(guest_client):
    tag = guest_client.get(address("posts_feed")).headers["ETag"]
    again = guest_client.get(address("posts_feed"), headers={"If-None-Match": tag})

    assert again.status_code == 304
