"""The columns of a media log, by any of their headings, and how their values are shown."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.spreadsheets import CellError, Column, Known
from kezdesu.core.spreadsheets.cells import day, languages, text_up_to, whole_number
from kezdesu.core.templatetags.kezdesu import language_name
from kezdesu.meetings.columns import choice_names, person_names, theme_names

from .choices import OutletKind, OutletLevel, PublicationKind

MOST_VIEWS: Final = 2_000_000_000
# What offices write beside the words that the pages use.
_OUTLET_KINDS: Final = {
    OutletKind.TELEVISION: ("телеарна", "теледидар", "тв", "телеканал", "телевидение", "tv"),
    OutletKind.RADIO: ("радио", "радиостанция"),
    OutletKind.NEWSPAPER: ("газет", "журнал", "газета", "баспа", "пресса", "magazine"),
    OutletKind.SITE: ("сайт", "портал", "интернет", "веб-сайт", "site", "web"),
    OutletKind.SOCIAL: ("әлеуметтік желі", "әлеуметтік желілер", "соцсеть", "соцсети", "соц. сети"),
}
_LEVELS: Final = {
    OutletLevel.REPUBLIC: ("республикалық", "республиканский", "республиканская", "republican"),
    OutletLevel.REGION: ("өңірлік", "облыстық", "региональный", "областной", "regional"),
    OutletLevel.CITY: ("қалалық", "аудандық", "городской", "районный", "local"),
}
_KINDS: Final = {
    PublicationKind.ARTICLE: ("мақала", "материал", "статья", "заметка", "жаңалық", "news"),
    PublicationKind.STORY: ("сюжет", "бағдарлама", "репортаж", "передача", "эфир", "story"),
    PublicationKind.INTERVIEW: ("сұхбат", "интервью"),
    PublicationKind.POST: ("пост", "жазба", "публикация", "видео", "reel", "post"),
}


def publication_columns(office: Office) -> tuple[Column, ...]:
    """People and themes are the office's own; an outlet that is not known yet is added."""
    return (*_what_columns(), *_outlet_columns(), *_where_columns(), *_about_columns(office))


def _what_columns() -> tuple[Column, ...]:
    return (
        Column(
            "published_on",
            kk=("Күні", "Шыққан күні", "Жарияланған күні"),
            ru=("Дата", "Дата выхода", "Дата публикации"),
            en=("Date", "Published on"),
            read=day,
            is_required=True,
        ),
        Column(
            "title",
            kk=("Материалдың атауы", "Материал атауы", "Тақырыбы", "Жарияланым атауы"),
            ru=("Название материала", "Заголовок", "Наименование материала", "Название"),
            en=("Title of the piece", "Title"),
            read=text_up_to(400),
            is_required=True,
        ),
        Column(
            "language",
            kk=("Тілі", "Тіл"),
            ru=("Язык",),
            en=("Language",),
            read=_one_language,
            is_required=True,
        ),
        Column(
            "kind",
            kk=("Түрі", "Материал түрі", "Жанры"),
            ru=("Вид", "Вид материала", "Жанр"),
            en=("Kind", "Kind of piece"),
            read=Known(PublicationKind, choice_names(_KINDS)),
        ),
    )


def _outlet_columns() -> tuple[Column, ...]:
    return (
        Column(
            "outlet",
            kk=("БАҚ", "БАҚ атауы", "Басылым"),
            ru=("СМИ", "Название СМИ", "Наименование СМИ", "Издание"),
            en=("Outlet", "Media outlet"),
            read=text_up_to(300),
            is_required=True,
        ),
        Column(
            "outlet_kind",
            kk=("БАҚ түрі",),
            ru=("Вид СМИ", "Тип СМИ"),
            en=("Kind of outlet", "Outlet kind"),
            read=Known(OutletKind, choice_names(_OUTLET_KINDS)),
        ),
        Column(
            "outlet_level",
            kk=("Деңгейі", "БАҚ деңгейі"),
            ru=("Уровень", "Уровень СМИ"),
            en=("Level", "Outlet level"),
            read=Known(OutletLevel, choice_names(_LEVELS)),
        ),
    )


def _where_columns() -> tuple[Column, ...]:
    return (
        Column(
            "link",
            kk=("Сілтеме", "Сілтеме немесе № / бет", "Сілтемесі"),
            ru=("Ссылка", "Ссылка или № / страница", "Гиперссылка"),
            en=("Link", "Link, number or page"),
            read=text_up_to(500),
        ),
        Column(
            "reference",
            kk=("Нөмірі немесе беті", "№ не бет", "№ / бет", "Саны, беті"),
            ru=("Номер или страница", "№ или страница", "№ / страница"),
            en=("Number or page",),
            read=text_up_to(100),
        ),
        Column(
            "views",
            kk=("Қаралымы", "Қаралым", "Қаралым саны"),
            ru=("Просмотры", "Количество просмотров", "Охват"),
            en=("Views",),
            read=whole_number(at_most=MOST_VIEWS),
        ),
    )


def _about_columns(office: Office) -> tuple[Column, ...]:
    return (
        Column(
            "speaker",
            kk=("Спикер", "Сөйлеген"),
            ru=("Спикер",),
            en=("Speaker",),
            read=Known(office.people.all(), person_names),
        ),
        Column(
            "theme",
            kk=("Кездесу тақырыбы", "Тақырып"),
            ru=("Тема",),
            en=("Theme",),
            read=Known(office.themes.all(), theme_names),
        ),
    )


def outlet_names(outlet: Any) -> Iterable[str]:
    return (*outlet.names, *outlet.spellings)


def _one_language(value: Any) -> str | None:
    found = languages(value)
    if found and len(found) > 1:
        raise CellError(_("State one language: a piece in two of them is two rows."))
    return found[0] if found else None


def shown(key: str, value: Any) -> str:
    """A value of the column `key` as the user reads it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return language(get_language() or "kk").short_date(value)
    worded: Callable[[Any], Any] | None = _WORDED.get(key)
    return str(worded(value)) if worded else str(value)


_WORDED: Final[dict[str, Callable[[Any], Any]]] = {
    "language": language_name,
    "kind": lambda value: PublicationKind(value).label,
}
