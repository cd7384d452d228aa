"""Documents set by Typst in the product's own font. Data goes in as JSON, never into the source."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings
from django.utils.timezone import get_fixed_timezone
from django.utils.translation import gettext as _

from .errors import Refused

FONTS: Final = Path(settings.PROJECT) / ".cache/fonts"  # made by tools/fonts.py
REGIONS: Final = {"kk": "KZ", "ru": "KZ", "en": "GB"}


def pdf_of(source: Path, made_on: date, **inputs: Mapping[str, Any]) -> bytes:
    """A tagged PDF (PDF/UA-1); each input is JSON in `sys.inputs` under its name.

    The same inputs give the same bytes. Refused while the fonts are not built.
    """
    if not any(FONTS.glob("*.ttf")):
        raise Refused(
            _("The fonts of documents are not built; an administrator runs “make assets”.")
        )
    noon = datetime.combine(made_on, time(12), get_fixed_timezone(0))
    document: bytes = typst.compile(
        source,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()},
        pdf_standards="ua-1",
        timestamp=int(noon.timestamp()),
    )
    return document
