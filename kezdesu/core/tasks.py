"""What the worker does for every app: letters that wait, and a backup each night."""

from .backup.nightly import back_up_when_due
from .outbox import send_due
from .worker import every


@every(seconds=5)
def send_letters() -> None:
    send_due()


@every(seconds=600, aside=True)
def back_up() -> None:
    back_up_when_due()
