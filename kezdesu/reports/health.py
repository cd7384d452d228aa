from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core.examining import Finding, looks_at

from .models import Report
from .verifying import verdict_on_report


@looks_at(gettext_lazy("Frozen reports hold what was frozen"))
def frozen_reports_hold() -> Iterator[Finding]:
    """One that the records moved on from is well: that is what it is frozen for."""
    for report in Report.objects.exclude(sha256="").select_related("office").order_by("pk"):
        verdict = verdict_on_report(report)
        if not verdict.holds:
            yield Finding(
                " ".join(verdict.sentences),
                _("Compare it with the one in the last backup."),
            )
