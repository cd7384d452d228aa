"""Fields as an office writes them: days, clock times and counts, whatever the browser's language.

`<input type="date">` follows the browser, and Chromium knows no Kazakh months; these are text
fields with a number pad and a hint, read by the formats of the page's language.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .errors import Refused
from .language import language
from .models import Named

_GROUPED: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+")


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

    @classmethod
    def initial_of(cls, named: Named) -> dict[str, Any]:
        """What the form's own fields hold; they are called as the columns are."""
        return {name: getattr(named, name) for name in cls.base_fields}


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
    """A whole number within bounds, which may be written in groups of three as pages write it."""

    widget = CountInput

    def __init__(self, *, min_value: int = 0, max_value: int = 1_000_000, **options: Any) -> None:
        super().__init__(**options)
        self._bounds = (min_value, max_value)

    def to_python(self, value: Any) -> int | None:
        written = str(value).strip() if value is not None else ""
        if _GROUPED.fullmatch(written):
            written = re.sub(r"\s", "", written)
        try:
            count: int | None = super().to_python(written)
        except forms.ValidationError:
            raise self._refused() from None
        least, most = self._bounds
        if count is not None and not least <= count <= most:
            raise self._refused()
        return count

    def _refused(self) -> forms.ValidationError:
        least, most = map(language(get_language() or "kk").number, self._bounds)
        bounds = {"least": least, "most": most}
        return forms.ValidationError(_("Write a whole number from %(least)s to %(most)s.") % bounds)
