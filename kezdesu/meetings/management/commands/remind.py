"""`kezdesu remind`: a letter to every crew whose visit was held and that nobody recorded."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.outbox import send_due
from kezdesu.meetings.overdue import remind_crews


class Command(BaseCommand):
    help = "Remind crews by e-mail of visits that nobody has recorded, once a visit, and send."

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
