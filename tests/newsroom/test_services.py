from datetime import date

import pytest

from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.newsroom import rules, services
from kezdesu.newsroom.choices import CommentStatus, PostStatus
from kezdesu.newsroom.models import Comment, DayOfViews, Post, Tag
from tests.factories import local, make_office, make_post

TEXTS = {
    "kk": ("Ақпараттық-насихаттық жұмыстар", "<p>45 тұрғын алапта кездесу өтті.</p>"),
    "ru": ("Информационная работа", "<p>Встречи прошли в 45 местах.</p>"),
}


def publish(office, **changes):
    values = {
        "office": office,
        "author": "admin",
        "published_at": local(date(2023, 7, 26)),
        "texts": TEXTS,
        "tags": [],
        "by": None,
    }
    return services.publish_post(**(values | changes))


def write(post, **changes):
    values = {
        "author": "Оқырман",
        "email": "reader@example.org",
        "text": "Рақмет",
        "language": "kk",
    }
    return services.write_comment(post=post, **(values | changes))


def test_a_post_is_published_with_a_kazakh_address(office):
    post = publish(office)

    assert post.slug == "aqparattyq-nasihattyq-jumystar"
    assert post.status == PostStatus.PUBLISHED
    assert {text.language for text in post.texts.all()} == {"kk", "ru"}
    assert [entry.action for entry in AuditEntry.objects.all()] == [
        "newsroom.post_drafted",
        "newsroom.tags_set",
        "newsroom.post_published",
    ]


def test_the_same_title_gets_the_next_address(office):
    assert publish(office).slug + "-2" == publish(office).slug


def test_a_given_address_that_is_taken_is_refused(office):
    publish(office, slug="july")

    with pytest.raises(Refused):
        publish(office, slug="july")
    assert Post.objects.count() == 1


@pytest.mark.parametrize("kazakh", [("", "<p>мәтін</p>"), ("Тақырып", "<p> </p>")])
def test_a_post_without_kazakh_words_is_refused(office, kazakh):
    with pytest.raises(Refused):
        publish(office, texts=TEXTS | {"kk": kazakh})
    assert not Post.objects.exists()


def test_a_body_is_stored_clean(office):
    post = publish(office, texts={"kk": ("Т", '<p onclick="x()">а</p><script>x()</script>')})

    assert post.texts.get().body == "<p>а</p>"


def test_a_changed_kazakh_text_leaves_the_others_unchecked(office):
    post = publish(office, checked=["kk", "ru"])

    services.save_post_text(
        post=post, language="kk", title="Жаңа", body="<p>Жаңа</p>", is_checked=True, by=None
    )

    assert dict(post.texts.values_list("language", "is_checked")) == {"kk": True, "ru": False}
    assert AuditEntry.objects.last().changes["before"]["title"] == TEXTS["kk"][0]


def test_the_same_kazakh_text_leaves_the_others_checked(office):
    post = publish(office, checked=["ru"])
    title, body = TEXTS["kk"]

    services.save_post_text(
        post=post, language="kk", title=title, body=body, is_checked=True, by=None
    )

    assert dict(post.texts.values_list("language", "is_checked")) == {"kk": True, "ru": True}


def test_an_unpublished_post_keeps_its_date_for_the_next_time(office):
    post = publish(office)
    day = post.published_at

    services.unpublish_post(post=post, by=None)
    assert post.status == PostStatus.DRAFT
    assert services.publish_draft(post=post, by=None).published_at == day


def test_spellings_of_one_tag_meet_and_keep_three_labels(office):
    publish(
        office, tags=["Кездесу", "кездесу ", {"kk": "КЕЗДЕСУ", "ru": "встреча", "en": "meeting"}]
    )

    tag = Tag.objects.get()
    assert (tag.slug, tag.key) == ("kezdesu", "кездесу")
    assert (tag.name_kk, tag.name_ru, tag.name_en) == ("Кездесу", "встреча", "meeting")


def test_two_tags_with_one_latin_spelling_get_two_addresses(office):
    publish(office, tags=["қыр", "qyr"])

    assert sorted(Tag.objects.values_list("slug", flat=True)) == ["qyr", "qyr-2"]


def test_setting_tags_drops_those_not_named(office):
    post = publish(office, tags=["кездесу", "бірлік"])

    services.set_tags(post=post, tags=["бірлік"], by=None)

    assert [tag.name_kk for tag in post.tags.all()] == ["бірлік"]
    assert Tag.objects.count() == 2


def test_a_comment_waits_and_its_audit_entry_holds_no_address(office):
    comment = write(make_post(office))

    assert comment.status == CommentStatus.WAITING
    assert "reader@example.org" not in str(AuditEntry.objects.last().changes)


def test_a_draft_takes_no_comments(office):
    with pytest.raises(Refused):
        write(make_post(office, status=PostStatus.DRAFT))


def test_a_flood_of_waiting_comments_is_stopped(office):
    post = make_post(office)
    for _number in range(rules.WAITING_IN_A_WHILE):
        write(post)

    with pytest.raises(Refused):
        write(post)
    later = local(date(2050, 1, 1))
    assert write(post, at=later).written_at == later


def test_comments_are_decided_several_at_once_and_can_be_decided_again(office, coordinator):
    post = make_post(office)
    first, second, third = (write(post) for _number in range(3))

    assert services.approve_comments(office=office, ids=[first.pk, second.pk], by=coordinator) == 2
    assert services.reject_comments(office=office, ids=[second.pk, third.pk], by=coordinator) == 2
    assert services.reject_comments(office=office, ids=[third.pk], by=coordinator) == 0
    assert list(Comment.objects.order_by("pk").values_list("status", flat=True)) == [
        "approved",
        "rejected",
        "rejected",
    ]
    entry = AuditEntry.objects.filter(action="newsroom.comment_rejected").first()
    assert (entry.subject_id, entry.changes) == (str(second.pk), {"before": "approved"})


def test_an_office_decides_only_its_own_comments(office, coordinator):
    foreign = write(make_post(make_office("elsewhere")))

    assert services.approve_comments(office=office, ids=[foreign.pk], by=coordinator) == 0


def test_views_are_counted_by_day(office):
    post = make_post(office)
    for day in (1, 1, 2):
        services.count_view(post=post, day=date(2023, 8, day))

    assert list(DayOfViews.objects.order_by("day").values_list("views", flat=True)) == [2, 1]
