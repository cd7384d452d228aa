"""Walks the demo's pages of numbers without a browser, and opens each number that opens.

Runs inside the installation (`World.told`) and tells how many numbers open, and which of those that
it opened came to another sum.
"""

import json
from typing import Any

from django.test import Client
from django.test.utils import setup_test_environment

from kezdesu.accounts.models import User
from kezdesu.newsroom.models import Post
from kezdesu.reports.models import Report
from tests.figures.opening import numbers_of

PERIOD = "2023-H1"


def crawl(step: int = 1) -> None:
    """Every `step`th of the numbers is opened; all of the demo's 680 take a minute and a half."""
    setup_test_environment()  # so that answers say what they were made of
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="coordinator"))
    seen: dict[tuple[str, int], str] = {}
    for page in _pages(client):
        for link, number in numbers_of(client, page):
            seen.setdefault((link, number), page)
    opened = sorted(seen.items())[::step]
    wrong = [[page, *which] for which, page in opened if _said(client, which[0]) != which[1]]
    print(json.dumps({"open": len(seen), "opened": len(opened), "wrong": wrong}))


def _pages(client: Client) -> list[str]:
    figures = f"/en/desk/figures/{PERIOD}"
    cuts = [
        f"{figures}/by/?track={track}&by={by}"
        for track in ("residents", "students")
        for by in ("district", "theme", "month", "week", "kind", "priority")
    ]
    report = f"/en/desk/reports/{Report.objects.latest('pk').pk}/"
    return [
        *("/en/desk/", f"/en/desk/figures/?period={PERIOD}", *cuts),
        *(f"{report}?text=report", f"{report}?text=post"),
        *(
            "/en/",
            f"/en/coverage/?period={PERIOD}",
            f"/en/coverage/?period={PERIOD}&track=students",
        ),
        *(f"/en/posts/{post.slug}/" for post in Post.objects.filter(status="published")),
    ]


def _said(client: Client, link: str) -> Any:
    """What the opened page states, once it is held to the rows that stand on its pages."""
    answer = client.get(link)
    context = answer.context
    if answer.resolver_match.url_name == "share":
        share = context["share"]
        rows = list(context["page"])
        parts = sum(row.counted for row in rows) == share.part.figure.value
        return share.percent if parts or not rows or context["page"].has_next() else None
    if "figure" in context:
        return _added(client, link, context)
    return context["page"].paginator.count


def _added(client: Client, link: str, context: Any) -> int | None:
    """The figure, or None where its rows come to something else; people's are not public."""
    value: int = context["figure"].value
    page, total = context["page"], 0
    if not page.paginator.count and not context["figure"].rows_are_public:
        return value
    for number in page.paginator.page_range:
        join = "&" if "?" in link else "?"
        rows = client.get(f"{link}{join}page={number}").context["page"]
        total += sum(row.amount for row in rows)
    return value if total == value else None
