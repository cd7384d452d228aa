from django import forms
from django.utils.translation import gettext_lazy as _


class UnlockForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("What has to change in a settled period, and on what ground."),
    )
