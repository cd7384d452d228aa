"""`kezdesu evidence waiting|sweep`: files whose record has not come, and what goes for good."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kezdesu.core.language import language
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.meetings.models import Upload
from kezdesu.meetings.services.evidence import sweep_evidence, waiting_for_record


class Command(SpeakingCommand):
    help = gettext_noop("List files that wait for a record, or erase what is overdue.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["waiting", "sweep"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if action == "sweep":
            self.stdout.write(_("Files swept: %(count)s.") % {"count": sweep_evidence()})
            return
        waiting = waiting_for_record().select_related("office", "added_by").order_by("added_at")
        for each in waiting:
            self._say(each.added_at, each.office.slug, each.added_by, each.record)
        unfinished = Upload.objects.select_related("office", "sent_by").order_by("touched_at")
        for upload in unfinished:
            share = f"{upload.received}/{upload.total}"
            self._say(upload.touched_at, upload.office.slug, upload.sent_by, share)
        self.stdout.write(
            _("Waiting for their record: %(orphans)s. Not whole yet: %(unfinished)s.")
            % {"orphans": len(waiting), "unfinished": len(unfinished)}
        )

    def _say(self, moment: Any, *told: Any) -> None:
        day = language("en").short_date(moment.date())
        self.stdout.write("  ".join([day, *map(str, told)]))
