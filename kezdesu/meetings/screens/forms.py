from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kezdesu.core.errors import Refused
from kezdesu.core.forms import NamesForm

from ..choices import Consent, EvidenceKind
from ..forms import RefusableForm
from ..models import Evidence, Topic
from ..services.evidence import SentFile, refuse_large

_TYPES = "image/jpeg,image/png,image/webp,image/heic,.heic,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class ConsentForm(RefusableForm):
    consent = forms.ChoiceField(
        label=_("Consent of those in the photo"),
        choices=Consent.choices,
        initial=Consent.OFFICE,
        widget=forms.RadioSelect,
    )
    consent_note = forms.CharField(
        label=_("Note on consent"),
        max_length=300,
        required=False,
        help_text=_("Who agreed and how, for example: said aloud before the meeting."),
    )

    @staticmethod
    def initial_of(evidence: Evidence) -> dict[str, str]:
        return {"consent": evidence.consent, "consent_note": evidence.consent_note}


class EvidenceForm(ConsentForm):
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=EvidenceKind.choices,
        initial=EvidenceKind.PHOTO,
        widget=forms.RadioSelect,
    )
    uploads = FilesField(
        label=_("Files"),
        max_length=200,
        allow_empty_file=True,  # the service says better what is wrong with it
        widget=FilesInput(attrs={"accept": _TYPES, "multiple": True}),
        help_text=_(
            "Photos as JPEG, PNG, WebP or HEIC; documents as PDF, DOCX, XLSX, PPTX, ODT, ODS or"
            " ODP; up to 25 MB each."
        ),
    )
    field_order = ["kind", "uploads", "consent", "consent_note"]

    def sent(self) -> Iterator[tuple[str, SentFile | Refused]]:
        """Each file by its name: as the service takes it, or why it is too large to be read."""
        said = self.cleaned_data
        for upload in said["uploads"]:
            name = upload.name or ""
            try:
                refuse_large(upload.size or 0)
            except Refused as refused:
                yield name, refused
                continue
            yield (
                name,
                SentFile(
                    EvidenceKind(said["kind"]),
                    upload.read(),
                    name,
                    Consent(said["consent"]),
                    said["consent_note"],
                ),
            )


class PublishQuestionForm(RefusableForm):
    """A warned reader says so before the text goes out."""

    is_read = forms.BooleanField(
        label=_("I have read both texts: no resident is named or can be recognised"),
        error_messages={
            "required": _("Read both texts and tick this, or take the name out first.")
        },
    )

    def __init__(self, *args: Any, warning: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not warning:
            del self.fields["is_read"]


class CauseForm(NamesForm):
    is_active = forms.BooleanField(
        label=_("Offered when a meeting is recorded"),
        help_text=_("records that name it keep it either way"),
        required=False,
        initial=True,
    )


class TopicForm(RefusableForm):
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=100)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)

    @staticmethod
    def initial_of(topic: Topic) -> dict[str, str]:
        return {name: getattr(topic, name) for name in ("name_kk", "name_ru", "name_en")}

    @property
    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"] for code in ("kk", "ru", "en")}
