"""A backup in words."""

from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.core.language import language

from .archive import Contents


def told_of(file: Path, contents: Contents) -> str:
    number = language(get_language() or "kk").number
    return _("%(file)s: the installation of %(when)s, rows: %(rows)s, files: %(files)s.") % {
        "file": file,
        "when": date_format(timezone.localtime(contents.made_at), "SHORT_DATETIME_FORMAT"),
        "rows": number(contents.row_count),
        "files": number(contents.files),
    }
