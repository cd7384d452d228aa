"""What the gallery page shows: each component with contents as long as Kazakh makes them.

The contents are Kazakh whatever the page's language; only the components themselves translate.
"""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from .forms import ClockField, CountField, DayField
from .listing import Choice, Filter, Listing
from .navigation import SECTIONS
from .states import STATES

_NAMES = ("name", "district", "people", "state", "is_priority", "on")
_ROWS = [
    dict(zip(_NAMES, row, strict=True))
    for row in (
        ("Бозарық", "Қаратау ауданы", 12_345, "accepted", True, date(2023, 5, 17)),
        ("Тоғыс", "Абай ауданы", 86, "planned", False, date(2023, 6, 2)),
        ("Жыланбұған", "Әл-Фараби ауданы", None, "postponed", True, date(2023, 6, 5)),
    )
]


class SpecimenForm(forms.Form):
    place = forms.CharField(label="Өтетін орны", max_length=20)
    day = DayField(label="Күні")
    start = ClockField(label="Басталуы", required=False)
    headcount = CountField(label="Қатысушылар саны")
    how_counted = forms.ChoiceField(
        label="Қалай саналды",
        choices=[("sheet", "тіркеу парағы бойынша"), ("eye", "көзбен шамалап")],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label="Тілі", choices=[("kk", "Қазақша"), ("ru", "Русский")], required=False
    )
    note = forms.CharField(label="Ескертпе", widget=forms.Textarea, required=False)
    is_priority = forms.BooleanField(label="Басым орын", required=False)


def specimens(request: HttpRequest) -> dict[str, Any]:
    districts = [
        Choice("abay", "Абай ауданы", 12),
        Choice("al-farabi", "Әл-Фараби ауданы", 31),
        Choice("karatau", "Қаратау ауданы", 38),
    ]
    listing: Listing[dict[str, Any]] = Listing(
        request.GET,
        sorts=("name", "people", "on"),
        filters=[
            Filter("district", "Аудан", districts),
            Filter("language", "Тілі", [Choice("kk", "Қазақша"), Choice("ru", "Русский")]),
        ],
        search_label="Орынды іздеу",
        has_export=True,
    )
    filled = {"place": "Тоғыс тұрғын алабы, мектеп", "day": "31.02.2023", "how_counted": "sheet"}
    return {
        "rights": {section.right for section in SECTIONS},
        "listing": listing,
        "page": listing.page_of(_ROWS),
        "states": list(STATES),
        "form": SpecimenForm(filled),
        "bars": [
            {"label": "Абай ауданы", "value": 9, "of": 14, "href": "#bars"},
            {"label": "Әл-Фараби ауданы", "value": 21, "of": 31},
            {"label": "Қаратау ауданы", "value": 15, "of": 36},
        ],
    }
