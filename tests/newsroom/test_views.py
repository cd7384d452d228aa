import pytest
from django.test import Client

from kezdesu.newsroom.choices import CommentStatus, PostStatus
from kezdesu.newsroom.models import Comment, Post, Tag
from kezdesu.newsroom.services import write_comment
from tests.edits import edit
from tests.factories import make_office, make_post

DESK = "/desk/newsroom/"


@pytest.fixture
def post(office):
    return make_post(office)


@pytest.fixture
def comments(post):
    return [
        write_comment(
            post=post,
            author="Оқырман",
            email="reader@example.org",
            text=f"Пікір {number}",
            language="kk",
        )
        for number in range(3)
    ]


@pytest.mark.parametrize("path", ["", "comments/", "new/"])
def test_guests_sign_in_first(guest_client, office, path):
    assert guest_client.get(DESK + path).status_code == 302


@pytest.mark.parametrize("path", ["", "comments/", "new/"])
def test_a_speaker_is_refused(speaker_client, path):
    assert speaker_client.get(DESK + path).status_code == 403


def test_a_stranger_does_not_find_the_post(stranger_client, post):
    assert stranger_client.get(f"{DESK}{post.pk}/").status_code == 404
    assert stranger_client.post(f"{DESK}{post.pk}/unpublish/").status_code == 404


def test_an_approver_reads_and_changes_nothing(approver_client, post):
    page = approver_client.get(f"{DESK}{post.pk}/")

    assert page.status_code == 200
    assert b"<textarea" not in page.content
    assert approver_client.post(f"{DESK}{post.pk}/unpublish/").status_code == 403


@pytest.mark.parametrize("action", ["publish", "unpublish", "facts", "kk"])
def test_writes_are_not_read(press_client, post, action):
    assert press_client.get(f"{DESK}{post.pk}/{action}/").status_code == 405


@pytest.mark.parametrize("path", ["", "comments/?status=waiting"])
def test_more_rows_ask_no_more_questions(
    press_client, django_assert_max_num_queries, office, comments, path
):
    def queries():
        with django_assert_max_num_queries(60) as asked:
            press_client.get(DESK + path)
        return len(asked)

    few = queries()
    for _number in range(2):
        another = make_post(office)
        write_comment(post=another, author="О", email="o@example.org", text="Т", language="ru")

    assert queries() == few


def test_a_draft_is_written_in_kazakh_first(press_client, office):
    words = {"author": "Баспасөз қызметі", "title": "Кездесу", "body": "Бірінші\n\nЕкінші"}
    answer = press_client.post(f"{DESK}new/", words)

    post = Post.objects.get()
    assert answer.headers["Location"] == f"{DESK}{post.pk}/"
    assert (post.status, post.slug) == (PostStatus.DRAFT, "kezdesu")
    assert post.texts.get().body == "<p>Бірінші</p>\n<p>Екінші</p>"


def test_a_draft_without_words_keeps_what_was_typed(press_client, office):
    answer = press_client.post(f"{DESK}new/", {"author": "Автор", "title": "", "body": "Мәтін"})

    assert answer.status_code == 422
    assert "Мәтін" in answer.content.decode()
    assert not Post.objects.exists()


def test_a_language_is_written_beside_the_kazakh(press_client, post):
    page = press_client.get(f"{DESK}{post.pk}/?language=ru")
    assert page.context["original"].language == "kk"

    words = {"title": "Встреча", "body": "<p>Текст</p><script>x</script>", "is_checked": "on"}
    answer = edit(press_client, f"{DESK}{post.pk}/ru/", words, f"{DESK}{post.pk}/?language=ru")

    assert answer.headers["Location"] == f"{DESK}{post.pk}/?language=ru"
    text = post.texts.get(language="ru")
    assert (text.title, text.body, text.is_checked) == ("Встреча", "<p>Текст</p>", True)


def test_an_emptied_text_is_refused_and_kept_on_the_page(press_client, post):
    answer = edit(
        press_client,
        f"{DESK}{post.pk}/ru/",
        {"title": "Встреча", "body": "<p> </p>"},
        f"{DESK}{post.pk}/?language=ru",
    )

    assert answer.status_code == 422
    assert "Встреча" in answer.content.decode()
    assert post.texts.get(language="ru").body == "<p>Запись</p>"


def test_a_language_that_is_not_ours_is_not_found(press_client, post):
    assert press_client.get(f"{DESK}{post.pk}/?language=de").status_code == 404


def test_tags_are_chosen_and_new_ones_named(press_client, post):
    edit(
        press_client,
        f"{DESK}{post.pk}/facts/",
        {"author": "Автор", "new_tags": "кездесу, бірлік"},
        f"{DESK}{post.pk}/",
    )
    meeting = Tag.objects.get(key="кездесу")
    edit(
        press_client,
        f"{DESK}{post.pk}/facts/",
        {"author": "Жаңа автор", "tags": [meeting.pk], "new_tags": ""},
        f"{DESK}{post.pk}/",
    )

    post.refresh_from_db()
    assert post.author == "Жаңа автор"
    assert list(post.tags.all()) == [meeting]


def test_a_tag_of_another_office_cannot_be_chosen(press_client, post):
    foreign = Tag.objects.create(
        office=make_office("elsewhere"), slug="foreign", key="бөтен", name_kk="бөтен"
    )
    answer = edit(
        press_client,
        f"{DESK}{post.pk}/facts/",
        {"author": "А", "tags": [foreign.pk]},
        f"{DESK}{post.pk}/",
    )

    assert answer.status_code == 422


def test_publishing_can_be_undone(press_client, post):
    answer = press_client.post(f"{DESK}{post.pk}/unpublish/", follow=True)
    assert Post.objects.get().status == PostStatus.DRAFT
    assert f'action="{DESK}{post.pk}/publish/"' in answer.content.decode()

    press_client.post(f"{DESK}{post.pk}/publish/")
    assert Post.objects.get().status == PostStatus.PUBLISHED


def test_several_comments_are_decided_at_once_and_undone(press_client, comments):
    chosen = [comment.pk for comment in comments[:2]]
    answer = press_client.post(f"{DESK}comments/approve/", {"id": chosen}, follow=True)

    assert states() == ["approved", "approved", "waiting"]
    undo = f"{DESK}comments/reopen/?id={chosen[0]}&amp;id={chosen[1]}"
    assert undo in answer.content.decode()

    press_client.post(undo.replace("&amp;", "&"))
    assert states() == ["waiting"] * 3


def test_deciding_on_nothing_says_so(press_client, comments):
    answer = press_client.post(f"{DESK}comments/reject/", {"id": ["x"]}, follow=True)

    assert 'data-level="error"' in answer.content.decode()
    assert states() == ["waiting"] * 3


def test_an_unknown_decision_is_not_found(press_client, comments):
    assert press_client.post(f"{DESK}comments/burn/").status_code == 404


def test_deciding_needs_our_own_page(press_officer, comments):
    outside = Client(enforce_csrf_checks=True)
    outside.force_login(press_officer)

    assert outside.post(f"{DESK}comments/approve/", {"id": comments[0].pk}).status_code == 403
    assert Comment.objects.filter(status=CommentStatus.APPROVED).count() == 0


def test_the_queue_is_read_oldest_first(press_client, comments):
    page = press_client.get(f"{DESK}comments/").context["page"]

    assert [row.text for row in page] == ["Пікір 0", "Пікір 1", "Пікір 2"]
    assert press_client.get(f"{DESK}comments/?status=burnt").status_code == 404


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))
