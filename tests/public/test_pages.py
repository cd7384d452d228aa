"""What the public pages say."""

import csv
import json
import re

import pytest

from kezdesu.accounts.models import Office
from kezdesu.newsroom.models import DayOfViews
from kezdesu.places.models import Place
from tests.factories import make_office, make_post

pytestmark = pytest.mark.usefixtures("half_year")
READER = {"User-Agent": "Mozilla/5.0 (Linux; Android 9) Chrome/120 Mobile"}


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def linked_data(response):
    found = re.search(
        r'application/ld\+json" nonce="([^"]+)">(.*?)</script>', response.content.decode()
    )
    return found[1], json.loads(found[2])


def test_coverage_is_one_line_whose_numbers_open(guest_client):
    page = guest_client.get("/coverage/").content.decode()

    assert 'href="/coverage/figures/2023-H1/residents.places_met/">1</a>' in page
    assert 'href="/coverage/figures/2023-H1/residents.targets/">3</a>' in page


def test_coverage_lists_places_never_visited_and_those_off_the_map(guest_client):
    response = guest_client.get("/en/coverage/")

    assert [row.state for row in response.context["rows"]] == ["met", "planned", "due"]
    assert [row.name.kk for row in response.context["map"].unplaced] == ["Маятас"]
    assert response.content.decode().count('class="map-mark') == 2


def test_coverage_stands_in_the_order_of_the_names_shown(guest_client, half_year):
    Place.objects.filter(name_kk="Қатынкөпір").update(name_ru="Яблочное")

    rows = guest_client.get("/ru/coverage/").context["rows"]
    assert [str(row.name.ru) for row in rows] == ["Бозарық", "Маятас", "Яблочное"]


@pytest.mark.parametrize(
    ("narrowing", "names"),
    [
        ("state=due", ["Маятас"]),
        ("priority=1", ["Бозарық"]),
        ("state=due&priority=1", []),
    ],
)
def test_coverage_is_narrowed(guest_client, narrowing, names):
    rows = guest_client.get(f"/coverage/?{narrowing}").context["rows"]

    assert [row.name.kk for row in rows] == names


def test_a_places_number_opens_to_its_meetings(guest_client):
    page = guest_client.get("/en/coverage/").content.decode()
    address = re.search(r'href="([^"]*meetings_held/\?place=[^"]*)"', page)[1]
    shown = guest_client.get(address).context

    assert [row.place.name for row in shown["rows"]] == ["Бозарық"]
    assert shown["figure"].value == 1


def test_a_places_headcount_opens_to_the_records_behind_it(guest_client):
    page = guest_client.get("/en/coverage/").content.decode()
    address = re.search(r'href="([^"]*people_reached/\?place=[^"]*)"', page)[1]
    shown = guest_client.get(address).context

    assert [row.place.name for row in shown["rows"]] == ["Бозарық"]
    assert shown["figure"].value == 96
    assert guest_client.get(address.partition("=")[0] + "=0").status_code == 404


def test_a_place_beneath_opens_to_the_records_of_its_office(guest_client, office):
    above = make_office("above")
    Office.objects.filter(pk=office.pk).update(parent=above)
    page = guest_client.get("/en/coverage/").content.decode()
    address = re.search(r'href="([^"]*meetings_held/\?place=[^"]*)"', page)[1]

    assert [row.place.name for row in guest_client.get(address).context["rows"]] == ["Бозарық"]


def test_a_figure_opens_to_rows_that_add_up(guest_client):
    response = guest_client.get("/coverage/figures/2023-H1/residents.people_reached/")

    assert [row.amount for row in response.context["rows"]] == [96]
    assert "Бозарық" in text_of(response)


def test_a_publication_is_named_in_its_own_language(guest_client):
    page = guest_client.get("/ru/coverage/figures/2023-H1/press.publications/").content.decode()

    assert re.search(r'<th scope="row" lang="kk">Жарияланым \d+</th>', page)


def test_more_places_than_a_page_holds_go_on_on_the_next(guest_client, monkeypatch):
    for name in ("MOST_PLACES", "_PLACES_A_PAGE"):
        monkeypatch.setattr(f"kezdesu.public.coverage.{name}", 2)
    first, second = guest_client.get("/coverage/"), guest_client.get("/coverage/?page=2")
    assert [len(page.context["rows"]) for page in (first, second)] == [2, 1]
    assert first.context["map"] is None
    assert guest_client.get("/coverage/?state=met").context["map"] is not None


def test_a_figure_of_many_rows_is_read_page_by_page(guest_client, monkeypatch):
    monkeypatch.setattr("kezdesu.public.views.coverage.ROWS_A_PAGE", 2)
    address = "/coverage/figures/2023-H1/residents.targets/"
    first = guest_client.get(address)
    second = guest_client.get(f"{address}?page=2")
    shown = [row.place.name for page in (first, second) for row in page.context["rows"]]
    assert len(shown) == len(set(shown)) == 3
    assert 'href="?page=2"' in first.content.decode()


def test_a_figure_of_people_shows_its_number_only(guest_client):
    response = guest_client.get("/coverage/figures/2023-H1/group.members/")

    assert response.context["figure"].value == 1
    assert "Жасырын" not in text_of(response)


def test_a_cancelled_meeting_stays_with_its_reason(guest_client):
    words = text_of(guest_client.get("/en/meetings/?time=past"))

    assert "cancelled" in words
    assert "Reason: аяз" in words


def test_meetings_are_described_for_search_engines(guest_client):
    nonce, found = linked_data(guest_client.get("/meetings/"))

    states = {event["eventStatus"] for event in found["@graph"]}
    assert states == {"https://schema.org/EventScheduled", "https://schema.org/EventCancelled"}
    assert nonce


def test_a_post_cannot_end_its_own_description_early(guest_client, office):
    post = make_post(office)
    post.texts.filter(language="kk").update(title="</script><script>alert(1)</script>")
    response = guest_client.get(f"/posts/{post.slug}/")

    assert linked_data(response)[1]["headline"] == "</script><script>alert(1)</script>"
    assert b"<script>alert" not in response.content


def test_a_post_has_its_card_tags_and_share_links(guest_client, post):
    page = guest_client.get(f"/posts/{post.slug}/").content.decode()

    assert '<meta property="og:title" content="Кездесулер өтті">' in page
    assert 'href="/tags/kezdesu/"' in page
    for network in ("t.me/share", "wa.me/", "facebook.com/sharer", "mailto:?subject"):
        assert network in page


def test_a_post_not_written_in_a_language_is_shown_in_kazakh(guest_client, post):
    page = guest_client.get(f"/en/posts/{post.slug}/").content.decode()

    assert '<span lang="kk">Кездесулер өтті</span>' in page
    assert "not written in this language yet" in page


def test_an_office_that_signs_is_named_in_the_language_of_the_page(guest_client, office):
    names = office.names.get()
    post = make_post(office, author=names.name_kk)

    for prefix in ("/ru", "/en"):
        page = guest_client.get(f"{prefix}/posts/{post.slug}/").content.decode()
        assert names.name_in(prefix[1:]) in page.split('class="byline"')[1].split("</p>")[0]


def test_a_draft_is_not_found(guest_client, office):
    post = make_post(office, status="draft")

    assert guest_client.get(f"/posts/{post.slug}/").status_code == 404


def test_a_post_names_only_the_languages_it_is_written_in(guest_client, post):
    page = guest_client.get(f"/ru/posts/{post.slug}/").content.decode()
    links = dict(re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', page))
    assert links == {
        "kk": f"http://testserver/posts/{post.slug}/",
        "ru": f"http://testserver/ru/posts/{post.slug}/",
    }


def test_openings_by_people_are_counted_and_others_are_not(guest_client, coordinator_client, post):
    address = f"/posts/{post.slug}/"
    guest_client.get(address, headers=READER)
    guest_client.get(address, headers=READER)
    guest_client.get(address, headers={"User-Agent": "Googlebot/2.1"})
    guest_client.get(address, headers=READER | {"Sec-Purpose": "prefetch"})
    guest_client.head(address, headers=READER)
    coordinator_client.get(address, headers=READER)

    assert DayOfViews.objects.get().views == 2


def test_csv_opens_in_excel_and_runs_nothing(guest_client, half_year):
    half_year.targets.first().place.__class__.objects.filter(name_kk="Маятас").update(
        name_ru="=1+1"
    )
    content = guest_client.get("/open-data/2023-H1/coverage.csv").content.decode()
    rows = list(csv.DictReader(content.removeprefix("\ufeff").splitlines()))

    assert content.startswith("\ufeff")
    assert {row["name_kk"]: row["state"] for row in rows} == {
        "Бозарық": "met",
        "Қатынкөпір": "planned",
        "Маятас": "due",
    }
    assert [row["name_ru"] for row in rows if row["name_kk"] == "Маятас"] == ["'=1+1"]


def test_json_brings_its_dictionary(guest_client):
    content = guest_client.get("/open-data/2023-H1/figures.json").json()
    values = {row["key"]: row["value"] for row in content["rows"]}

    assert values["residents.people_reached"] == 96
    assert set(content["fields"]) == set(content["rows"][0])


def test_geojson_keeps_places_without_a_point(guest_client):
    features = guest_client.get("/open-data/2023-H1/coverage.geojson").json()["features"]

    assert [feature["geometry"] is None for feature in features] == [False, False, True]


def test_meetings_table_names_no_people(guest_client):
    content = guest_client.get("/open-data/2023-H1/meetings.csv").content.decode()

    assert "Жасырын" not in content
    assert "аяз" in content


@pytest.mark.parametrize("name", ["coverage", "figures", "meetings"])
def test_an_address_asks_for_hxl_tags_under_the_headings(guest_client, half_year, name):
    path = f"/open-data/2023-H1/{name}.csv"
    plain = list(csv.reader(guest_client.get(path).content.decode().splitlines()))
    tagged = list(csv.reader(guest_client.get(path, {"hxl": "1"}).content.decode().splitlines()))
    assert all(tag.startswith("#") for tag in tagged[1])
    assert [tagged[0], *tagged[2:]] == plain
