"""A form for each kind of rule."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.forms import CountField, DayField
from kezdesu.core.language import language
from kezdesu.core.spreadsheets import CellError
from kezdesu.core.spreadsheets.cells import languages, spans
from kezdesu.people.wording import weekday_name
from kezdesu.places.queries import languages_in_words

from .choices import RuleKind
from .rules import HIGHEST_LEVEL, HIGHEST_WEIGHT, LONGEST_MEETING, MOST_CREW, MOST_MINUTES

_PART: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")


class LanguageField(forms.CharField):
    """One language by its name in any of ours; cleaned to its code."""

    def clean(self, value: Any) -> str:
        try:
            found = languages(super().clean(value)) or []
        except CellError as bad:
            raise forms.ValidationError(str(bad)) from None
        if len(found) != 1:
            raise forms.ValidationError(_("Write one language."))
        return found[0]

    def prepare_value(self, value: Any) -> str:
        return languages_in_words([value], get_language() or "kk") if value else ""


class LinesField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 3})


class RangesField(LinesField):
    """Stretches of days, one a line; cleaned to pairs of ISO dates."""

    def clean(self, value: Any) -> list[list[str]]:
        typed = ";".join(str(super().clean(value)).splitlines())
        try:
            return [
                [first.isoformat(), last.isoformat()] for first, last, _why in spans(typed) or []
            ]
        except CellError as bad:
            raise forms.ValidationError(str(bad)) from None

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        short = language(get_language() or "kk").short_date
        days = ([short(date.fromisoformat(day)) for day in span] for span in value or [])
        return "\n".join("–".join(span) for span in days)


class PartsField(LinesField):
    """Parts of a day, one a line; cleaned to pairs of clock times."""

    def clean(self, value: Any) -> list[list[str]]:
        return [self._part(line) for line in str(super().clean(value)).splitlines() if line.strip()]

    def _part(self, line: str) -> list[str]:
        found = _PART.fullmatch(line.strip())
        if not found:
            raise forms.ValidationError(_("Write each part of the day as 10:00–12:00."))
        start, start_minute, end, end_minute = found.groups(default="00")
        return [f"{int(start):02}:{start_minute}", f"{int(end):02}:{end_minute}"]

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join("–".join(part) for part in value)


class RuleForm(forms.Form):
    """What a rule of one kind holds. The rules themselves judge what is typed."""

    def __init__(
        self,
        kind: RuleKind,
        office: Office,
        typed: Any = None,
        *,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        # Several of these may stand on one page, each with names of its own.
        super().__init__(typed, initial=dict(values or {}), auto_id=f"{kind}-%s")
        self.kind = kind
        self.fields |= _fields(kind, office)
        if kind != RuleKind.ALLOWED_WEEKDAYS:
            for field in list(self.fields.values())[:1]:
                field.widget.attrs["autofocus"] = True

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes: days as ISO text."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }


def _fields(kind: RuleKind, office: Office) -> dict[str, forms.Field]:
    code = get_language() or "kk"
    match kind:
        case RuleKind.CREW_SIZE:
            return {"min": _people(_("At least")), "max": _people(_("At most"))}
        case RuleKind.CREW_CATEGORY:
            listed = [(each.slug, each.name_in(code)) for each in office.categories.all()]
            return {"category": _choice(_("Category"), listed), **_at_least()}
        case RuleKind.CREW_SKILL:
            listed = [(each.slug, each.name_in(code)) for each in office.skills.all()]
            return {
                "skill": _choice(_("Skill"), listed, _("listed under People, Groups and lists")),
                "level": CountField(
                    label=_("Level at least"), min_value=1, max_value=HIGHEST_LEVEL, initial=1
                ),
                **_at_least(),
            }
        case RuleKind.CREW_LANGUAGE:
            hint = _("for example өзбекше")
            return {
                "language": LanguageField(label=_("Language"), help_text=hint),
                **_at_least(),
            }
        case RuleKind.PLACE_LANGUAGE:
            return {}
        case RuleKind.ALLOWED_WEEKDAYS:
            return {"weekdays": _weekdays(code)}
        case _:
            return _TIMES_AND_NUMBERS[kind]()


def _people(label: Any, initial: int | None = None) -> CountField:
    return CountField(label=label, min_value=1, max_value=MOST_CREW, initial=initial)


def _at_least() -> dict[str, forms.Field]:
    return {"at_least": _people(_("People at least"), initial=1)}


def _choice(label: Any, listed: list[tuple[str, str]], hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=listed, help_text=hint)


def _weekdays(code: str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        coerce=int,
        choices=[(day, weekday_name(day, code)) for day in range(7)],
        widget=forms.CheckboxSelectMultiple,
    )


def _meetings() -> dict[str, forms.Field]:
    return {"meetings": CountField(label=_("Meetings at most"), min_value=1, max_value=10_000)}


def _worth() -> dict[str, forms.Field]:
    hint = _("0 means that it does not count")
    return {"minutes": _minutes(_("Minutes on the way"), hint)}


def _minutes(label: Any, hint: Any = "") -> CountField:
    return CountField(label=label, help_text=hint, max_value=MOST_MINUTES)


_TIMES_AND_NUMBERS: Final[dict[RuleKind, Callable[[], dict[str, forms.Field]]]] = {
    RuleKind.MEMBER_DAILY_LIMIT: _meetings,
    RuleKind.MEMBER_WEEKLY_LIMIT: _meetings,
    RuleKind.MEMBER_TOTAL_LIMIT: _meetings,
    RuleKind.PERIOD_CAPACITY: _meetings,
    RuleKind.DAILY_CAPACITY: _meetings,
    RuleKind.WEEKLY_CAPACITY: _meetings,
    RuleKind.ALLOWED_DATES: lambda: {
        "ranges": RangesField(
            label=_("Stretches of days"),
            help_text=_("one a line, for example 23.01.2023–17.03.2023"),
        )
    },
    RuleKind.OPEN_HOURS: lambda: {
        "parts": PartsField(
            label=_("Parts of the day"), help_text=_("one a line, for example 10:00–12:00")
        )
    },
    RuleKind.MEETING_LENGTH: lambda: {
        "minutes": CountField(label=_("Minutes"), min_value=15, max_value=LONGEST_MEETING)
    },
    RuleKind.SPACING: lambda: {
        "at_least": CountField(label=_("Days at least"), max_value=365),
        "at_most": CountField(
            label=_("Days at most"),
            help_text=_("left empty, without limit"),
            min_value=1,
            max_value=365,
            required=False,
        ),
    },
    RuleKind.QUOTA: lambda: {
        "at_least": CountField(label=_("Meetings at least"), min_value=1, max_value=10_000),
        "by": DayField(label=_("By the date")),
    },
    RuleKind.PRIORITY: lambda: {
        "weight": CountField(label=_("Importance, 1 to 10"), min_value=1, max_value=HIGHEST_WEIGHT)
    },
    RuleKind.LEFT_OUT: lambda: {
        "ordinary": _minutes(_("Minutes on the way at a place of importance 1")),
        "highest": _minutes(_("Minutes on the way at a place of importance 10")),
    },
    RuleKind.LATE: _worth,
    RuleKind.PRIORITY_FIRST: _worth,
    RuleKind.UNEVEN_LOAD: _worth,
    RuleKind.SAME_SPEAKER_AGAIN: _worth,
}
