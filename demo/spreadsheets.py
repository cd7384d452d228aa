"""Make places.xlsx and roster.xlsx from demo/data, the way an office would have typed them.

The tables carry what real ones carry: title rows, merged cells, two languages of headings, a note
beneath, a place listed twice under another spelling, a stray space, a Latin letter in a Kazakh
word. Run `python -m demo.spreadsheets` after changing a table in demo/data.
"""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from babel import Locale
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

HERE: Final = Path(__file__).parent
MADE_AT: Final = datetime(2023, 1, 5, 9, 0)  # noqa: DTZ001  workbooks know no time zones
BASES: Final = {
    "named": "тығыз көпэтносты алап (2023 жылғы жазбада аталған)",
    "sample": "тығыз көпэтносты алап (үлгі тізім)",
    "": "",
}
PLACE_TOP: Final = (
    *("№", "Атауы", "", "", "Түрі", "Ауданы", "Басқаша жазылуы"),
    *("Координаттар", "", "Кездесу тілдері", "Басым", "Басымдық негізі"),
)
PLACE_BOTTOM: Final = (
    *("", "қазақша", "орысша", "ағылшынша", "", "", ""),
    *("ендік", "бойлық", "", "", ""),
)
INSTITUTION_HEADINGS: Final = (
    *("№ п/п", "Вид", "Наименование (каз.)", "Наименование (рус.)", "Название на английском"),
    *("Количество студентов", "Языки встреч", "Широта", "Долгота"),
)
ROSTER_KK: Final = (
    *("№", "Аты-жөні", "Лауазымы", "Лауазымы (орысша)", "Топ", "Санаты", "Қай құрамнан", "Бұйрық"),
    *("Басталған күні", "Тілдері", "Бос күндері", "Болмайтын күндері"),
)
ROSTER_RU: Final = (
    *("№ п/п", "Группа", "Ф.И.О.", "Языки", "Дни недели", "Отсутствие", "Категория"),
    *("Из какого состава", "Должность", "Должность (рус.)", "Дата начала", "Приказ"),
)


def make_places(file: Path) -> None:
    with Workbook(file) as workbook:
        formats = _formats(workbook)
        _write_settlements(workbook.add_worksheet("Елді мекендер"), formats)
        _write_institutions(workbook.add_worksheet("Учебные заведения"), formats)


def make_roster(file: Path) -> None:
    with Workbook(file) as workbook:
        formats = _formats(workbook)
        _write_group(workbook.add_worksheet("Топ құрамы"), formats)
        _write_speakers(workbook.add_worksheet("Спикеры"), formats)


def _formats(workbook: Workbook) -> dict[str, Format]:
    workbook.set_properties({"created": MADE_AT})
    edge = {"border": 1, "valign": "top", "text_wrap": True}
    return {
        "title": workbook.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "head": workbook.add_format(
            {**edge, "bold": True, "align": "center", "bg_color": "#E8EEF2"}
        ),
        "cell": workbook.add_format(edge),
        "day": workbook.add_format({**edge, "num_format": "dd.mm.yyyy"}),
    }


def _write_settlements(sheet: Worksheet, formats: dict[str, Format]) -> None:
    last = len(PLACE_TOP) - 1
    sheet.merge_range(0, 0, 0, last, "2023 жылға арналған елді мекендер тізімі", formats["title"])
    sheet.merge_range(1, 0, 1, last, "Шымкент қаласы (үлгі деректер)", formats["title"])
    _write_row(sheet, 3, PLACE_TOP, formats["head"])
    _write_row(sheet, 4, PLACE_BOTTOM, formats["head"])
    sheet.merge_range(3, 1, 3, 3, "Атауы", formats["head"])
    sheet.merge_range(3, 7, 3, 8, "Координаттар", formats["head"])
    for column in (0, 4, 5, 6, 9, 10, 11):
        sheet.merge_range(3, column, 4, column, PLACE_TOP[column], formats["head"])
    _write_row(sheet, 5, [str(number) for number in range(1, last + 2)], formats["cell"])
    rows = list(_settlements())
    for number, row in enumerate(rows, 1):
        _write_row(sheet, 5 + number, [number, *row], formats["cell"])
    _merge_districts(sheet, rows, formats["cell"])
    after = 6 + len(rows)
    # The same place once more, as somebody else spelled it.
    again = (
        len(rows) + 1,
        "Абдулабад т/а",
        "",
        "",
        "т/а",
        "",
        "",
        "",
        "",
        "",
        "иә",
        BASES["named"],
    )
    _write_row(sheet, after, again, formats["cell"])
    sheet.write(after + 2, 1, "Ескерту: координаттар шамамен берілген, белгісізі бос қалдырылды.")
    sheet.set_column(1, 6, 22)
    sheet.set_column(7, last, 16)


def _settlements() -> Iterator[list[Any]]:
    """Rows without their number, by district, with the slips of a hand-typed table."""
    kinds, districts = _names("kinds", "kk"), _names("districts", "kk")
    slips = {"Бозарық": " Бозарық  ш/а", "Сайрам (шағын аудан)": "Cайрам (шағын аудан)"}
    places = sorted(_data("places.csv"), key=lambda place: place["district"] or "я")
    for place in places:
        name = place["name_kk"]
        yield [
            slips.get(name, name),
            place["name_ru"],
            place["name_en"],
            kinds[place["kind"]],
            districts.get(place["district"], ""),
            place["aliases"],
            _number(place["latitude"]),
            # A decimal comma typed as text now and then.
            place["longitude"].replace(".", ",")
            if name == "Нұрсәт"
            else _number(place["longitude"]),
            _languages(place["languages"], "kk"),
            "иә" if place["priority"] else "",
            BASES[place["priority"]],
        ]


def _merge_districts(sheet: Worksheet, rows: list[list[Any]], cell: Format) -> None:
    for district, group in groupby(enumerate(rows, 6), key=lambda pair: pair[1][4]):
        numbers = [number for number, _ in group]
        if district and len(numbers) > 1:
            sheet.merge_range(numbers[0], 5, numbers[-1], 5, district, cell)


def _write_institutions(sheet: Worksheet, formats: dict[str, Format]) -> None:
    sheet.merge_range(
        0,
        0,
        0,
        len(INSTITUTION_HEADINGS) - 1,
        "Высшие учебные заведения и колледжи",
        formats["title"],
    )
    _write_row(sheet, 2, INSTITUTION_HEADINGS, formats["head"])
    kinds = _names("kinds", "ru")
    for number, place in enumerate(_data("institutions.csv"), 1):
        # Numbers of students are not known from a public source and stay empty.
        row = [number, kinds[place["kind"]], place["name_kk"], place["name_ru"], place["name_en"]]
        row += ["", "казахский, русский", _number(place["latitude"]), _number(place["longitude"])]
        _write_row(sheet, 2 + number, row, formats["cell"])
    sheet.set_column(1, 4, 30)


def _write_group(sheet: Worksheet, formats: dict[str, Format]) -> None:
    title = "Ақпараттық-насихаттық топ құрамы (үлгі деректер, есімдер ойдан шығарылған)"
    sheet.merge_range(0, 0, 0, len(ROSTER_KK) - 1, title, formats["title"])
    _write_row(sheet, 2, ROSTER_KK, formats["head"])
    categories, bodies = _names("categories", "kk"), _names("bodies", "kk")
    members = [row for row in _data("roster.csv") if row["group"] == "group"]
    for number, member in enumerate(members, 1):
        # Half of the dates are Excel dates, half were typed as words.
        starts_on = date.fromisoformat(member["starts_on"])
        typed = f"{starts_on.year} жылғы {starts_on.day} қаңтар"
        row = [
            *(number, member["full_name"], member["post"], member["post_ru"]),
            _names("groups", "kk")["group"],
            *(categories[member["category"]], bodies[member["body"]], member["order"]),
            *(starts_on if number % 2 else typed, _languages(member["languages"], "kk")),
            *(member["weekdays"], member["absences"]),
        ]
        _write_row(sheet, 2 + number, row, formats["cell"], formats["day"])
    sheet.set_column(1, len(ROSTER_KK) - 1, 24)


def _write_speakers(sheet: Worksheet, formats: dict[str, Format]) -> None:
    title = "Пул спикеров (пример, имена вымышлены)"
    sheet.merge_range(0, 0, 0, len(ROSTER_RU) - 1, title, formats["title"])
    _write_row(sheet, 1, ROSTER_RU, formats["head"])
    categories, bodies = _names("categories", "ru"), _names("bodies", "ru")
    speakers = [row for row in _data("roster.csv") if row["group"] == "speakers"]
    for number, speaker in enumerate(speakers, 1):
        row = [
            *(number, _names("groups", "ru")["speakers"], speaker["full_name"]),
            *(_languages(speaker["languages"], "ru"), speaker["weekdays"], speaker["absences"]),
            *(categories[speaker["category"]], bodies[speaker["body"]]),
            *(speaker["post"], speaker["post_ru"]),
            *("5 января 2023 г." if number % 2 else "05.01.2023", speaker["order"]),
        ]
        _write_row(sheet, 1 + number, row, formats["cell"])
    sheet.set_column(1, len(ROSTER_RU) - 1, 24)


def _write_row(
    sheet: Worksheet, at: int, row: Sequence[Any], cell: Format, day: Format | None = None
) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_datetime(at, column, datetime(*value.timetuple()[:3]), day)  # noqa: DTZ001
        elif value in ("", None):
            sheet.write_blank(at, column, None, cell)
        else:
            sheet.write(at, column, value, cell)


def _data(name: str) -> list[dict[str, str]]:
    with (HERE / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(table: str, language: str) -> dict[str, str]:
    """Slug → name of the office's own words, so that the tables use them and no others."""
    words = tomllib.loads((HERE / "office.toml").read_text(encoding="utf-8"))[table]
    return {word["slug"]: word[f"name_{language}"] for word in words}


def _languages(codes: str, interface: str) -> str:
    names = Locale.parse(interface).languages
    return ", ".join(names[code] for code in codes.split())


def _number(text: str) -> float | None:
    return float(text) if text else None


if __name__ == "__main__":
    make_places(HERE / "places.xlsx")
    make_roster(HERE / "roster.xlsx")
