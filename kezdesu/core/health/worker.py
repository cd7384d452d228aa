"""What waits for a worker."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core import work
from kezdesu.core.choices import LetterState, RunState
from kezdesu.core.contributions import load_each
from kezdesu.core.examining import Finding, advice, looks_at
from kezdesu.core.models import Letter

UNSERVED: Final = timedelta(minutes=15)  # after which what waits has no worker
RECENT: Final = timedelta(days=7)


@looks_at(gettext_lazy("Letters are sent"))
def letters_are_sent() -> Iterator[Finding]:
    overdue = timezone.now() - UNSERVED
    waiting = Letter.objects.filter(state=LetterState.WAITING, due_at__lt=overdue).count()
    if waiting:
        yield _no_worker(_("Letters that wait: %(count)s.") % {"count": waiting})
    failed = Letter.objects.filter(
        state=LetterState.FAILED, ended_at__gt=timezone.now() - RECENT
    ).exclude(failure="late")
    if last := failed.order_by("-ended_at").first():
        yield Finding(
            _("Letters not sent in the last seven days: %(count)s; the mail server said: %(why)s.")
            % {"count": failed.count(), "why": last.failure},
            _("Look at KEZDESU_MAIL and at the addresses of the people."),
        )
    if settings.EMAIL_BACKEND.endswith(".console.EmailBackend"):
        yield advice(
            _("Letters are written to the terminal and reach nobody."),
            _("Name a mail server in KEZDESU_MAIL: smtp://user:password@host:port."),
        )


@looks_at(gettext_lazy("Long work is done"))
def long_work_is_done() -> Iterator[Finding]:
    load_each("tasks")
    overdue = timezone.now() - UNSERVED
    waiting = sum(
        queue.model._base_manager.filter(state=RunState.WAITING, asked_at__lt=overdue).count()
        for queue in work.queues
    )
    if waiting:
        yield _no_worker(_("Work that waits: %(count)s.") % {"count": waiting})


def _no_worker(sentence: str) -> Finding:
    return Finding(
        sentence, _("Start a worker: “kezdesu work”, or “kezdesu serve”, which has one.")
    )
