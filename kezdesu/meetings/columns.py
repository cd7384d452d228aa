"""The columns of a table of meetings, by any of their headings, and how their values are shown."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.spreadsheets import CellError, Column, Known
from kezdesu.core.spreadsheets.cells import day, text, text_up_to, whole_number
from kezdesu.people.models import Person
from kezdesu.places.columns import kind_column
from kezdesu.programmes.columns import track_column
from kezdesu.programmes.models import Theme

from .choices import HowCounted, Outcome

_LANGUAGES: Final = ("kk", "ru", "en")
_ITEMS: Final = re.compile(r"[;\n]")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.\-](\d{2})(?::\d{2})?")
_MINUTES: Final = 24 * 60
_Words = dict[Any, tuple[str, ...]]
# What offices write beside the words that the pages use.
_OUTCOMES: Final[_Words] = {
    Outcome.HELD: ("өтті", "өткен", "проведена", "состоялась", "held"),
    Outcome.CANCELLED: ("болмады", "болмай қалды", "отменена", "не состоялась", "cancelled"),
    Outcome.POSTPONED: ("кейінге қалдырылды", "ауыстырылды", "перенесена", "postponed"),
}
_COUNTED: Final[_Words] = {
    HowCounted.SHEET: ("тіркеу парағы", "парақ", "лист регистрации", "список", "sheet"),
    HowCounted.HEADCOUNT: ("санау", "көзбен", "подсчёт", "по головам", "headcount"),
    HowCounted.ESTIMATE: ("шамамен", "болжам", "примерно", "оценка", "estimate"),
}

Item = TypeVar("Item")


def meeting_columns(office: Office) -> tuple[Column, ...]:
    """Tracks, kinds, themes and people are the office's own; an unknown one lists the known."""
    return (
        *_when_and_where(office),
        *_what_came_of_it(),
        *_count_columns(),
        *_who_and_what(office),
    )


def clock(value: Any) -> time | None:
    """«15:00», «15.00», an Excel time or moment."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * _MINUTES) % _MINUTES
        return time(minutes // 60, minutes % 60)
    written = text(value)
    if written is None:
        return None
    found = _CLOCK.fullmatch(written)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise CellError(_("“%(written)s” is not a time; write it as 15:00.") % {"written": written})


def lines(value: Any) -> list[str] | None:
    """Sentences of one cell, with a semicolon or a new line between them; None when blank."""
    pieces = (text(piece) for piece in _ITEMS.split(str(value if value is not None else "")))
    return [piece for piece in pieces if piece] or None


def several(known: Known[Item]) -> Callable[[Any], list[Item] | None]:
    """Each of the things that a cell names."""

    def read(value: Any) -> list[Item] | None:
        found = [known(line) for line in lines(value) or []]
        return list(dict.fromkeys(each for each in found if each is not None)) or None

    return read


def choice_names(words: _Words) -> Callable[[TextChoices], Iterable[str]]:
    def names(choice: TextChoices) -> Iterable[str]:
        yield str(choice.label)
        for code in _LANGUAGES:
            with override(code):
                yield str(choice.label)
        yield from (*words[choice], choice.value)

    return names


def theme_names(theme: Theme) -> Iterable[str]:
    return (theme.name, theme.name_kk, theme.name_ru, theme.name_en, theme.slug)


def person_names(person: Person) -> Iterable[str]:
    return (person.full_name,)


def _when_and_where(office: Office) -> tuple[Column, ...]:
    return (
        Column(
            "day",
            kk=("Күні", "Күн", "Өткен күні", "Кездесу күні"),
            ru=("Дата", "Дата встречи", "Дата проведения"),
            en=("Date", "Day", "Date of the meeting"),
            read=day,
            is_required=True,
        ),
        Column(
            "place",
            kk=("Орны", "Орын", "Елді мекен", "Елді мекен (тұрғын алап)", "Оқу орны", "Атауы"),
            ru=(
                "Место",
                "Населённый пункт",
                "Населённый пункт (жилой массив)",
                "Учебное заведение",
            ),
            en=("Place", "Settlement"),
            read=text_up_to(300),
            is_required=True,
        ),
        kind_column(office),
        track_column(office, is_required=False),
        Column(
            "clock",
            kk=("Уақыты", "Басталуы", "Басталған уақыты", "Сағаты"),
            ru=("Время", "Начало", "Время начала"),
            en=("Time", "Start"),
            read=clock,
        ),
        Column(
            "venue",
            kk=("Өткен орны (мекенжайы)", "Өтетін орны", "Өткен орны", "Мекенжайы", "Мекенжай"),
            ru=("Место проведения (адрес)", "Место проведения", "Адрес"),
            en=("Venue (address)", "Venue", "Address"),
            read=text_up_to(300),
        ),
    )


def _what_came_of_it() -> tuple[Column, ...]:
    return (
        Column(
            "outcome",
            kk=("Нәтижесі", "Не болды", "Өтті ме"),
            ru=("Итог", "Состоялась", "Что стало со встречей"),
            en=("Outcome", "What came of it"),
            read=Known(Outcome, choice_names(_OUTCOMES)),
        ),
        Column(
            "reason",
            kk=("Себебі", "Болмау себебі"),
            ru=("Причина", "Причина отмены"),
            en=("Reason",),
            read=text_up_to(300),
        ),
    )


def _count_columns() -> tuple[Column, ...]:
    count = whole_number(at_most=1_000_000)
    return (
        Column(
            "headcount",
            kk=("Қатысушылар саны", "Қатысқандар саны", "Қамтылғаны", "Адам саны"),
            ru=("Число участников", "Количество участников", "Охвачено", "Участников"),
            en=("Headcount", "People", "Attendance"),
            read=count,
        ),
        Column("women", kk=("Әйелдер",), ru=("Женщины", "Женщин"), en=("Women",), read=count),
        Column("men", kk=("Ерлер", "Еркектер"), ru=("Мужчины", "Мужчин"), en=("Men",), read=count),
        Column("youth", kk=("Жастар",), ru=("Молодёжь", "Молодёжи"), en=("Youth",), read=count),
        Column(
            "students",
            kk=("Студенттер",),
            ru=("Студенты", "Студентов"),
            en=("Students",),
            read=count,
        ),
        Column(
            "how_counted",
            kk=("Қалай саналды", "Санау тәсілі"),
            ru=("Способ подсчёта", "Как посчитано"),
            en=("How counted",),
            read=Known(HowCounted, choice_names(_COUNTED)),
        ),
    )


def _who_and_what(office: Office) -> tuple[Column, ...]:
    people = Known(office.people.order_by("key"), person_names)
    themes = Known(Theme.objects.filter(office=office).order_by("pk"), theme_names)
    return (
        Column(
            "speakers",
            kk=("Спикерлер", "Сөйлегендер", "Спикерлер / топ мүшелері", "Топ мүшелері"),
            ru=("Спикеры", "Выступили", "Спикеры / члены группы", "Члены группы"),
            en=("Speakers", "Who spoke"),
            read=several(people),
        ),
        Column(
            "themes",
            kk=("Тақырыптары", "Тақырыбы", "Тақырып"),
            ru=("Темы", "Тема"),
            en=("Themes", "Theme"),
            read=several(themes),
        ),
        Column(
            "organisations",
            kk=("Қатысқан ұйымдар", "Ұйымдар"),
            ru=("Присутствовали организации", "Организации"),
            en=("Organisations present", "Organisations"),
            read=lines,
        ),
        Column(
            "questions",
            kk=("Көтерілген сұрақтар, ұсыныстар", "Сұрақтар мен ұсыныстар", "Сұрақтар"),
            ru=("Поднятые вопросы, предложения", "Вопросы и предложения", "Вопросы"),
            en=("Questions and proposals", "Questions"),
            read=lines,
        ),
        Column("note", kk=("Жазба", "Қосымша"), ru=("Заметка", "Дополнительно"), en=("Remark",)),
    )


def shown(key: str, value: Any) -> str:
    """A value of the column `key` as the user reads it."""
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{language(get_language() or 'kk').short_date(local.date())} {local:%H:%M}"
    if isinstance(value, date):
        return language(get_language() or "kk").short_date(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(each) for each in value)
    if key == "outcome":
        return str(Outcome(value).label)
    if key == "how_counted":
        return str(HowCounted(value).label)
    return str(value)
