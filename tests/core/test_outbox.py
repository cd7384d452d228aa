"""Letters: posted once, sent once, kept no longer than needed."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from kezdesu.core import outbox
from kezdesu.core.choices import LetterState
from kezdesu.core.models import Letter
from kezdesu.settings import mail as mail_settings

pytestmark = pytest.mark.django_db
LETTER = {"address": "aday@example.org", "subject": "Кесте бекітілді", "body": "Сәлем"}


def post(key: str = "plan/1/2") -> bool:
    return outbox.post(key=key, **LETTER)


def test_a_letter_is_posted_and_sent_once() -> None:
    assert post() is True
    assert post() is False
    assert outbox.send_due() == 1
    assert post() is False
    assert outbox.send_due() == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["aday@example.org"], "Кесте бекітілді", "Сәлем")
    assert sent.message()["Message-ID"].endswith("@kezdesu>")


def test_what_was_sent_is_forgotten() -> None:
    post()
    outbox.send_due()
    letter = Letter.objects.get()
    assert (letter.state, letter.address, letter.body) == (LetterState.SENT, "", "")


def test_a_letter_that_another_worker_took_is_left_alone() -> None:
    post()
    Letter.objects.update(state=LetterState.SENDING, taken_at=timezone.now())
    assert outbox.send_due() == 0
    assert mail.outbox == []


def test_who_knows_whether_it_went_is_not_sent_again() -> None:
    post()
    Letter.objects.update(state=LetterState.SENDING, taken_at=timezone.now() - timedelta(hours=1))
    outbox.send_due()
    assert mail.outbox == []
    letter = Letter.objects.get()
    assert (letter.state, letter.address) == (LetterState.UNSURE, "")


def test_a_letter_is_taken_back_until_somebody_takes_it_to_send() -> None:
    post()
    assert outbox.withdraw("plan/1/2") is True
    assert post() is True
    Letter.objects.update(state=LetterState.SENDING, taken_at=timezone.now())
    assert outbox.withdraw("plan/1/2") is False


def test_what_is_true_no_longer_is_not_sent() -> None:
    outbox.post(key="late", until=timezone.now(), **LETTER)
    outbox.post(key="early", until=timezone.now() + timedelta(hours=1), **LETTER)
    assert outbox.send_due() == 1
    assert Letter.objects.get(key="late").state == LetterState.FAILED


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(backend: object, messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("the server hung up")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_a_refused_letter_is_tried_later_and_fails_in_the_end(refusing: None) -> None:
    post()
    outbox.send_due()
    letter = Letter.objects.get()
    assert (letter.state, letter.attempt) == (LetterState.WAITING, 1)
    assert letter.due_at > timezone.now()
    for _attempt in range(outbox.ATTEMPTS):
        Letter.objects.update(due_at=timezone.now())
        outbox.send_due()
    letter.refresh_from_db()
    assert (letter.state, letter.attempt) == (LetterState.FAILED, outbox.ATTEMPTS)
    assert "hung up" in letter.failure


def test_one_refused_letter_does_not_hold_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    post("a")
    post("b")
    sent: list[object] = []

    def first_fails(backend: object, messages: list[object]) -> int:
        sent.extend(messages)
        if len(sent) == 1:
            raise smtplib.SMTPRecipientsRefused({})
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", first_fails)
    assert outbox.send_due() == 1
    assert outbox.states_of("") == {"waiting": 1, "sent": 1}


def test_the_mail_server_is_named_by_the_environment() -> None:
    assert mail_settings("console")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert mail_settings("file:/var/mail")["EMAIL_FILE_PATH"] == "/var/mail"
    smtp = mail_settings("smtp://kezdesu:p%40ss@mail.example.org")
    assert (smtp["EMAIL_HOST"], smtp["EMAIL_PORT"], smtp["EMAIL_HOST_PASSWORD"]) == (
        "mail.example.org",
        587,
        "p@ss",
    )
    assert smtp["EMAIL_USE_TLS"] is True
    with pytest.raises(Exception, match="KEZDESU_MAIL"):
        mail_settings("pigeon")
