from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.forms import ClockField, DayField
from kezdesu.people.models import Person
from kezdesu.places.forms import PlaceField
from kezdesu.programmes.models import Theme, Track

from .changes import changes_of
from .choices import Happening
from .happenings import Happened
from .models import Plan, RepairRun
from .queries import last_signatory, people_for, people_to_follow, tracks_of
from .queries.proposable import offered_to_propose
from .queries.repair import happened_in_words, people_of, places_of
from .services.scans import CleanScan, clean_scan, refuse_large

# How long the engine may think: a first look, the usual, and what a large office leaves over lunch.
SECONDS: Final = {
    10: _("10 seconds, for a first look"),
    60: _("a minute"),
    300: _("5 minutes"),
    1800: _("half an hour"),
}
USUAL_SECONDS: Final = 60
_SCAN_INPUT: Final = forms.FileInput(
    attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.heic,application/pdf,image/*"}
)


class TracksField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Beside a track that cannot be chosen now stands why."""

    notes: Mapping[int, str] = MappingProxyType({})

    def label_from_instance(self, obj: Track) -> str:
        note = self.notes.get(obj.pk)
        return format_html('{}<span class="option-note">{}</span>', obj, note) if note else str(obj)


class ProposeForm(forms.Form):
    tracks = TracksField(queryset=None, label=_("Tracks"), widget=forms.CheckboxSelectMultiple)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    seconds = forms.TypedChoiceField(
        label=_("How long it may search"), choices=list(SECONDS.items()), coerce=int
    )

    def __init__(self, typed: QueryDict | None, *, office: Office) -> None:
        offered, tracks = offered_to_propose(office), tracks_of(office)
        usual = {
            "tracks": tracks.exclude(pk__in=offered.notes),
            "starts_on": offered.starts_on,
            "ends_on": offered.ends_on,
            "seconds": USUAL_SECONDS,
        }
        super().__init__(typed, initial=usual)
        self.fields["tracks"].queryset = tracks  # type: ignore[attr-defined]
        if typed is None:  # what was typed may name other days, and is refused by the service
            self.fields["tracks"].notes = offered.notes  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("What has to change"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApproveForm(forms.Form):
    number = forms.CharField(label=_("Number of the document"), max_length=60)
    day = DayField(label=_("Date of the document"))
    signatory_name = forms.CharField(label=_("Signatory"), max_length=200)
    signatory_post = forms.CharField(label=_("Signatory's post"), max_length=300)
    signatory_post_ru = forms.CharField(
        label=_("Signatory's post in Russian"),
        help_text=_("as the Russian schedule prints it; left empty, it stands in Kazakh"),
        max_length=300,
        required=False,
    )
    scan = forms.FileField(
        label=_("Scan of the signed document"),
        help_text=_("a PDF or a photo, up to 25 MB; it may also be added later"),
        max_length=200,
        required=False,
        allow_empty_file=True,
        widget=_SCAN_INPUT,
    )

    def __init__(
        self,
        typed: QueryDict | None,
        sent: "MultiValueDict[str, UploadedFile[Any]] | None",
        *,
        plan: Plan,
    ) -> None:
        super().__init__(typed, sent, initial=last_signatory(plan))

    def clean_scan(self) -> CleanScan | None:
        return cleaned_scan(self.cleaned_data["scan"])


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Scan of the signed document"),
        help_text=_("a PDF or a photo, up to 25 MB"),
        max_length=200,
        allow_empty_file=True,
        widget=_SCAN_INPUT,
    )

    def clean_scan(self) -> CleanScan | None:
        return cleaned_scan(self.cleaned_data["scan"])


def cleaned_scan(sent: "UploadedFile[Any] | None") -> CleanScan | None:
    """Too large a file is refused without being read."""
    if sent is None:
        return None
    try:
        refuse_large(sent.size or 0)
        return clean_scan(sent.read(), sent.name or "")
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from None


class AmendForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the schedule is amended"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RepairForm(forms.Form):
    """What has happened; which fields it needs depends on what it is."""

    what = forms.ChoiceField(
        label=_("What has happened"), choices=Happening.choices, widget=forms.RadioSelect
    )
    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        queryset=None, label=_("Who cannot come"), required=False
    )
    place = PlaceField(queryset=None, label=_("Place"), required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    reason = forms.CharField(
        label=_("Reason, or the name of the day off"), max_length=200, required=False
    )

    def __init__(self, typed: QueryDict | None, *, plan: Plan) -> None:
        super().__init__(typed, initial={"what": Happening.ABSENCE})
        self.fields["person"].queryset = people_of(plan)  # type: ignore[attr-defined]
        self.fields["place"].queryset = places_of(plan)  # type: ignore[attr-defined]

    @property
    def happened(self) -> Happened:
        return Happened(**self.cleaned_data)


class AcceptForm(forms.Form):
    """Which changes of a repair are made, and why an approved schedule is amended."""

    changes = forms.TypedMultipleChoiceField(
        coerce=UUID,
        required=False,
        label=_("Changes"),
    )
    reason = forms.CharField(
        label=_("Why the schedule is amended"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, typed: QueryDict | None, *, run: RepairRun) -> None:
        runs = (run, *run.alongside.order_by("pk"))
        offered = [str(change.identity) for each in runs for change in changes_of(each)]
        usual = {"changes": offered, "reason": capfirst(happened_in_words(run))}
        super().__init__(typed, initial=usual)
        self.fields["changes"].choices = [(each, each) for each in offered]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        """The boxes that are ticked on the page."""
        return [str(each) for each in self["changes"].value() or ()]

    @property
    def values(self) -> dict[str, Any]:
        """What `accept_repair` takes."""
        return {"chosen": self.cleaned_data["changes"], "reason": self.cleaned_data["reason"]}


class SubmitForm(forms.Form):
    """`why` is asked for only where rules are bent; `seen` is the revision that was looked at."""

    why = forms.CharField(
        label=_("Why these rules are bent"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class VisitForm(forms.Form):
    """All that may be changed of a visit, or is needed to bring one back."""

    day = DayField(label=_("Day"))
    at = ClockField(label=_("Start"))
    venue = forms.CharField(
        label=_("Venue and its address"),
        max_length=300,
        required=False,
        help_text=_("for example: school No. 5, assembly hall"),
    )
    themes: "forms.ModelMultipleChoiceField[Theme]" = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    crew: "forms.ModelMultipleChoiceField[Person]" = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Who goes"), widget=forms.CheckboxSelectMultiple
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, typed: QueryDict | None, *, plan: Plan, now: dict[str, Any]) -> None:
        self.zone = ZoneInfo(plan.track.programme.office.time_zone)
        super().__init__(typed, initial=now | {"seen": plan.revision})
        self.fields["crew"].queryset = people_for(plan)  # type: ignore[attr-defined]
        self.fields["themes"].queryset = plan.track.themes.all()  # type: ignore[attr-defined]

    def look_again(self, revision: int) -> None:
        """Who saw the refusal and the present state may save over it knowingly."""
        assert isinstance(self.data, QueryDict), "a form that was refused holds what was typed"
        self.data = self.data.copy()
        self.data["seen"] = str(revision)

    @property
    def starts_at(self) -> datetime:
        typed = self.cleaned_data
        return datetime.combine(typed["day"], typed["at"], self.zone)

    @property
    def values(self) -> dict[str, Any]:
        """What `change_visit` and `bring_back` take."""
        typed = self.cleaned_data
        return {
            "starts_at": self.starts_at,
            "venue": typed["venue"],
            "crew": list(typed["crew"]),
            "themes": list(typed["themes"]),
            "seen": typed["seen"],
        }


class DropForm(forms.Form):
    """A visit dropped on a day and crew of a page, by mouse or keyboard; a script fills it."""

    day = forms.DateField(input_formats=["%Y-%m-%d"])
    at = forms.TimeField(input_formats=["%H:%M"])
    crew = forms.RegexField(r"^[0-9-]{0,400}$", required=False)
    seen = forms.IntegerField(min_value=0)


class LeaveOutForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is left out"),
        max_length=300,
        required=False,
        help_text=_("Stands in the schedule beside the place."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CalendarForm(forms.Form):
    """Whose calendar: of one person, or, left empty, of the whole office."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        queryset=None, label=_("Whose meetings"), required=False, empty_label=_("all of the office")
    )

    def __init__(self, typed: QueryDict | None, *, office: Office, user: User) -> None:
        super().__init__(typed)
        self.fields["person"].queryset = people_to_follow(office, user)  # type: ignore[attr-defined]
