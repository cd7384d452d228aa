from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.core.periods import Period

from .writing import Wording


class MakeReportForm(forms.Form):
    period = forms.TypedChoiceField(label=_("Period"), coerce=Period.parse)

    def __init__(self, *args: Any, periods: Iterable[Period], **options: Any) -> None:
        super().__init__(*args, **options)
        code = get_language() or "kk"
        choices = [(period.code, period.label(code)) for period in periods]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    author = forms.CharField(label=_("Author"), max_length=200)
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        help_text=_(
            "Kazakh words, with commas between them; known tags keep their other languages."
        ),
    )

    @property
    def chosen_tags(self) -> list[str]:
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]


class WordingForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_('Figures stand in double braces, as in {{ figures["group.members"] }}.'),
    )

    @property
    def wording(self) -> Wording:
        """What was typed; lines left empty are empty."""
        body = self.cleaned_data.get("body", "").replace("\r\n", "\n").strip()
        return Wording(self.cleaned_data.get("title", ""), body)
