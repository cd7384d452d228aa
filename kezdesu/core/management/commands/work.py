from typing import Any

from django.core.management.base import BaseCommand

from kezdesu.core.worker import Worker


class Command(BaseCommand):
    help = "Do the long work that pages ask for, until Ctrl-C. Several workers may run at once."
    requires_system_checks: tuple[str, ...] = ()  # they would load every page, which it never shows

    def handle(self, **options: Any) -> None:
        Worker().run()
