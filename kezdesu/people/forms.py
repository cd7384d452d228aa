from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.forms import CountField, DayField, NamesForm
from kezdesu.core.spreadsheets import CellError
from kezdesu.core.spreadsheets.cells import languages
from kezdesu.places.queries import languages_in_words

from .choices import GroupKind
from .models import Body, Category, Group, Person
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

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, **options)
        code = get_language() or "kk"
        self.fields["weekdays"].choices = [(day, weekday_name(day, code)) for day in range(7)]  # type: ignore[attr-defined]
        self.skills = list(office.skills.all())
        for skill in self.skills:
            self.fields[f"skill-{skill.slug}"] = forms.TypedChoiceField(
                label=skill.name_in(code),
                choices=_levels,
                coerce=int,
                required=False,
            )

    @property
    def skill_fields(self) -> list[forms.BoundField]:
        return [self[f"skill-{skill.slug}"] for skill in self.skills]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take; a skill without a level is none."""
        typed = self.cleaned_data
        levels = {skill.slug: typed[f"skill-{skill.slug}"] for skill in self.skills}
        own = {name: value for name, value in typed.items() if not name.startswith("skill-")}
        return own | {"skills": {slug: level for slug, level in levels.items() if level}}

    def clean_languages(self) -> list[str]:
        try:
            return languages(self.cleaned_data["languages"]) or []
        except CellError as bad:
            raise forms.ValidationError(str(bad)) from None

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        names = ("full_name", "post", "post_ru", "email", "weekdays", "meetings_a_week")
        levels = {f"skill-{slug}": level for slug, level in person.skills.items()}
        return (
            levels
            | {name: getattr(person, name) for name in names}
            | {"languages": languages_in_words(person.languages, get_language() or "kk")}
        )


def _levels() -> list[tuple[int | str, str]]:
    words = (_("basic"), _("good"), _("expert"))
    return [("", "—"), *((level, f"{level} — {word}") for level, word in enumerate(words, 1))]


class SeatForm(forms.Form):
    group: "forms.ModelChoiceField[Group]" = forms.ModelChoiceField(
        Group.objects.none(), label=_("Group")
    )
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category")
    )
    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        Body.objects.none(), label=_("Drawn from"), required=False, empty_label="—"
    )
    order_reference = forms.CharField(
        label=_("Order"),
        help_text=_("its number and date, for example № 12 of 05.01.2023"),
        max_length=200,
        required=False,
    )
    starts_on = DayField(label=_("First day in the group"))
    ends_on = DayField(
        label=_("Last day in the group"), help_text=_("left empty while it lasts"), required=False
    )

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, **options)
        listed = {"group": office.groups, "category": office.categories, "body": office.bodies}
        for name, rows in listed.items():
            self.fields[name].queryset = rows.order_by("pk")  # type: ignore[attr-defined]


class EndForm(forms.Form):
    ends_on = DayField(label=_("Last day in the group"))


class GroupForm(NamesForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=GroupKind.choices)


class AbsenceForm(forms.Form):
    starts_on = DayField(label=_("First day away"))
    ends_on = DayField(label=_("Last day away"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
