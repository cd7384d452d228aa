"""The media log on the desk."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kezdesu.accounts.models import Office, User
from kezdesu.press.choices import OutletKind, OutletLevel, PublicationKind
from kezdesu.press.models import Outlet, Publication
from tests.edits import edit
from tests.factories import (
    make_meeting,
    make_office,
    make_outlet,
    make_person,
    make_place,
    make_publication,
    make_theme,
    make_track,
)

LIST = "/desk/press/"
ADD = "/desk/press/add/"


def typed(outlet: Outlet | None, **fields: object) -> dict[str, object]:
    usual = {
        "published_on": "03.02.2023",
        "outlet": outlet.pk if outlet else "",
        "title": "Бірлік – береке",
        "language": "kk",
        "kind": "article",
    }
    return usual | fields


def found(client: Client, **asked: str) -> list[Publication]:
    return list(client.get(LIST, asked).context["page"].object_list)


def test_the_log_stands_in_the_order_of_the_printed_form(
    press_client: Client, office: Office
) -> None:
    make_publication(office)
    text = press_client.get("/en" + LIST).content.decode()
    columns = ["No.", "Date", "Outlet", "Title", "Language", "Kind", "Link, number or page"]
    places = [text.index(f'data-label="{column}"') for column in columns if column != "Title"]
    assert places == sorted(places)
    assert text.index('data-label="Views"') > places[-1]
    assert text.index('data-label="Logged by"') > text.index('data-label="Views"')


def test_the_log_narrows_and_searches(press_client: Client, office: Office) -> None:
    article = make_publication(office, date(2023, 2, 3), title="Татулық туралы")
    radio = make_outlet(office, "Мысал радиосы", kind=OutletKind.RADIO, level=OutletLevel.REGION)
    story = make_publication(
        office, date(2023, 8, 3), outlet=radio, kind=PublicationKind.STORY, language="ru"
    )
    assert found(press_client) == [story, article]
    assert found(press_client, kind="article") == [article]
    assert found(press_client, outlet_kind="radio") == [story]
    assert found(press_client, level="region") == [story]
    assert found(press_client, language="ru") == [story]
    assert found(press_client, period="2023-H1") == [article]
    assert found(press_client, search="ТАТУЛЫҚ") == [article]
    assert found(press_client, search="мысал") == [story]


def test_the_list_asks_the_database_as_often_for_three_rows_as_for_one(
    press_client: Client, office: Office
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            press_client.get(LIST)
        return len(captured)

    make_publication(office)
    queries()  # the first page of a session stores it
    one = queries()
    for _ in range(2):
        make_publication(office)
    assert queries() == one


def test_an_empty_log_offers_the_first_step(press_client: Client, office: Office) -> None:
    assert ADD in press_client.get(LIST).content.decode()


def test_a_press_officer_logs_a_publication(
    press_client: Client, press_officer: User, office: Office
) -> None:
    meeting = make_meeting(make_track(office), make_place(office, "Бозарық"))
    speaker = make_person(office)
    first = press_client.get(f"{ADD}?meeting={meeting.pk}").context["form"]
    assert str(first["meeting"].value()) == str(meeting.pk)
    sent = typed(
        make_outlet(office),
        link="https://example.org/1",
        views="900",
        meeting=meeting.pk,
        speaker=speaker.pk,
        theme=make_theme(office).pk,
    )
    answer = press_client.post(ADD, sent)
    publication = Publication.objects.get()
    assert answer.headers["Location"] == f"{LIST}{publication.pk}/"
    assert (publication.meeting, publication.speaker) == (meeting, speaker)
    assert (publication.views, publication.logged_by) == (900, press_officer)
    text = press_client.get(f"{LIST}{publication.pk}/").content.decode()
    assert "Бозарық" in text
    assert speaker.full_name in text


def test_a_new_outlet_comes_with_its_first_publication(
    press_client: Client, office: Office
) -> None:
    sent = typed(
        None, outlet_name="Мысал ТВ", outlet_kind="television", outlet_level="city", kind="story"
    )
    assert press_client.post(ADD, sent).status_code == 302
    outlet = Publication.objects.get().outlet
    assert (outlet.name_kk, outlet.kind, outlet.office) == ("Мысал ТВ", "television", office)


def test_a_refused_publication_leaves_no_outlet(press_client: Client, office: Office) -> None:
    sent = typed(None, outlet_name="Мысал ТВ", link="example.org")
    answer = press_client.post(ADD, sent)
    assert answer.status_code == 422
    assert "link" in answer.context["form"].errors
    assert not Outlet.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"outlet": ""}, "outlet"),
        ({"title": ""}, "title"),
        ({"language": "xx"}, "language"),
        ({"published_on": "2023"}, "published_on"),
        ({"views": "көп"}, "views"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"meeting": "no"}, "meeting"),
    ],
)
def test_bad_input_is_told_at_its_field_and_keeps_what_was_typed(
    press_client: Client, office: Office, change: dict[str, object], field: str
) -> None:
    sent = typed(make_outlet(office), reference="№ 12") | change
    answer = press_client.post(ADD, sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "№ 12" in answer.content.decode()
    assert not Publication.objects.exists()


def test_a_row_is_corrected(press_client: Client, office: Office) -> None:
    publication = make_publication(office, title="Бірлик")
    address = f"{LIST}{publication.pk}/edit/"
    assert press_client.get(address).context["form"]["title"].value() == "Бірлик"
    assert edit(press_client, address, typed(publication.outlet)).status_code == 302
    publication.refresh_from_db()
    assert publication.title == "Бірлік – береке"


def test_a_speaker_reads_the_log_only(speaker_client: Client, office: Office) -> None:
    publication = make_publication(office)
    assert speaker_client.get(LIST).status_code == 200
    assert speaker_client.get(f"{LIST}{publication.pk}/").status_code == 200
    assert speaker_client.get(ADD).status_code == 403
    assert speaker_client.get(f"{LIST}{publication.pk}/edit/").status_code == 403


@pytest.mark.parametrize("act", ["", "edit/"])
def test_another_offices_publication_is_not_there(
    press_client: Client, office: Office, act: str
) -> None:
    publication = make_publication(make_office("other"))
    assert press_client.get(f"{LIST}{publication.pk}/{act}").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/ru", "/en"])
def test_every_page_speaks_each_language(press_client: Client, office: Office, prefix: str) -> None:
    publication = make_publication(office, views=5, link="https://example.org/1")
    for path in (LIST, ADD, f"{LIST}{publication.pk}/", f"{LIST}{publication.pk}/edit/"):
        assert press_client.get(prefix + path).status_code == 200, path
