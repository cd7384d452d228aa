"""What every page carries: languages, titles, sample data, the refusal pages."""

import re

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from kezdesu.accounts.models import Office
from kezdesu.core.navigation import PUBLIC_SECTIONS, SECTIONS, sections_for
from tests.factories import make_office


@pytest.mark.parametrize(
    ("prefix", "language", "title"),
    [("", "kk", "Кіру"), ("/ru", "ru", "Войти"), ("/en", "en", "Sign in")],
)
def test_sign_in_speaks_three_languages(
    prefix: str, language: str, title: str, guest_client: Client
) -> None:
    page = guest_client.get(f"{prefix}/account/login/").content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<h1>{title}</h1>" in page
    assert re.search(rf"<title>{title}", page)


def test_each_page_links_to_itself_in_the_other_languages(guest_client: Client) -> None:
    page = guest_client.get("/ru/account/login/?next=/ru/desk/").content.decode()
    links = dict(re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', page))
    assert links["kk"].startswith("http://testserver/account/login/")
    assert links["en"].startswith("http://testserver/en/account/login/")


def test_wrong_credentials_are_told_in_kazakh_and_the_name_stays(guest_client: Client) -> None:
    answer = guest_client.post("/account/login/", {"login": "aigul", "password": "wrong"})
    page = answer.content.decode()
    assert "Пайдаланушы аты не құпиясөз қате." in page
    assert 'value="aigul"' in page


def test_sample_data_says_so_wherever_one_looks(guest_client: Client) -> None:
    office = make_office("sample")
    Office.objects.filter(pk=office.pk).update(is_sample=True)
    assert "Үлгі деректер" in guest_client.get("/account/login/").content.decode()


def test_a_real_office_has_no_such_line(guest_client: Client, office: Office) -> None:
    assert "Үлгі деректер" not in guest_client.get("/account/login/").content.decode()


def test_what_is_not_there_is_told_in_the_language_of_the_address(guest_client: Client) -> None:
    answer = guest_client.get("/ru/nothing-here/at-all/")
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words(office: Office) -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Форма ескірген" in answer.content.decode()


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_broken_pages_need_nothing_but_themselves(template: str) -> None:
    with translation.override("kk"):
        assert "Басты бетке" in render_to_string(template)


def test_the_rail_shows_what_the_rights_allow() -> None:
    names = {section.name for section in sections_for({"desk.view", "people.view"})}
    assert names == {"today", "people"}


@pytest.mark.parametrize("section", SECTIONS + PUBLIC_SECTIONS, ids=lambda each: each.route)
def test_every_section_leads_somewhere(section: object) -> None:
    assert section.address.startswith("/")  # type: ignore[attr-defined]


def test_a_title_stands_in_the_page_and_in_the_head() -> None:
    page = Template(
        '{% extends "core/entrance.html" %}{% block title %}Кездесу <em>тірке</em>{% endblock %}'
    )
    request = RequestFactory().get("/account/login/")
    context = {
        "request": request,
        "theme": "system",
        "language_links": [],
        "messages": [],
        "office_name": "Мекеме",
        "is_sample_office": False,
    }
    html = page.render(Context(context))
    assert "<title>Кездесу тірке · Мекеме</title>" in html
    assert "<h1>Кездесу <em>тірке</em></h1>" in html


def test_the_sign_is_found_where_browsers_look_for_it(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/core/mark.svg"
