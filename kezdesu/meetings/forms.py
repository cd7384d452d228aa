from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.core.errors import Refused
from kezdesu.core.forms import ClockField, CountField, DayField
from kezdesu.people.models import Person
from kezdesu.places.forms import PlaceField
from kezdesu.places.models import Place
from kezdesu.programmes.models import Theme
from kezdesu.schedule.models import Visit

from . import queries, rules
from .causes import offered_causes
from .choices import HowCounted, Outcome
from .models import Cause, Meeting, Question, Topic
from .services import Asked, Facts, Headcount


class RefusableForm(forms.Form):
    """Shows the sentence of a `Refused` where it belongs."""

    def refuse(self, refused: Refused) -> None:
        field = "day" if refused.field == "starts_at" else refused.field
        self.add_error(field if field in self.fields else None, str(refused))


class FactsForm(RefusableForm):
    """What took place: the part of a record that can be corrected later."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    day = DayField(label=_("Date"))
    clock = ClockField(label=_("Start"))
    cause = forms.ModelChoiceField(
        Cause.objects.none(),
        label=_("Reason"),
        required=False,
        help_text=_("Why it was cancelled or postponed."),
    )
    reason = forms.CharField(label=_("Reason in words"), max_length=300, required=False)
    headcount = CountField(
        label=_("People at the meeting"),
        required=False,
        help_text=_("How many people came, at a held meeting."),
    )
    how_counted = forms.ChoiceField(
        label=_("How counted"),
        choices=HowCounted.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    women = CountField(label=_("Women"), required=False)
    men = CountField(label=_("Men"), required=False)
    youth = CountField(label=_("Youth"), required=False)
    students = CountField(label=_("Students"), required=False)
    venue = forms.CharField(label=_("Venue"), max_length=300, required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    speakers = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who spoke"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = forms.CharField(
        label=_("Organisations present"),
        required=False,
        help_text=_("One a line; names of organisations only, never of people."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(office.time_zone)
        _choose_from(self, "themes", Theme.objects.filter(office=office).order_by("id"))
        _choose_from(self, "cause", offered_causes(office, self.initial.get("cause")))
        if not office.causes.exists():
            del self.fields["cause"]
        _choose_from(self, "speakers", office.people.order_by(in_kazakh_order("full_name")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("headcount") is not None and not cleaned.get("how_counted"):
            self.add_error("how_counted", _("Say how the people were counted."))
        return cleaned

    @property
    def facts(self) -> Facts:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return Facts(
            outcome=Outcome(typed["outcome"]),
            starts_at=datetime.combine(typed["day"], typed["clock"], self.zone),
            headcount=_headcount(typed),
            reason=typed["reason"],
            venue=typed["venue"],
            note=typed["note"],
            organisations=lines_of(typed["organisations"]),
            cause=typed["cause"].pk if typed.get("cause") else None,
        )


class RecordForm(FactsForm):
    """A new record; `id` is made with the form, so that sending it twice leaves one."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    track = forms.ChoiceField(label=_("Track"))
    place = PlaceField(Place.objects.none(), label=_("Place"))
    questions = forms.CharField(
        label=_("Questions and proposals"),
        required=False,
        help_text=_("One a line; no names of those who asked."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["id", "track", "place", "outcome", "day", "clock"]

    def __init__(self, *args: Any, office: Office, visit: Visit | None, **kwargs: Any) -> None:
        super().__init__(*args, office=office, initial=_initial(office, visit), **kwargs)
        self.tracks = {str(track.pk): track for track in queries.tracks_of(office)}
        track = self.fields["track"]
        assert isinstance(track, forms.ChoiceField)
        track.choices = [(pk, track.name) for pk, track in self.tracks.items()]
        places = Place.objects.filter(office=office, is_active=True)
        places = places.select_related("kind", "district").order_by(in_shown_order("name"))
        _choose_from(self, "place", places)
        if visit:
            del self.fields["track"], self.fields["place"]

    @property
    def record_id(self) -> UUID:
        record_id: UUID = self.cleaned_data["id"]
        return record_id

    @property
    def asked(self) -> list[Asked]:
        return [Asked(line) for line in lines_of(self.cleaned_data["questions"])]


class CorrectForm(FactsForm):
    """The record once more, and why it says something else now."""

    why = forms.CharField(
        label=_("Why the record is corrected"),
        max_length=500,
        help_text=_("Stays with the record, beside your name and the time."),
    )


class ReturnForm(RefusableForm):
    note = forms.CharField(
        label=_("What has to be corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class QuestionForm(RefusableForm):
    text = forms.CharField(
        label=_("Question or proposal"),
        help_text=_("No names of those who asked."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    topic = forms.ModelChoiceField(Topic.objects.none(), label=_("Topic"), required=False)
    owner = forms.CharField(label=_("Who should answer"), max_length=300, required=False)
    due_on = DayField(label=_("Answer due"), required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(is_active=True) | Q(pk=self.initial.get("topic"))  # a retired one stays chosen
        topics = office.topics.filter(offered)
        _choose_from(self, "topic", topics.order_by(in_shown_order("name")))

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        names = ("text", "owner", "due_on")
        return {name: getattr(question, name) for name in names} | {"topic": question.topic_id}

    @property
    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class AnswerForm(RefusableForm):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 3}))
    answered_on = DayField(label=_("Answered on"))


def lines_of(text: str) -> list[str]:
    """What was typed one a line, each once."""
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def facts_typed_before(meeting: Meeting) -> dict[str, Any]:
    """The record as the form's first values."""
    starts_at = timezone.localtime(
        meeting.starts_at, ZoneInfo(meeting.track.programme.office.time_zone)
    )
    columns = ("outcome", "reason", "headcount", "how_counted", "venue", "note", *rules.PARTS)
    return {
        **{name: getattr(meeting, name) for name in columns},
        "cause": meeting.cause_id,
        "day": starts_at.date(),
        "clock": starts_at.time(),
        "themes": meeting.themes.all(),
        "speakers": meeting.speakers.all(),
        "organisations": "\n".join(meeting.organisations),
    }


def _initial(office: Office, visit: Visit | None) -> dict[str, Any]:
    first = {"id": uuid4(), "outcome": Outcome.HELD}
    if visit is None:
        return first
    starts_at = timezone.localtime(visit.starts_at, ZoneInfo(office.time_zone))
    return {
        **first,
        "day": starts_at.date(),
        "clock": starts_at.time(),
        "venue": visit.venue,
        "themes": visit.themes.all(),
        "speakers": visit.crew.all(),
    }


def _headcount(typed: Mapping[str, Any]) -> Headcount | None:
    if typed["headcount"] is None:
        return None
    parts = {name: typed[name] for name in rules.PARTS}
    return Headcount(typed["headcount"], HowCounted(typed["how_counted"]), **parts)


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
