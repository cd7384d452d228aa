from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kezdesu.core.examining import Finding, looks_at
from kezdesu.core.files.lost import lost_files

from .models import Scan


@looks_at(gettext_lazy("Scans of signed schedules are there"))
def scans_are_there() -> Iterator[Finding]:
    return lost_files(Scan.objects.all())
