import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kezdesu.accounts.models import Office
from tests.factories import make_meeting, make_target, make_track


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("figures", *arguments, stdout=out)
    return out.getvalue()


def test_json_holds_value_unit_definition_and_rows(office: Office) -> None:
    track = make_track(office, name_kk="Тұрғындар", name_ru="Жители", name_en="Residents")
    meeting = make_meeting(track, make_target(track).place, headcount=57)
    answer = json.loads(run("--office", "shymkent", "--period", "2023-H1", "--json"))
    reached = answer["residents.people_reached"]
    assert (reached["value"], reached["unit"]) == (57, "attendances")
    assert (reached["model"], reached["rows"]) == ("meetings.meeting", [str(meeting.pk)])
    assert reached["amounts"] == [57]
    assert "Residents" in reached["definition"]["en"]
    assert "Тұрғындар" in reached["definition"]["kk"]


def test_the_table_speaks_the_language_asked_for(office: Office) -> None:
    make_meeting(make_track(office, name_kk="Тұрғындар", name_ru="Жители"), headcount=1234)
    table = run("--office", "shymkent", "--period", "2023-H1", "--language", "ru")
    assert "I полугодие 2023 года" in table
    assert "1234" in table


def test_an_unknown_office_is_a_sentence_that_names_the_known(office: Office) -> None:
    with pytest.raises(CommandError, match=r"almaty.*shymkent"):
        run("--office", "almaty", "--period", "2023-H1")


@pytest.mark.parametrize("code", ["2023-H3", "half", "0", "2023-13"])
def test_an_unknown_period_is_a_sentence(office: Office, code: str) -> None:
    with pytest.raises(CommandError, match="2023-H1"):
        run("--office", "shymkent", "--period", code)
