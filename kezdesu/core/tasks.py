"""What the worker does for every app: it sends the letters that wait."""

from .outbox import send_due
from .worker import every


@every(seconds=5)
def send_letters() -> None:
    send_due()
