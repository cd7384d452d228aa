from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order
from kezdesu.core.errors import Refused
from kezdesu.core.forms import CountField, DayField, NamesForm
from kezdesu.core.templatetags.kezdesu import language_name
from kezdesu.meetings.models import Meeting
from kezdesu.people.models import Person
from kezdesu.programmes.models import Theme

from . import queries
from .choices import LANGUAGES, OutletKind, OutletLevel, PublicationKind
from .models import Outlet, Publication
from .services import Piece


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    zone: ZoneInfo

    def label_from_instance(self, obj: Meeting) -> str:
        return queries.meeting_label(obj, self.zone)


class OutletForm(NamesForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=OutletKind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=OutletLevel.choices)
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )


class MergeForm(forms.Form):
    """Of which outlet this one is another spelling."""

    into: "forms.ModelChoiceField[Outlet]" = forms.ModelChoiceField(
        queryset=None, label=_("The outlet that remains")
    )

    def __init__(self, typed: QueryDict | None, *, outlet: Outlet) -> None:
        super().__init__(typed, auto_id="merge_%s")
        others = queries.outlets_of(outlet.office).exclude(pk=outlet.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class PublicationForm(forms.Form):
    """A row of the media log in the order of the printed form."""

    published_on = DayField(label=_("Date"))
    outlet = forms.ModelChoiceField(Outlet.objects.none(), label=_("Outlet"), required=False)
    outlet_name = forms.CharField(label=_("Name of the new outlet"), max_length=300, required=False)
    outlet_kind = forms.ChoiceField(label=_("Its kind"), choices=OutletKind.choices, required=False)
    outlet_level = forms.ChoiceField(
        label=_("Its level"), choices=OutletLevel.choices, required=False
    )
    title = forms.CharField(label=_("Title of the piece"), max_length=400)
    language = forms.ChoiceField(label=_("Language"))
    kind = forms.ChoiceField(label=_("Kind"), choices=PublicationKind.choices)
    link = forms.CharField(label=_("Link"), max_length=500, required=False)
    reference = forms.CharField(label=_("Number or page"), max_length=100, required=False)
    views = CountField(label=_("Views"), required=False, max_value=2_000_000_000)
    meeting = MeetingField(Meeting.objects.none(), label=_("Meeting"), required=False)
    speaker = forms.ModelChoiceField(Person.objects.none(), label=_("Speaker"), required=False)
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["language"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(code, language_name(code)) for code in LANGUAGES]
        meeting = self.fields["meeting"]
        assert isinstance(meeting, MeetingField)
        meeting.zone = ZoneInfo(office.time_zone)
        self._choose_from("meeting", queries.meetings_written_about(office))
        self._choose_from("outlet", queries.outlets_of(office))
        self._choose_from("speaker", office.people.order_by(in_kazakh_order("full_name")))
        self._choose_from("theme", office.themes.order_by("id"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("outlet") and not cleaned.get("outlet_name", "").strip():
            self.add_error("outlet", _("Choose the outlet or name a new one."))
        return cleaned

    @property
    def new_outlet(self) -> dict[str, Any] | None:
        """What `add_outlet` takes, when the outlet is not in the list yet."""
        typed = self.cleaned_data
        if typed["outlet"]:
            return None
        return {
            "name_kk": typed["outlet_name"],
            "kind": OutletKind(typed["outlet_kind"] or OutletKind.SITE),
            "level": OutletLevel(typed["outlet_level"] or OutletLevel.CITY),
        }

    def piece(self, outlet: Outlet) -> Piece:
        """What was typed, once it is valid."""
        skipped = {"outlet", "outlet_name", "outlet_kind", "outlet_level", "kind"}
        typed = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        return Piece(outlet=outlet, kind=PublicationKind(self.cleaned_data["kind"]), **typed)

    def refuse(self, refused: Refused) -> None:
        known = refused.field if refused.field in self.fields else None
        self.add_error(known, str(refused))

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


def row_typed_before(publication: Publication) -> dict[str, Any]:
    """The row as the form's first values."""
    names = ("published_on", "outlet", "title", "language", "kind", "link", "reference", "views")
    ties = ("meeting", "speaker", "theme")
    return {name: getattr(publication, name) for name in (*names, *ties)}
