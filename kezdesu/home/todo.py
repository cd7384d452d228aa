"""How waiting work is said and where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from .queries import Waiting


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list: `state` names its icon, the sentence counts, the address does it."""

    state: str
    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """`record` opens the only one there is; without it the list opens, narrowed by `search`."""

    state: str
    sentence: object  # ngettext_lazy, counted by %(count)d
    list: str
    search: str = ""
    record: str = ""


_KINDS: Final = {
    "plan_to_approve": _Kind(
        "submitted",
        ngettext_lazy(
            "%(count)d schedule awaits approval", "%(count)d schedules await approval", "count"
        ),
        "schedule:plans",
        record="schedule:plan",
    ),
    "plan_returned": _Kind(
        "returned",
        ngettext_lazy(
            "%(count)d schedule was returned", "%(count)d schedules were returned", "count"
        ),
        "schedule:plans",
        record="schedule:plan",
    ),
    "plan_to_submit": _Kind(
        "draft",
        ngettext_lazy(
            "%(count)d draft schedule to submit", "%(count)d draft schedules to submit", "count"
        ),
        "schedule:plans",
        record="schedule:plan",
    ),
    "meeting_to_accept": _Kind(
        "recorded",
        ngettext_lazy(
            "%(count)d recorded meeting awaits acceptance",
            "%(count)d recorded meetings await acceptance",
            "count",
        ),
        "meetings:meetings",
        "?review=recorded",
        record="meetings:meeting",
    ),
    "correction_to_decide": _Kind(
        "waiting",
        ngettext_lazy(
            "%(count)d correction of a record waits for review",
            "%(count)d corrections of records wait for review",
            "count",
        ),
        "meetings:meetings",
        "?correction=waiting",
        record="meetings:meeting",
    ),
    "record_overdue": _Kind(
        "overdue",
        ngettext_lazy(
            "%(count)d planned meeting has no record yet",
            "%(count)d planned meetings have no record yet",
            "count",
        ),
        "meetings:overdue",
    ),
    "meeting_returned": _Kind(
        "returned",
        ngettext_lazy(
            "%(count)d of your records was returned",
            "%(count)d of your records were returned",
            "count",
        ),
        "meetings:meetings",
        "?review=returned",
        record="meetings:meeting",
    ),
    "report_to_publish": _Kind(
        "frozen",
        ngettext_lazy(
            "%(count)d frozen report to publish", "%(count)d frozen reports to publish", "count"
        ),
        "reports:reports",
        record="reports:report",
    ),
    "report_to_freeze": _Kind(
        "draft",
        ngettext_lazy(
            "%(count)d draft report to check and freeze",
            "%(count)d draft reports to check and freeze",
            "count",
        ),
        "reports:reports",
        record="reports:report",
    ),
    "comment_to_read": _Kind(
        "waiting",
        ngettext_lazy(
            "%(count)d comment waits to be read", "%(count)d comments wait to be read", "count"
        ),
        "newsroom:comments",
    ),
    "post_to_publish": _Kind(
        "draft",
        ngettext_lazy("%(count)d draft post", "%(count)d draft posts", "count"),
        "newsroom:posts",
        "?status=draft",
        record="newsroom:post",
    ),
    "target_overdue": _Kind(
        "overdue",
        ngettext_lazy(
            "%(count)d place was due a visit that has not been held",
            "%(count)d places were due visits that have not been held",
            "count",
        ),
        "home:overdue",
    ),
}


def tasks_of(waiting: Iterable[Waiting]) -> list[Task]:
    return [_task(each, _KINDS[each.kind]) for each in waiting]


def _task(waiting: Waiting, kind: _Kind) -> Task:
    if waiting.pk and kind.record:
        address = reverse(kind.record, args=[waiting.pk])
    else:
        address = reverse(kind.list) + kind.search
    sentence = str(kind.sentence % {"count": waiting.count})  # type: ignore[operator]
    return Task(kind.state, sentence, address)
