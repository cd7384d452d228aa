"""Fields as an office writes them: days, clock times and counts, whatever the browser's language.

`<input type="date">` follows the browser, and Chromium knows no Kazakh months; these are text
fields with a number pad and a hint, read by the formats of the page's language.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        super().__init__({**usual, **(attrs or {})})


class DayField(forms.DateField):
    widget = DayInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("day.month.year, for example 26.07.2023"))
        super().__init__(**options)


class ClockInput(forms.TimeInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        super().__init__({**usual, **(attrs or {})}, format="%H:%M")


class ClockField(forms.TimeField):
    widget = ClockInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("for example 15:00"))
        super().__init__(**options)


class CountInput(forms.TextInput):
    """A number pad on a phone, and no arrows that a scroll could turn."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        super().__init__({**usual, **(attrs or {})})


class CountField(forms.IntegerField):
    widget = CountInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        options.setdefault("max_value", 1_000_000)
        super().__init__(**options)
