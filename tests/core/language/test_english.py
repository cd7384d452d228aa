from datetime import date

from kezdesu.core.language import english


def test_numbers():
    assert english.number(5000) == "5,000"
    assert english.counted(1, "meeting", "meetings") == "1 meeting"
    assert english.counted(0, "meeting", "meetings") == "0 meetings"
    assert english.more_than(5234, "person", "people") == "more than 5,000 people"
    assert english.about(6900, "student", "students") == "about 7,000 students"
    assert english.about(7000, "student", "students") == "7,000 students"


def test_dates():
    assert english.long_date(date(2023, 7, 26)) == "26 July 2023"
    assert english.short_date(date(2023, 7, 26)) == "26 Jul 2023"
    assert english.weekday(date(2023, 7, 26)) == "Wednesday"
    assert english.date_span(date(2023, 1, 1), date(2023, 6, 30)) == "1 January – 30 June 2023"


def test_ordinals():
    written = [english.ordinal(n, "half") for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)]
    assert [text.removesuffix(" half") for text in written] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
    )


def test_lists_and_places():
    assert english.join(["Togys", "Miras", "Korkem"]) == "Togys, Miras and Korkem"
    assert english.place("Bozaryk", "microdistrict") == "Bozaryk microdistrict"


def test_verbs_agree_with_the_number_beside_them():
    assert english.agree(1, "was", "were") == "was"
    assert english.agree(21, "was", "were") == "were"
