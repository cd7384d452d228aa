from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.forms import DayField, NamesForm
from kezdesu.people.models import Group

from .choices import DayKind
from .models import Theme, Track


class ProgrammeForm(NamesForm):
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), help_text=_("left empty, without an end"), required=False
    )


class ThemeForm(NamesForm):
    """A theme has nothing but its name."""


class TrackForm(NamesForm):
    group: "forms.ModelChoiceField[Group]" = forms.ModelChoiceField(
        Group.objects.none(), label=_("Group")
    )
    themes: "forms.ModelMultipleChoiceField[Theme]" = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    body_kk = forms.CharField(
        label=_("Who approves the schedule, in Kazakh"),
        help_text=_("for example: қала басшылығы"),
        max_length=300,
    )
    body_ru = forms.CharField(
        label=_("Who approves the schedule, in Russian"), max_length=300, required=False
    )
    body_en = forms.CharField(
        label=_("Who approves the schedule, in English"), max_length=300, required=False
    )

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].queryset = office.groups.order_by("pk")  # type: ignore[attr-defined]
        self.fields["themes"].queryset = office.themes.order_by("pk")  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        typed = self.cleaned_data
        return {
            "names": self.names,
            "group": typed["group"],
            "themes": typed["themes"],
            "approving_body": {code: typed[f"body_{code}"] for code in ("kk", "ru", "en")},
        }

    @staticmethod
    def initial_of(named: Any) -> dict[str, Any]:
        track: Track = named
        bodies = {f"body_{code}": getattr(track, f"approving_body_{code}") for code in _CODES}
        chosen = {"group": track.group, "themes": track.themes.all()}
        return NamesForm.initial_of(track) | bodies | chosen


_CODES = ("kk", "ru", "en")


class SpecialDayForm(NamesForm):
    day = DayField(label=_("Day"))
    kind = forms.ChoiceField(label=_("Kind"), choices=DayKind.choices)
    field_order = ("day", "kind")
