from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.core.language import kazakh

GENITIVE, DATIVE, ACCUSATIVE, LOCATIVE, ABLATIVE, INSTRUMENTAL = (
    *("genitive", "dative", "accusative"),
    *("locative", "ablative", "instrumental"),
)


@pytest.mark.parametrize(
    "forms",
    [
        "алап алаптың алапқа алапты алапта алаптан алаппен",
        "адам адамның адамға адамды адамда адамнан адаммен",
        "аудан ауданның ауданға ауданды ауданда ауданнан ауданмен",
        "кездесу кездесудің кездесуге кездесуді кездесуде кездесуден кездесумен",
        "мекеме мекеменің мекемеге мекемені мекемеде мекемеден мекемемен",
        "колледж колледждің колледжге колледжді колледжде колледжден колледжбен",
        "мектеп мектептің мектепке мектепті мектепте мектептен мектеппен",
        "қала қаланың қалаға қаланы қалада қаладан қаламен",
        "ақсақал ақсақалдың ақсақалға ақсақалды ақсақалда ақсақалдан ақсақалмен",
        "өкіл өкілдің өкілге өкілді өкілде өкілден өкілмен",
        "тарихи тарихидың тарихиға тарихиды тарихида тарихидан тарихимен",
        "наурыз наурыздың наурызға наурызды наурызда наурыздан наурызбен",
        "сәуір сәуірдің сәуірге сәуірді сәуірде сәуірден сәуірмен",
        "қазан қазанның қазанға қазанды қазанда қазаннан қазанмен",
        "оқу оқудың оқуға оқуды оқуда оқудан оқумен",
        "халық халықтың халыққа халықты халықта халықтан халықпен",
        "заң заңның заңға заңды заңда заңнан заңмен",
        "апрель апрельдің апрельге апрельді апрельде апрельден апрельмен",
    ],
)
def test_a_noun_through_its_cases(forms):
    noun, *expected = forms.split()
    cases = (GENITIVE, DATIVE, ACCUSATIVE, LOCATIVE, ABLATIVE, INSTRUMENTAL)
    assert [kazakh.decline(noun, case) for case in cases] == expected


@pytest.mark.parametrize(
    ("noun", "owned"),
    [
        ("аудан", "ауданы"),
        ("шағын аудан", "шағын ауданы"),
        ("тұрғын алап", "тұрғын алабы"),
        ("қала", "қаласы"),
        ("университет", "университеті"),
        ("колледж", "колледжі"),
        ("мектеп", "мектебі"),
        ("топ", "тобы"),
        ("басқарма", "басқармасы"),
        ("ассамблея", "ассамблеясы"),
        ("кеңес", "кеңесі"),
        ("бірлестік", "бірлестігі"),
        ("халық", "халқы"),
        ("орын", "орны"),
        ("парк", "паркі"),
        ("пункт", "пункті"),
        ("оқу", "оқуы"),
        ("ҚХА", "ҚХА-сы"),
        ("БАҚ", "БАҚ-ы"),
        ("АҚ", "АҚ-сы"),
        ("кәсіпорын", "кәсіпорны"),
        ("такси", "таксиі"),
        ("актив", "активі"),
        ("тариф", "тарифі"),
        ("институт", "институты"),
        ("объект", "объектісі"),
    ],
)
def test_third_person_possession(noun, owned):
    assert kazakh.possessive(noun) == owned


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("nominative", "шағын ауданы"),
        (GENITIVE, "шағын ауданының"),
        (DATIVE, "шағын ауданына"),
        (ACCUSATIVE, "шағын ауданын"),
        (LOCATIVE, "шағын ауданында"),
        (ABLATIVE, "шағын ауданынан"),
        (INSTRUMENTAL, "шағын ауданымен"),
    ],
)
def test_a_possessed_noun_through_its_cases(case, expected):
    assert kazakh.decline("шағын ауданы", case, possessed=True) == expected


@pytest.mark.parametrize(
    ("name", "kind", "case", "written"),
    [
        ("Бозарық", "шағын ауданы", LOCATIVE, "«Бозарық» шағын ауданында"),
        ("Тоғыс", "тұрғын алабы", LOCATIVE, "«Тоғыс» тұрғын алабында"),
        ("Мирас", "университеті", LOCATIVE, "«Мирас» университетінде"),
        ("Мирас", "университеті", DATIVE, "«Мирас» университетіне"),
        ("Мирас", "", LOCATIVE, "«Мирас»"),
        ("Бозарық", "шағын аудан", LOCATIVE, "«Бозарық» шағын ауданында"),
        ("Бозарық", "шағын аудан", "nominative", "«Бозарық» шағын ауданы"),
        ("Тоғыс", "тұрғын алап", DATIVE, "«Тоғыс» тұрғын алабына"),
        ("Мирас", "жоғары оқу орны", LOCATIVE, "«Мирас» жоғары оқу орнында"),
    ],
)
def test_a_place_name_stays_and_its_kind_takes_the_ending(name, kind, case, written):
    assert kazakh.place(name, kind, case) == written


@pytest.mark.parametrize(
    ("noun", "case", "written"),
    [
        ("ҚХА", GENITIVE, "ҚХА-ның"),
        ("ЖОО", LOCATIVE, "ЖОО-да"),
        ("БАҚ", LOCATIVE, "БАҚ-та"),
        ("ҚР", GENITIVE, "ҚР-ның"),
        ("АҚ", GENITIVE, "АҚ-ның"),
        ("АҚ", DATIVE, "АҚ-ға"),
        ("АҚ", LOCATIVE, "АҚ-да"),
        ("«Тұран» ЖШС", GENITIVE, "«Тұран» ЖШС-нің"),
        ("«Тұран» АҚ", DATIVE, "«Тұран» АҚ-ға"),
        ("ҰБТ", DATIVE, "ҰБТ-ға"),
        ("АҚШ", LOCATIVE, "АҚШ-та"),
        ("ҚазҰУ", GENITIVE, "ҚазҰУ-дың"),
    ],
)
def test_an_acronym_takes_a_hyphen(noun, case, written):
    assert kazakh.decline(noun, case) == written


@pytest.mark.parametrize(
    "row",
    [
        "locative: Шымкент қаласы > Шымкент қаласында",
        "dative: Қазақстан халқы ассамблеясы > Қазақстан халқы ассамблеясына",
        "locative: Шымкент аграрлық колледжі > Шымкент аграрлық колледжінде",
        "dative: Абай ауданы > Абай ауданына",
        "locative: қазақ тілі > қазақ тілінде",
        "locative: Бадам-1 > Бадам-1-де",
        "locative: Самал-3 > Самал-3-те",
        "ablative: Самал-10 > Самал-10-нан",
        "dative: студенттік клуб > студенттік клубқа",
        "dative: ауылдық туризм > ауылдық туризмге",
        "dative: институт > институтқа",
        "dative: техникум > техникумға",
        "locative: округ > округте",
        "locative: архив > архивте",
        "dative: магазин > магазинге",
        "dative: актив > активке",
        "dative: тариф > тарифке",
        "locative: Париж > Парижде",
        "locative: Мадрид > Мадридте",
        "dative: такси > таксиге",
        "locative: Сочи > Сочиде",
        "dative: режиссёр > режиссёрге",
        "dative: актёр > актёрге",
        "locative: Көксу > Көксуда",
        "dative: Назарбаев > Назарбаевқа",
        "genitive: Мүсірепов > Мүсіреповтің",
        "genitive: Молдағұлов > Молдағұловтың",
        "locative: Киев > Киевте",
        "dative: объект > объектіге",
        "dative: факт > фактіге",
        "dative: проект > проектіге",
        "dative: объекті > объектіге",
        "dative: пункт > пунктке",
        "dative: центр > центрге",
        "locative: парк > паркте",
        "dative: банк > банкке",
        "locative: мектеп-лицей > мектеп-лицейде",
        "locative: кабинет > кабинетте",
        "dative: музей > музейге",
        "locative: театр > театрда",
        "locative: стадион > стадионда",
        "dative: комитет > комитетке",
        "dative: департамент > департаментке",
        "dative: тарих > тарихқа",
        "dative: конкурс > конкурсқа",
        "dative: офис > офиске",
        "dative: Zoom > Zoom-ға",
        "locative: Facebook > Facebook-те",
        "locative: Атырау > Атырауда",
        "dative: ұжым > ұжымға",
    ],
)
def test_names_and_loans_as_an_office_writes_them(row):
    case, forms = row.split(": ")
    noun, written = forms.split(" > ")
    assert kazakh.decline(noun, case) == written


def test_what_is_said_of_possession_counts_before_what_is_known():
    assert kazakh.decline("Шымкент қаласы", LOCATIVE, possessed=False) == "Шымкент қаласыда"
    assert kazakh.decline("ағасы", DATIVE, possessed=True) == "ағасына"


def test_dates():
    day = date(2023, 7, 26)
    assert kazakh.long_date(day) == "2023 жылғы 26 шілде"
    assert kazakh.long_date(day, LOCATIVE) == "2023 жылғы 26 шілдеде"
    assert kazakh.long_date(date(2023, 3, 1), GENITIVE) == "2023 жылғы 1 наурыздың"
    assert kazakh.short_date(date(2023, 7, 6)) == "06.07.2023"
    assert kazakh.weekday(day) == "сәрсенбі"


@pytest.mark.parametrize(
    ("last", "written"),
    [
        (date(2023, 1, 9), "2023 жылғы 9 қаңтар"),
        (date(2023, 1, 20), "2023 жылғы 9–20 қаңтар"),
        (date(2023, 6, 30), "2023 жылғы 9 қаңтар – 30 маусым"),
        (date(2024, 1, 9), "2023 жылғы 9 қаңтар – 2024 жылғы 9 қаңтар"),
    ],
)
def test_a_span_says_the_year_once(last, written):
    assert kazakh.date_span(date(2023, 1, 9), last) == written


def test_months_and_weekdays_agree_with_cldr():
    cldr = Locale("kk")
    assert list(kazakh.MONTHS) == [
        cldr.months["stand-alone"]["wide"][n].lower() for n in range(1, 13)
    ]
    assert list(kazakh.WEEKDAYS) == [cldr.days["stand-alone"]["wide"][n].lower() for n in range(7)]


def test_ordinals_take_a_hyphen_and_roman_numerals_nothing():
    assert kazakh.ordinal(2, "жартыжылдық") == "2-жартыжылдық"
    assert kazakh.ordinal(81, "мектеп") == "81-мектеп"
    assert kazakh.roman(1, "жартыжылдық") == "I жартыжылдық"
    assert kazakh.roman(39, "съезд") == "XXXIX съезд"


@pytest.mark.parametrize(
    ("items", "written"),
    [
        ([], ""),
        (["Тоғыс"], "Тоғыс"),
        (["Көркем", "Тоғыс"], "Көркем және Тоғыс"),
        (["Көркем", "Химфарм", "Тоғыс"], "Көркем, Химфарм және Тоғыс"),
    ],
)
def test_lists(items, written):
    assert kazakh.join(items) == written


def test_order_of_the_alphabet():
    alphabet = "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я"
    assert sorted(set(alphabet.split()), key=kazakh.sort_key) == alphabet.split()
    assert sorted(alphabet.upper().split(), key=kazakh.sort_key) == alphabet.upper().split()


def test_order_of_places():
    places = [
        "Ынтымақ",
        "Әбділабад",
        "Қатынкөпір",
        "Азат",
        "Көркем",
        "Самал-2",
        "Самал-1",
        "Istanbul",
    ]
    assert sorted(places, key=kazakh.sort_key) == [
        *("Азат", "Әбділабад", "Көркем", "Қатынкөпір"),
        *("Самал-1", "Самал-2", "Ынтымақ", "Istanbul"),
    ]


@given(st.text(alphabet="аәбАӘ1 -z"), st.text(alphabet="аәбАӘ1 -z"))
def test_texts_share_a_place_in_the_order_only_when_equal(left, right):
    assert (kazakh.sort_key(left) == kazakh.sort_key(right)) == (left == right)
