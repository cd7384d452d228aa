from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from kezdesu.core.examining import Finding, looks_at
from kezdesu.core.files.lost import lost_files

from .models import Evidence


@looks_at(gettext_lazy("Photos, sheets and documents of meetings are there"))
def evidence_is_there() -> Iterator[Finding]:
    return lost_files(Evidence.objects.all())
