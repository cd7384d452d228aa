from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.choices import Interface, Role
from kezdesu.accounts.models import Office, User
from kezdesu.core.database import in_kazakh_order
from kezdesu.core.forms import DayField, NamesForm
from kezdesu.core.language import CODES
from kezdesu.people.models import Person


class NewUserForm(forms.Form):
    """Somebody who is to sign in."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    interface = forms.ChoiceField(
        label=_("Language of the desk"), choices=Interface.choices, initial=Interface.KAZAKH
    )


class ColleagueForm(NewUserForm):
    """A new user of the office with a first role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class OfficeNameForm(NamesForm):
    """An office's name from a day on."""

    territory_kk = forms.CharField(
        label=_("Territory in Kazakh"), help_text=_("as in Шымкент қаласы"), max_length=200
    )
    territory_ru = forms.CharField(label=_("Territory in Russian"), max_length=200, required=False)
    territory_en = forms.CharField(label=_("Territory in English"), max_length=200, required=False)
    starts_on = DayField(
        label=_("Holds from"),
        help_text=_("the same day puts the name right; a later one begins another name"),
    )

    @property
    def as_named(self) -> dict[str, Any]:
        """As `name_office` takes it."""
        starts_on = self.cleaned_data["starts_on"]
        return {"names": self.names, "territories": self.territories, "starts_on": starts_on}

    @property
    def territories(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"territory_{code}"] for code in CODES}


class OfficeForm(NewUserForm, OfficeNameForm):
    """What an office begins with: a name that holds for all before as well, an administrator."""

    starts_on = None  # type: ignore[assignment]
    full_name = forms.CharField(label=_("Full name of the administrator"), max_length=150)

    @property
    def as_begun(self) -> dict[str, Any]:
        """As `begin_office` takes it."""
        person = {name: self.cleaned_data[name] for name in NewUserForm.base_fields}
        return {"names": self.names, "territories": self.territories, **person}


class UserForm(forms.Form):
    """A user of the office as an administrator changes them."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("for a new password when it is forgotten"), required=False
    )
    interface = forms.ChoiceField(label=_("Language of the desk"), choices=Interface.choices)
    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Person of the office"),
        help_text=_("whose meetings this user sees first and records on a phone"),
        required=False,
        empty_label="—",
    )

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, **options)
        people = office.people.order_by(in_kazakh_order("full_name"))
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(user: User, person: Person | None) -> dict[str, Any]:
        return {
            "full_name": user.get_full_name(),
            "email": user.email,
            "interface": user.interface,
            "person": person and person.pk,
        }


class RoleForm(forms.Form):
    """A role to grant to somebody who already works in the office."""

    user = forms.TypedChoiceField(label=_("User"), coerce=int)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def __init__(self, *args: Any, users: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = users
