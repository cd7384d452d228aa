"""`kezdesu remind`: a letter to every crew whose visit was held and that nobody recorded."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kezdesu.accounts.models import Office
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.core.outbox import send_due
from kezdesu.meetings.overdue import remind_crews


class Command(SpeakingCommand):
    help = gettext_noop("Remind crews by e-mail of meetings that nobody has recorded.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", help="slug of one office; all of them without it")

    def handle(self, *args: Any, office: str | None, **options: Any) -> None:
        offices = Office.objects.order_by("pk")
        if office:
            offices = offices.filter(slug=office)
            if not offices:
                raise CommandError(_("There is no office “%(slug)s”.") % {"slug": office})
        for each in offices:
            done = remind_crews(office=each, by=None)
            self.stdout.write(
                _(
                    "%(office)s: visits without a record: %(visits)d, letters posted:"
                    " %(letters)d, people without an e-mail address: %(silent)d."
                )
                % {
                    "office": each.slug,
                    "visits": done.visits,
                    "letters": done.letters,
                    "silent": done.without_address,
                }
            )
        send_due()
