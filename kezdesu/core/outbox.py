"""Notices by e-mail: posted in the transaction of the act they tell of, sent by the worker, once.

A letter is taken before it is sent, so of two workers one sends it, and a worker that dies in
between leaves it "unsure": nobody can know whether the mail server had it, and it is not sent
twice. What the mail server refuses is tried again, later and later, and then fails with its words.
"""

import hashlib
import logging
from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from .choices import LetterState
from .models import Letter

ATTEMPTS: Final = 6
FIRST_WAIT: Final = timedelta(minutes=1)  # doubled with each attempt
SENDING: Final = timedelta(minutes=5)  # what takes longer than this was never finished

log = logging.getLogger("kezdesu.work")


def post(*, key: str, address: str, subject: str, body: str, until: datetime | None = None) -> bool:
    """Put a letter out; False when it was put out before, whatever became of it.

    After `until` it would no longer be true, and is not sent.
    """
    said = {"address": address, "subject": subject[:300], "body": body, "until": until}
    _letter, is_new = Letter.objects.get_or_create(key=key, defaults=said)
    return is_new


def withdraw(key: str) -> bool:
    """Take back a letter that nobody has taken to send; False when there is none any more."""
    return bool(Letter.objects.filter(key=key, state=LetterState.WAITING).delete()[0])


def send_due() -> int:
    """Send what is due; how many were sent."""
    _leave_unfinished()
    now = timezone.now()
    due = Letter.objects.filter(state=LetterState.WAITING, due_at__lte=now).order_by("due_at", "pk")
    return sum(_send(pk) for pk in list(due.values_list("pk", flat=True)[:100]))


def states_of(prefix: str) -> dict[str, int]:
    """How many letters are in which state, of those whose key begins with `prefix`."""
    return dict(
        Counter(Letter.objects.filter(key__startswith=prefix).values_list("state", flat=True))
    )


def _send(pk: int) -> bool:
    taken = Letter.objects.filter(pk=pk, state=LetterState.WAITING).update(
        state=LetterState.SENDING, taken_at=timezone.now(), attempt=F("attempt") + 1
    )
    if not taken:
        return False
    letter = Letter.objects.get(pk=pk)
    if letter.until and letter.until <= timezone.now():
        _end(letter, LetterState.FAILED, "late")
        return False
    try:
        _message(letter).send()
    except OSError as error:  # what smtplib raises, too
        _put_off(letter, str(error))
        return False
    _end(letter, LetterState.SENT)
    return True


def _message(letter: Letter) -> EmailMessage:
    """The same letter always has the same Message-ID, by which mail programs know it again."""
    name = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    return EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.address],
        headers={"Message-ID": f"<{name}@kezdesu>", "Auto-Submitted": "auto-generated"},
    )


def _put_off(letter: Letter, failure: str) -> None:
    log.warning("letter %s was not sent: %s", letter.pk, failure)
    if letter.attempt >= ATTEMPTS:
        _end(letter, LetterState.FAILED, failure)
        return
    letter.state, letter.failure = LetterState.WAITING, failure[:300]
    letter.due_at = timezone.now() + FIRST_WAIT * 2 ** (letter.attempt - 1)
    letter.save(update_fields=["state", "failure", "due_at"])


def _leave_unfinished() -> None:
    silent = Letter.objects.filter(state=LetterState.SENDING, taken_at__lt=timezone.now() - SENDING)
    for letter in silent:
        _end(letter, LetterState.UNSURE)


def _end(letter: Letter, state: LetterState, failure: str = "") -> None:
    letter.state, letter.failure, letter.ended_at = state, failure[:300], timezone.now()
    letter.address = letter.body = ""
    letter.save(update_fields=["state", "failure", "ended_at", "address", "body"])
