"""The page on which an office writes its own words: they are read out while they are typed."""

import re

import pytest
from django.utils import timezone, translation

from kezdesu.figures.periods import period_to_show
from kezdesu.figures.queries import figures_for
from kezdesu.reports.models import TextTemplate
from kezdesu.reports.writing import TextError, Wording, refuse_broken

PAGE = "/en/desk/reports/wording/post/kk/"
PREVIEW = f"{PAGE}preview/"


def read_out(client, body, title="Есеп", address=PREVIEW):
    answer = client.post(address, {"title": title, "body": body})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_reads_out_the_words_that_stand(coordinator_client, half_year):
    page = coordinator_client.get(PAGE).content.decode()
    assert "How it reads" in page
    assert "2 орында кездесу өтіп" in page


def test_the_page_lists_every_figure_a_text_may_use(coordinator_client, half_year):
    page = coordinator_client.get(PAGE).content.decode()
    figures = figures_for(half_year, period_to_show(half_year, timezone.localdate()))
    assert f"{len(figures)} figures that the text may use" in page
    for key in figures:
        assert f"figures[&quot;{key}&quot;]" in page or f'figures["{key}"]' in page


def test_what_is_typed_is_read_out_and_not_kept(coordinator_client, half_year):
    body = 'Топта {{ figures["group.members"]|counted("адам") }} бар.'
    told = read_out(coordinator_client, body, "{{ period.label }} есебі")
    assert "Топта 3 адам бар." in told
    assert "2023 жылғы I жартыжылдық есебі" in told
    assert not TextTemplate.objects.exists()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('{{ figures["residents.hats"] }}', "asks for the figure “residents.hats”"),
        ("{% if %}", "The text has a mistake in line 1"),
        ("{{ office.motto }}", "does not have"),
    ],
)
def test_a_mistake_is_its_sentence_while_typing(coordinator_client, half_year, body, sentence):
    assert sentence in read_out(coordinator_client, body)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    "body",
    ["{% bad %}", "{{ 1|hats }}", "{% if a %}", "{{ a", "{{ a b }}", "{% for a in %}", "{# a"],
)
def test_a_mistake_is_told_in_the_language_of_the_page(body, language):
    with translation.override(language), pytest.raises(TextError) as mistake:
        refuse_broken(Wording("", f"\n{body}"), "kk")
    told = str(mistake.value)
    assert ("2-жолында" if language == "kk" else "строке 2") in told
    assert set(re.findall("[a-z]+", told)) <= {"bad", "hats"}


def test_a_table_that_does_not_exist_is_told(coordinator_client, half_year):
    address = PREVIEW.replace("post", "report")
    assert "notice problem" in read_out(coordinator_client, "[[hats]]", address=address)


def test_nothing_typed_is_no_error(coordinator_client, half_year):
    assert "notice problem" not in read_out(coordinator_client, "", "")


def test_what_is_typed_cannot_carry_markup(coordinator_client, half_year):
    assert "<script>" not in read_out(coordinator_client, "<script>alert(1)</script>", "<script>")


@pytest.mark.parametrize("who", ["press_client", "approver_client", "speaker_client"])
def test_only_who_edits_reports_reads_out(half_year, who, request):
    client = request.getfixturevalue(who)
    assert client.post(PREVIEW, {"title": "a", "body": "b"}).status_code == 403


def test_it_takes_only_a_form_and_known_texts(coordinator_client, half_year):
    assert coordinator_client.get(PREVIEW).status_code == 405
    assert coordinator_client.post(PREVIEW.replace("/kk/", "/de/")).status_code == 404
    assert coordinator_client.post(PREVIEW.replace("post", "hats")).status_code == 404
