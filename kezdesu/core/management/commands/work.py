from typing import Any

from django.utils.translation import gettext_noop

from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.core.worker import Worker


class Command(SpeakingCommand):
    help = gettext_noop("Do the long work that pages ask for; several may run at once.")
    requires_system_checks: tuple[str, ...] = ()  # they would load every page, which it never shows

    def handle(self, **options: Any) -> None:
        Worker().run()
