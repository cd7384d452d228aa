"""The columns of a table of places, by any of their headings, and how their values are shown."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.spreadsheets import Column, Known
from kezdesu.core.spreadsheets.cells import (
    degrees,
    languages,
    parts,
    text_up_to,
    whole_number,
    yes_no,
)
from kezdesu.core.spreadsheets.words import language_name

from .models import District, PlaceKind

# What an office writes for a kind when space is short; the kinds themselves are data.
_ABBREVIATIONS = {
    "шағын аудан": ("ш/а", "шағын ауданы", "ықшам аудан", "ықшам ауданы"),
    "тұрғын алап": ("т/а", "тұрғын алабы"),
    "елді мекен": ("е/м", "елді мекені"),
    "микрорайон": ("мкр", "мкр.", "мкр-н", "м-н"),
    "жилой массив": ("ж/м", "жилмассив"),
}
_DISTRICT_WORDS = (" ауданы", " район", " district")


def known_kinds(office: Office) -> Known[PlaceKind]:
    return Known(office.place_kinds.order_by("pk"), _kind_names)


def kind_column(office: Office) -> Column:
    """Beside a place's name, where it may be needed to tell two places apart."""
    return Column(
        "kind",
        kk=("Түрі", "Орын түрі"),
        ru=("Вид", "Тип", "Вид места"),
        en=("Kind", "Type"),
        read=known_kinds(office),
    )


def _kind_names(kind: PlaceKind) -> Iterable[str]:
    names = (kind.name, kind.name_kk, kind.name_ru, kind.name_en, kind.named_kk, kind.slug)
    yield from names
    for name in names:
        yield from _ABBREVIATIONS.get(name.casefold(), ())


def known_districts(office: Office) -> Known[District]:
    return Known(office.districts.order_by("pk"), _district_names)


def _district_names(district: District) -> Iterable[str]:
    """«Абай ауданы», «Абай», «Абайский район», «Абайский р-н», "Abay district", "abay"."""
    names = [district.name, district.name_kk, district.name_ru, district.name_en]
    yield from (*names, district.slug, district.national_code)
    for name in names:
        for word in _DISTRICT_WORDS:
            if name.endswith(word):
                yield name.removesuffix(word)
                yield name.removesuffix(word) + " р-н"


def _yes_or_blank(value: Any) -> bool:
    """Offices mark the priority ones and leave the rest blank."""
    return bool(yes_no(value))


def place_columns(office: Office) -> tuple[Column, ...]:
    """Kinds and districts are read as the office's own; unknown ones list the known."""
    return (*_name_columns(), *_fact_columns(office), *_size_and_point_columns())


def _kazakh_name() -> Column:
    return Column(
        "name_kk",
        hxl="#loc+name+i_kk",
        kk=(
            *("Атауы", "Атауы қазақша", "Қазақша атауы", "Атауы (қазақша)"),
            *("Орын", "Орын атауы", "Елді мекен", "Елді мекеннің атауы", "Елді мекен атауы"),
            *("Тұрғын алап", "Оқу орны", "Оқу орнының атауы"),
        ),
        ru=(
            *("Наименование", "Название", "Название на казахском", "Наименование на казахском"),
            *("Наименование (каз.)", "Название (каз.)", "Название каз", "Населённый пункт"),
            *("Жилой массив", "Учебное заведение", "Место", "Наименование на казахском языке"),
        ),
        en=("Name", "Name in Kazakh", "Kazakh name", "Place"),
        read=text_up_to(300),
        is_required=True,
    )


def _name_columns() -> tuple[Column, ...]:
    return (
        _kazakh_name(),
        Column(
            "name_ru",
            hxl="#loc+name+i_ru",
            kk=("Орысша атауы", "Атауы орысша", "Атауы (орысша)"),
            ru=(
                *("Название на русском", "Наименование на русском", "Русское название"),
                *("Наименование (рус.)", "Название (рус.)", "Название рус"),
                "Наименование на русском языке",
            ),
            en=("Name in Russian", "Russian name"),
            read=text_up_to(300),
        ),
        Column(
            "name_en",
            hxl="#loc+name+i_en",
            kk=("Ағылшынша атауы", "Атауы ағылшынша", "Атауы (ағылшынша)"),
            ru=(
                *("Название на английском", "Наименование на английском", "Название (англ.)"),
                "Наименование (англ.)",
            ),
            en=("Name in English", "English name"),
            read=text_up_to(300),
        ),
        Column(
            "aliases",
            hxl="#loc+name+alt",
            kk=("Басқа атаулары", "Басқаша атауы", "Басқаша жазылуы", "Бұрынғы атауы"),
            ru=("Другие названия", "Варианты названия", "Прежнее название"),
            en=("Other names", "Aliases", "Also spelled"),
            read=parts,
        ),
    )


def _fact_columns(office: Office) -> tuple[Column, ...]:
    return (
        Column(
            "kind",
            hxl="#loc+type",
            kk=("Түрі", "Орын түрі"),
            ru=("Вид", "Тип", "Вид места", "Вид населённого пункта"),
            en=("Kind", "Type"),
            read=known_kinds(office),
            is_required=True,
        ),
        Column(
            "district",
            hxl="#adm2+name",
            kk=("Ауданы", "Аудан", "Қала ауданы"),
            ru=("Район", "Район города"),
            en=("District",),
            read=known_districts(office),
        ),
        Column(
            "is_priority",
            hxl="#status+priority",
            kk=("Басымдығы", "Басым", "Басымдық", "Басым орын"),
            ru=("Приоритет", "Приоритетный", "Приоритетное"),
            en=("Priority",),
            read=_yes_or_blank,
        ),
        Column(
            "priority_basis",
            hxl="#description+priority",
            kk=("Басымдық негізі", "Негізі", "Негіздеме", "Басымдықтың негізі"),
            ru=("Основание приоритета", "Основание", "Обоснование"),
            en=("Basis of the priority", "Basis", "Priority basis"),
            read=text_up_to(300),
        ),
        Column(
            "languages",
            hxl="#meta+languages",
            kk=("Кездесу тілдері", "Кездесу тілі", "Тілдері", "Тілі", "Тіл"),
            ru=("Языки встреч", "Язык встреч", "Языки", "Язык"),
            en=("Languages of meetings", "Languages", "Language"),
            read=languages,
        ),
    )


def _size_and_point_columns() -> tuple[Column, ...]:
    return (
        Column(
            "size",
            hxl="#population",
            kk=("Тұрғындар саны", "Халық саны", "Студенттер саны", "Білім алушылар саны"),
            ru=(
                *("Число жителей", "Количество жителей", "Население", "Число студентов"),
                *("Количество студентов", "Контингент"),
            ),
            en=("Residents or students", "Residents", "Students", "Population", "Size"),
            read=whole_number(),
        ),
        Column(
            "latitude",
            hxl="#geo+lat",
            kk=("Ендік", "Ендігі", "Координаттар ендік"),
            ru=("Широта", "Координаты широта"),
            en=("Latitude", "Lat"),
            read=degrees(90),
        ),
        Column(
            "longitude",
            hxl="#geo+lon",
            kk=("Бойлық", "Бойлығы", "Координаттар бойлық"),
            ru=("Долгота", "Координаты долгота"),
            en=("Longitude", "Lon", "Lng"),
            read=degrees(180),
        ),
    )


def shown(key: str, value: Any) -> str:
    """A value of the column `key` as the user reads it."""
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    code = get_language() or "kk"
    if key == "languages":
        return ", ".join(language_name(each, code) for each in value)
    if isinstance(value, (int, float)):
        return language(code).number(value)
    return str(value)
