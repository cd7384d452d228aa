from collections import Counter
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.forms import CountField, DayField, NamesForm
from kezdesu.core.spreadsheets import CellError
from kezdesu.core.spreadsheets.cells import degrees, languages, parts

from .choices import PointSource
from .models import District, Place, PlaceKind
from .queries import languages_in_words

NAME_LENGTH = 300


class DegreesField(forms.CharField):
    """Decimal degrees with a comma or a point."""

    def __init__(self, limit: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"inputmode": "decimal", "class": "short"}
        self.read = degrees(limit)

    def clean(self, value: Any) -> float | None:
        try:
            return self.read(value)
        except CellError as bad:
            raise forms.ValidationError(str(bad)) from None


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of places in which two of one name are told apart by their kind and district."""

    def label_from_instance(self, obj: Place) -> str:
        return obj.name if self._holders_of[obj.name] == 1 else _told_apart(obj)

    @cached_property
    def _holders_of(self) -> Counter[str]:
        assert self.queryset is not None
        return Counter(place.name for place in self.queryset.all())


def _told_apart(place: Place) -> str:
    kind, district = place.kind.name, place.district.name if place.district else ""
    return f"{place.name} ({', '.join(filter(None, [kind, district]))})"


class ClosureForm(forms.Form):
    starts_on = DayField(label=_("First closed day"))
    ends_on = DayField(label=_("Last closed day"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class DistrictForm(NamesForm):
    national_code = forms.CharField(
        label=_("National code"),
        help_text=_("as in the state register"),
        max_length=20,
        required=False,
    )


class KindForm(NamesForm):
    named_kk = forms.CharField(
        label=_("Word after a name in Kazakh"),
        help_text=_("as in «Бозарық» шағын ауданы; sentences decline it"),
        max_length=100,
        required=False,
    )
    is_institution = forms.BooleanField(
        label=_("Institution or organisation"),
        help_text=_("a place of students or staff, not of residents"),
        required=False,
    )


class PlaceForm(forms.Form):
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=NAME_LENGTH)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=NAME_LENGTH, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=NAME_LENGTH, required=False)
    aliases = forms.CharField(
        label=_("Other spellings"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("one a line; imports and search find the place by any of them"),
        required=False,
    )
    kind = forms.ModelChoiceField(PlaceKind.objects.none(), label=_("Kind"))
    district = forms.ModelChoiceField(
        District.objects.none(), label=_("District"), required=False, empty_label="—"
    )
    languages = forms.CharField(
        label=_("Languages of meetings"),
        help_text=_("the most useful first, for example қазақша, өзбекше"),
        required=False,
    )
    size = CountField(label=_("Residents or students"), required=False)
    is_priority = forms.BooleanField(label=_("Priority"), required=False)
    priority_basis = forms.CharField(
        label=_("Basis of the priority"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("what the priority rests on: a list, an order, a request"),
    )
    latitude = DegreesField(90, label=_("Latitude"))
    longitude = DegreesField(180, label=_("Longitude"))
    point_source = forms.ChoiceField(
        choices=[("", "—"), *PointSource.choices], label=_("The point is"), required=False
    )
    is_active = forms.BooleanField(label=_("Meetings are held here"), required=False, initial=True)

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].queryset = office.place_kinds.order_by("pk")  # type: ignore[attr-defined]
        self.fields["district"].queryset = office.districts.order_by("pk")  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        return parts(self.cleaned_data["aliases"])

    def clean_languages(self) -> list[str]:
        try:
            return languages(self.cleaned_data["languages"]) or []
        except CellError as bad:
            raise forms.ValidationError(str(bad)) from None

    @staticmethod
    def initial_of(place: Place) -> dict[str, Any]:
        names = (
            *("name_kk", "name_ru", "name_en", "kind", "district", "size", "is_priority"),
            *("priority_basis", "latitude", "longitude", "point_source", "is_active"),
        )
        return {name: getattr(place, name) for name in names} | {
            "aliases": "\n".join(alias.name for alias in place.aliases.order_by("pk")),
            "languages": languages_in_words(place.languages, get_language() or "kk"),
        }
