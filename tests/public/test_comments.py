import pytest
from django.test import Client

from kezdesu.newsroom.choices import CommentStatus
from kezdesu.newsroom.models import Comment
from kezdesu.newsroom.rules import A_WHILE, COMMENTS_IN_A_WHILE
from kezdesu.newsroom.services import approve_comments

WORDS = {"author": "Оқырман", "email": "reader@example.org", "text": "Рақмет", "website": ""}


@pytest.fixture
def address(post):
    return f"/posts/{post.slug}/comment/"


def test_a_comment_waits_then_is_shown_without_its_address(guest_client, address, office, post):
    sent = guest_client.post(address, WORDS)
    page = f"/posts/{post.slug}/"

    assert sent.headers["Location"] == f"{page}?received=1#write"
    assert "Рақмет" not in guest_client.get(page).content.decode()

    approve_comments(office=office, ids=[Comment.objects.get().pk], by=None)
    shown = guest_client.get(page).content.decode()
    assert "Рақмет" in shown
    assert "reader@example.org" not in shown


def test_the_language_of_the_page_is_kept(guest_client, address):
    guest_client.post(f"/ru{address}", WORDS)

    assert Comment.objects.get().language == "ru"


@pytest.mark.parametrize("field", ["author", "email", "text"])
def test_required_fields_are_asked_for_and_the_rest_stays(guest_client, address, field):
    answer = guest_client.post(address, WORDS | {field: ""})
    kept = next(name for name in ("text", "author") if name != field)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert WORDS[kept] in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_program_that_fills_the_trap_is_thanked_and_ignored(guest_client, address):
    answer = guest_client.post(address, WORDS | {"website": "https://spam.example"})

    assert answer.status_code == 302
    assert not Comment.objects.exists()


def test_haste_is_stopped_a_while(guest_client, address):
    for number in range(COMMENTS_IN_A_WHILE):
        guest_client.post(address, WORDS | {"text": f"Пікір {number}"})
    answer = guest_client.post(address, WORDS)

    assert answer.status_code == 422
    assert Comment.objects.count() == COMMENTS_IN_A_WHILE


def test_what_a_visitor_leaves_behind_ends_with_the_while(guest_client, address):
    guest_client.post(address, WORDS)

    assert list(guest_client.cookies) == ["sessionid"]
    assert 0 < guest_client.cookies["sessionid"]["max-age"] <= A_WHILE.total_seconds()


def test_a_comment_from_another_site_is_refused(guest_client, address):
    answer = guest_client.post(address, WORDS, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_a_comment_from_this_site_needs_no_cookie(client_with_csrf, address):
    answer = client_with_csrf.post(address, WORDS, headers={"Origin": "http://testserver"})

    assert answer.status_code == 302
    assert Comment.objects.get().status == CommentStatus.WAITING


def test_markup_in_a_comment_is_only_words(guest_client, address, office, post):
    guest_client.post(address, WORDS | {"text": "<script>alert(1)</script>"})
    approve_comments(office=office, ids=[Comment.objects.get().pk], by=None)

    assert b"<script>alert" not in guest_client.get(f"/posts/{post.slug}/").content


@pytest.fixture
def client_with_csrf(db):
    return Client(enforce_csrf_checks=True)
