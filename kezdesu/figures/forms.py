from django import forms
from django.utils.translation import gettext_lazy as _

from kezdesu.core.forms import CountField


class EstimateForm(forms.Form):
    people = CountField(label=_("Distinct people"), min_value=1, max_value=2_000_000_000)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=500,
        help_text=_("What the estimate rests on: a survey, sign-in sheets compared, a sample."),
    )


class UnlockForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("What has to change in a settled period, and on what ground."),
    )
