from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.core.periods import Period

from .choices import ReportStatus
from .models import Report
from .writing import Wording


class MakeReportForm(forms.Form):
    period = forms.TypedChoiceField(label=_("Period"), coerce=Period.parse)

    def __init__(
        self,
        *args: Any,
        periods: Iterable[Period],
        frozen: Mapping[str, Report],
        **options: Any,
    ) -> None:
        """`frozen` are reports by their period's code: of these a new version would be made."""
        super().__init__(*args, **options)
        choices = [(each.code, _named(each, frozen.get(each.code))) for each in periods]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]


def _named(period: Period, frozen: Report | None) -> str:
    label = period.label(get_language() or "kk")
    if frozen is None:
        return label
    if frozen.status == ReportStatus.PUBLISHED:
        said = _("%(period)s (version %(number)s is published; a new one takes its place)")
    else:
        said = _("%(period)s (version %(number)s is frozen; a new one takes its place)")
    return str(said) % {"period": label, "number": frozen.version}


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
