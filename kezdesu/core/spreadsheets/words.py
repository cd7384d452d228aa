"""Words that people write in cells, in the three languages, by their folded spelling."""

from typing import Final

from babel import Locale

from kezdesu.core.text import fold

CODES: Final = (
    *("kk", "ru", "en", "uz", "tr", "az", "ug", "tg", "ky", "tt", "ba", "tk", "de", "ko", "uk"),
    *("be", "pl", "fa", "ku", "hy", "ka", "ce", "zh", "ar", "el", "lt", "lv", "et", "kaa", "mn"),
)


def language_name(code: str, interface: str) -> str:
    """«қазақ тілі», «казахский», "Kazakh"; the code itself when CLDR has no name."""
    return str(Locale.parse(interface).languages.get(code, code))


def _language_words() -> dict[str, str]:
    words = {fold(code): code for code in CODES}
    for code in CODES:
        for interface in ("kk", "ru", "en"):
            words[fold(language_name(code, interface))] = code
    for code, spellings in _SPELLINGS.items():
        words |= {fold(word): code for word in spellings.split(", ")}
    for word, code in list(words.items()):
        if word.endswith(" тілі"):
            words.setdefault(word.removesuffix(" тілі"), code)
        if word.endswith("ский"):
            words.setdefault(word + " язык", code)
    return words


_SPELLINGS: Final = {
    "kk": "қазақша, қазақ, қаз, каз, казахский, по-казахски, на казахском, мемлекеттік тіл, "
    "государственный",
    "ru": "орысша, орыс, рус, русский, по-русски, на русском",
    "en": "ағылшынша, ағылшын, англ, английский",
    "uz": "өзбекше, өзбек, узб, узбекский, по-узбекски",
    "tr": "түрікше, түрік, тур, турецкий, по-турецки",
    "az": "әзербайжанша, әзірбайжанша, әзербайжан, әзірбайжан, азер, азербайджанский",
    "ug": "ұйғырша, ұйғыр, уйгурский",
    "tg": "тәжікше, тәжік, таджикский",
    "ky": "қырғызша, қырғыз, киргизский, кыргызский",
    "tt": "татарша, татар, татарский",
    "ku": "күрдше, күрд, курдский",
    "de": "немісше, неміс, немецкий",
    "ko": "корейше, кәрісше, кәріс, корейский",
    "fa": "парсыша, парсы, персидский",
}
LANGUAGES: Final[dict[str, str]] = _language_words()

_MONTHS: Final = (
    ("қаңтар", "қаң", "январь", "января", "янв", "january", "jan"),
    ("ақпан", "ақп", "февраль", "февраля", "фев", "february", "feb"),
    ("наурыз", "нау", "март", "марта", "мар", "march", "mar"),
    ("сәуір", "сәу", "апрель", "апреля", "апр", "april", "apr"),
    ("мамыр", "мам", "май", "мая", "may"),
    ("маусым", "мау", "июнь", "июня", "июн", "june", "jun"),
    ("шілде", "шіл", "июль", "июля", "июл", "july", "jul"),
    ("тамыз", "там", "август", "августа", "авг", "august", "aug"),
    ("қыркүйек", "қыр", "сентябрь", "сентября", "сен", "сент", "september", "sep", "sept"),
    ("қазан", "қаз", "октябрь", "октября", "окт", "october", "oct"),
    ("қараша", "қар", "ноябрь", "ноября", "ноя", "november", "nov"),
    ("желтоқсан", "жел", "декабрь", "декабря", "дек", "december", "dec"),
)
MONTHS: Final = {fold(word): month for month, words in enumerate(_MONTHS, 1) for word in words}

_WEEKDAYS: Final = (
    ("дүйсенбі", "дс", "дб", "понедельник", "пн", "monday", "mon"),
    ("сейсенбі", "сс", "вторник", "вт", "tuesday", "tue"),
    ("сәрсенбі", "ср", "среда", "wednesday", "wed"),
    ("бейсенбі", "бс", "четверг", "чт", "thursday", "thu"),
    ("жұма", "жм", "пятница", "пт", "friday", "fri"),
    ("сенбі", "сн", "суббота", "сб", "saturday", "sat"),
    ("жексенбі", "жс", "жк", "воскресенье", "вс", "sunday", "sun"),
)
WEEKDAYS: Final = {fold(word): day for day, words in enumerate(_WEEKDAYS) for word in words}

_WORKING: Final = (0, 1, 2, 3, 4)
WEEKDAY_GROUPS: Final = {
    **dict.fromkeys(
        map(fold, ("жұмыс күндері", "рабочие дни", "будни", "working days", "weekdays")), _WORKING
    ),
    **dict.fromkeys(
        map(fold, ("күн сайын", "барлық күн", "ежедневно", "все дни", "every day", "daily")),
        (*_WORKING, 5, 6),
    ),
}

YES: Final = frozenset(
    map(fold, ("иә", "ия", "да", "yes", "y", "+", "1", "✓", "✔", "v", "x", "х", "басым"))
)
NO: Final = frozenset(map(fold, ("жоқ", "нет", "no", "n", "-", "0", "−", "—")))
