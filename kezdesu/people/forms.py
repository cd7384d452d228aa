from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.core.forms import CountField, DayField
from kezdesu.core.spreadsheets import CellError
from kezdesu.core.spreadsheets.cells import languages
from kezdesu.places.queries import languages_in_words

from .models import Person
from .wording import weekday_name

MOST_A_WEEK = 50


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    post = forms.CharField(label=_("Position"), max_length=300, required=False)
    post_ru = forms.CharField(
        label=_("Position in Russian"),
        help_text=_("as the Russian schedule prints it"),
        max_length=300,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("only for notices about this person's own meetings; left empty, none are sent"),
        required=False,
    )
    languages = forms.CharField(
        label=_("Languages"),
        help_text=_("spoken at meetings, for example қазақша, орысша"),
        required=False,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Available on"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("no day chosen means any day"),
        required=False,
    )
    meetings_a_week = CountField(
        label=_("Meetings a week at most"), min_value=1, max_value=MOST_A_WEEK, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        code = get_language() or "kk"
        self.fields["weekdays"].choices = [(day, weekday_name(day, code)) for day in range(7)]  # type: ignore[attr-defined]

    def clean_languages(self) -> list[str]:
        try:
            return languages(self.cleaned_data["languages"]) or []
        except CellError as bad:
            raise forms.ValidationError(str(bad)) from None

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        names = ("full_name", "post", "post_ru", "email", "weekdays", "meetings_a_week")
        return {name: getattr(person, name) for name in names} | {
            "languages": languages_in_words(person.languages, get_language() or "kk")
        }


class AbsenceForm(forms.Form):
    starts_on = DayField(label=_("First day away"))
    ends_on = DayField(label=_("Last day away"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
