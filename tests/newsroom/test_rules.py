from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.newsroom import rules


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>Кездесу</p><script>alert(1)</script>",
        '<p onclick="alert(1)">Кездесу</p>',
        '<p>Кездесу<img src="x" onerror="alert(1)"></p>',
        '<p><a href="javascript:alert(1)">Кездесу</a></p>',
        '<p><a href="JaVa\nScript:alert(1)">Кездесу</a></p>',
        '<p><a href="data:text/html,<script>alert(1)</script>">Кездесу</a></p>',
        '<p style="position:fixed">Кездесу</p><style>p{}</style>',
        "<svg><script>alert(1)</script></svg><p>Кездесу</p>",
        '<iframe src="https://example.org"></iframe><p>Кездесу</p>',
    ],
)
def test_hostile_html_leaves_only_its_words(hostile):
    clean = rules.clean_html(hostile)

    assert "Кездесу" in clean
    assert not any(
        trace in clean.lower()
        for trace in ("script", "onerror", "onclick", "style", "data:", "<img", "<iframe", "<svg")
    )


def test_a_link_and_a_figure_keep_their_address():
    body = '<p><a class="opens other" href="/coverage/">45</a></p>'

    assert rules.clean_html(body) == (
        '<p><a class="opens" href="/coverage/" rel="noopener noreferrer">45</a></p>'
    )


def test_plain_paragraphs_become_html():
    assert rules.html_of("Бір < екі\r\nжол\r\n\r\nЕкінші") == (
        "<p>Бір &lt; екі<br>жол</p>\n<p>Екінші</p>"
    )


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = rules.html_of(text)

    assert rules.clean_html(once) == once


def test_a_lead_is_cut_between_words():
    assert (
        rules.lead_of("<p>Бірінші сөйлем.</p><p>Екінші сөйлем</p>", 24) == "Бірінші сөйлем. Екінші…"
    )
    assert rules.lead_of("<p>5 &lt; 6 &amp; 7</p>") == "5 < 6 & 7"
    assert rules.lead_of("бір<h2>екі</h2>үш<br>төрт") == "бір екі үш төрт"


def test_a_free_slug_counts_on_and_keeps_its_length():
    taken = {"kezdesu", "kezdesu-2"}

    assert rules.free_slug("kezdesu", taken.__contains__, longest=9) == "kezdesu-3"
    assert rules.free_slug("", set().__contains__, longest=9) == "post"


@pytest.mark.parametrize(
    ("user_agent", "purpose", "expected"),
    [
        ("Mozilla/5.0 (Linux; Android 9) Chrome/120 Mobile", "", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", "", False),
        ("TelegramBot (like TwitterBot)", "", False),
        ("curl/8.1", "", False),
        ("", "", False),
        ("Mozilla/5.0 Firefox/120", "prefetch;prerender", False),
    ],
)
def test_only_a_person_opening_a_page_is_a_reader(user_agent, purpose, expected):
    assert rules.is_a_reader(user_agent=user_agent, purpose=purpose) is expected


def test_a_while_passes():
    now = datetime(2023, 7, 26, 12, tzinfo=UTC)
    recent = now - timedelta(minutes=9)

    assert rules.within_a_while([recent, now - timedelta(minutes=10)], now) == [recent]
