"""Fields as an office writes them: days, clock times and counts, whatever the browser's language.

`<input type="date">` follows the browser, and Chromium knows no Kazakh months; these are text
fields with a number pad and a hint, read by the formats of the page's language.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .errors import Refused
from .models import Named


def written(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the service gave back; None when the form or the service found a fault."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return None


class NamesForm(forms.Form):
    """A name in three languages, of which Kazakh is required."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)

    @property
    def names(self) -> dict[str, str]:
        """As services take them."""
        return {code: self.cleaned_data[f"name_{code}"] for code in ("kk", "ru", "en")}

    @property
    def facts(self) -> dict[str, Any]:
        """The other fields."""
        names = NamesForm.base_fields
        return {key: value for key, value in self.cleaned_data.items() if key not in names}

    @staticmethod
    def initial_of(named: Named) -> dict[str, Any]:
        return {name: getattr(named, name) for name in NamesForm.base_fields}


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
