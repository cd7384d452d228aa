"""The columns of a roster, by any of their headings, and how their values are shown."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.models import Named
from kezdesu.core.spreadsheets import Column, Known
from kezdesu.core.spreadsheets.cells import (
    day,
    languages,
    spans,
    text_up_to,
    weekdays,
    whole_number,
)
from kezdesu.core.spreadsheets.words import language_name

from .choices import GroupKind
from .models import Group
from .wording import weekdays_in_words


def _names(item: Any) -> Iterable[str]:
    named: Named = item
    return (named.name, named.name_kk, named.name_ru, named.name_en, item.slug)


def _group_names(group: Group) -> Iterable[str]:
    yield from _names(group)
    yield group.get_kind_display()
    if group.kind == GroupKind.POOL:
        yield from ("спикерлер пулы", "спикерлер", "пул спикеров", "спикеры", "speakers", "pool")


def roster_columns(office: Office) -> tuple[Column, ...]:
    """One row is one seat: who, in which group, why, since when."""
    return (
        *_person_columns(),
        *_seat_columns(office),
        *_term_columns(),
        *_time_columns(),
    )


def _person_columns() -> tuple[Column, ...]:
    return (
        Column(
            "full_name",
            hxl="#contact+name",
            kk=("Аты-жөні", "Тегі, аты", "Тегі, аты, әкесінің аты", "Т.А.Ә.", "ТАӘ"),
            ru=("ФИО", "Ф.И.О.", "Фамилия, имя", "Фамилия, имя, отчество", "Фамилия имя отчество"),
            en=("Full name", "Name"),
            read=text_up_to(200),
            is_required=True,
        ),
        Column(
            "post",
            hxl="#contact+title",
            kk=("Лауазымы", "Қызметі", "Лауазым"),
            ru=("Должность", "Место работы и должность"),
            en=("Post", "Position"),
            read=text_up_to(300),
        ),
        Column(
            "post_ru",
            hxl="#contact+title+i_ru",
            kk=("Лауазымы (орысша)", "Лауазымы орысша"),
            ru=("Должность (рус.)", "Должность на русском", "Должность (на русском)"),
            en=("Post in Russian", "Position in Russian"),
            read=text_up_to(300),
        ),
        Column(
            "languages",
            kk=("Тілдері", "Тілі", "Меңгерген тілдері"),
            ru=("Языки", "Владение языками", "Язык"),
            en=("Languages", "Language"),
            read=languages,
        ),
    )


def _seat_columns(office: Office) -> tuple[Column, ...]:
    return (
        Column(
            "group",
            hxl="#org+group",
            kk=("Топ", "Тобы", "Топтың атауы"),
            ru=("Группа", "Название группы"),
            en=("Group",),
            read=Known(office.groups.order_by("pk"), _group_names),
            is_required=True,
        ),
        Column(
            "category",
            hxl="#contact+category",
            kk=("Санаты", "Санат"),
            ru=("Категория",),
            en=("Category",),
            read=Known(office.categories.all(), _names),
            is_required=True,
        ),
        Column(
            "body",
            kk=("Қай құрамнан", "Кімнен", "Құрамы", "Ұсынған орган", "Қай құрылымнан"),
            ru=("Из какого состава", "Состав", "Орган", "От кого"),
            en=("Drawn from", "Body"),
            read=Known(office.bodies.all(), _names),
        ),
    )


def _term_columns() -> tuple[Column, ...]:
    return (
        Column(
            "order_reference",
            kk=("Бұйрық", "Бұйрық нөмірі", "Негізі"),
            ru=("Приказ", "Номер приказа", "Основание"),
            en=("Order", "Order reference"),
            read=text_up_to(200),
        ),
        Column(
            "starts_on",
            kk=("Басталған күні", "Мүшелік басталған күн", "Бастап", "Күні"),
            ru=("Дата начала", "С даты", "С какого числа", "Дата включения"),
            en=("Start date", "Since", "From"),
            read=day,
            is_required=True,
        ),
        Column(
            "ends_on",
            kk=("Аяқталған күні", "Дейін"),
            ru=("Дата окончания", "По дату"),
            en=("End date", "Until"),
            read=day,
        ),
    )


def _time_columns() -> tuple[Column, ...]:
    return (
        Column(
            "weekdays",
            kk=("Бос күндері", "Апта күндері", "Қолжетімді күндері"),
            ru=("Дни недели", "Свободные дни", "Доступен по дням", "Доступность"),
            en=("Available on", "Weekdays", "Days of the week"),
            read=weekdays,
        ),
        Column(
            "meetings_a_week",
            kk=("Аптасына кездесу", "Аптасына ең көп кездесу"),
            ru=("Встреч в неделю", "Не более встреч в неделю"),
            en=("Meetings a week", "At most meetings a week"),
            read=whole_number(at_least=1, at_most=50),
        ),
        Column(
            "absences",
            kk=("Болмайтын күндері", "Жоқ болатын күндері", "Демалысы"),
            ru=("Отсутствие", "Дни отсутствия", "Отпуск"),
            en=("Absences", "Away"),
            read=spans,
        ),
    )


def shown(key: str, value: Any) -> str:
    """A value of the column `key` as the user reads it."""
    code = get_language() or "kk"
    if value is None or value == "" or value == []:
        return "—"
    if key == "languages":
        return ", ".join(language_name(each, code) for each in value)
    if key == "weekdays":
        return weekdays_in_words(value, code)
    if key in {"starts_on", "ends_on"}:
        return language(code).short_date(value)
    if key == "absences":
        first, last, reason = value
        days = language(code).date_span(first, last)
        return _("%(days)s (%(reason)s)") % {"days": days, "reason": reason} if reason else days
    return str(value)
