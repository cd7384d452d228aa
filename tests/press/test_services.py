from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.press.choices import OutletKind, OutletLevel, PublicationKind
from kezdesu.press.models import Outlet, Publication
from kezdesu.press.services import Piece, add_outlet, correct_publication, log_publication
from tests.factories import (
    make_meeting,
    make_office,
    make_outlet,
    make_person,
    make_theme,
    make_track,
)


@pytest.fixture
def piece(office: Office) -> Piece:
    return Piece(
        make_outlet(office), "Бірлік – береке", "kk", PublicationKind.ARTICLE, date(2023, 3, 1)
    )


def test_a_publication_is_tied_to_meeting_speaker_and_theme(
    office: Office, piece: Piece, press_officer: User
) -> None:
    meeting, person = make_meeting(make_track(office)), make_person(office)
    tied = replace(piece, meeting=meeting, speaker=person, theme=make_theme(office), views=900)
    publication = log_publication(piece=tied, by=press_officer)
    publication.refresh_from_db()
    assert (publication.meeting, publication.speaker) == (meeting, person)
    assert publication.views == 900
    assert AuditEntry.objects.get().actor == press_officer


def test_the_same_publication_is_logged_once(piece: Piece) -> None:
    log_publication(piece=piece, by=None)
    with pytest.raises(Refused) as refused:
        log_publication(piece=replace(piece, title=" Бірлік  – береке "), by=None)
    assert refused.value.field == "title"
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"language": "xx"}, "language"),
        ({"published_on": timezone.now().date() + timedelta(days=2)}, "published_on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "example.org"}, "link"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    piece: Piece, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        log_publication(piece=replace(piece, **change), by=None)
    assert refused.value.field == field


def test_rows_of_another_office_are_refused(piece: Piece) -> None:
    other = make_office("other")
    foreign = {
        "meeting": make_meeting(make_track(other)),
        "speaker": make_person(other),
        "theme": make_theme(other),
    }
    for field, row in foreign.items():
        with pytest.raises(Refused) as refused:
            log_publication(piece=replace(piece, **{field: row}), by=None)
        assert refused.value.field == field


def test_a_correction_keeps_what_was_said_before(piece: Piece) -> None:
    publication = log_publication(piece=piece, by=None)
    correct_publication(publication=publication, piece=replace(piece, views=5), by=None)
    publication.refresh_from_db()
    assert publication.views == 5
    changes = AuditEntry.objects.latest("id").changes
    assert changes == {"before": {"views": None}, "after": {"views": 5}}


def test_a_correction_cannot_make_a_double(piece: Piece) -> None:
    log_publication(piece=piece, by=None)
    second = log_publication(piece=replace(piece, title="Басқа"), by=None)
    with pytest.raises(Refused):
        correct_publication(publication=second, piece=piece, by=None)


def test_an_outlet_is_known_under_any_spelling(office: Office) -> None:
    kind, level = OutletKind.NEWSPAPER, OutletLevel.CITY
    first = add_outlet(office=office, name_kk="Қала үні", kind=kind, level=level, by=None)
    again = add_outlet(office=office, name_kk=" қала  ҮНІ ", kind=kind, level=level, by=None)
    assert first == again
    assert Outlet.objects.count() == 1
    with pytest.raises(Refused):
        add_outlet(office=office, name_kk=" ", kind=kind, level=level, by=None)
