"""Every word of the offline page for its scripts: months, sentences, counted sentences."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from kezdesu.core.language import english, kazakh, russian

# As they stand after a number. Browsers know no Kazakh months.
MONTHS: Final = {"kk": kazakh.MONTHS, "ru": russian.MONTHS_GENITIVE, "en": english.MONTHS}
WEEKDAYS: Final = {"kk": kazakh.WEEKDAYS, "ru": russian.WEEKDAYS, "en": english.WEEKDAYS}

# A day with its year, where that is not the present one.
DATED: Final = {"kk": "{year} жылғы {day}", "ru": "{day} {year} года", "en": "{day} {year}"}

WORDS: Final[dict[str, str | Promise]] = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "my_meetings": _("My meetings"),
    "next_days": _("Next 30 days"),
    "nothing_today": _("No meeting is planned for today."),
    "nothing_ahead": _("Your meetings of approved schedules will stand here."),
    "not_recorded_yet": _("Not recorded yet"),
    "needs_correcting": _("To correct"),
    "waiting_records": _("Wait to be sent"),
    "another_meeting": _("Another meeting"),
    "sent_records": _("Sent"),
    "record_it": _("Record"),
    "go_on": _("Go on"),
    "open_it": _("Open"),
    "correct_it": _("Correct"),
    "place_not_chosen": _("Place not chosen yet"),
    "colleague_recorded": _(
        "A colleague has recorded this meeting. Your record will stand beside it."
    ),
    "state_draft": _("not finished"),
    "state_waiting": _("waits to be sent"),
    "state_refused": _("needs correcting"),
    "state_returned": _("returned"),
    "state_recorded": _("sent"),
    "state_accepted": _("accepted"),
    "pill_all_sent": _("All sent"),
    "pill_no_network": _("No network"),
    "pill_signed_out": _("Not signed in"),
    "sign_in_to_refresh": _("Sign in to get your meetings anew."),
    "sign_in": _("Sign in"),
    "trouble_full": _(
        "The phone has no room left: what you type now is not kept. Free some room, then go on."
    ),
    "trouble_refused": _(
        "This browser keeps nothing on the phone. Open the page in an ordinary window, not a "
        "private one."
    ),
    "entrance_loading": _("Fetching your meetings …"),
    "entrance_sign_in": _(
        "Sign in once where there is network. After that the page opens without network too, "
        "and what you write stays on the phone until it is sent."
    ),
    "entrance_no_network": _(
        "Your meetings are not on this phone yet. Open the page once where there is network."
    ),
    "try_again": _("Try again"),
    "server_busy": _("The server does not answer now. The page tries again by itself."),
    "looking_up": _("Looking the meeting up …"),
    "others_visit": _("This meeting is not in your list. Your record is tied to it all the same."),
    "not_in_schedule": _("No schedule holds this meeting"),
    "not_in_schedule_hint": _("If you were there, record it as another meeting."),
    "planned_crew": _("By the schedule"),
    "step_outcome": _("What came of it"),
    "step_counted": _("How many came"),
    "step_sheet": _("Photo of the sign-in sheet"),
    "step_when": _("When and where"),
    "step_people": _("Who spoke"),
    "step_themes": _("Themes"),
    "step_photos": _("Photos of the meeting"),
    "step_organisations": _("Organisations that took part"),
    "step_questions": _("Questions and proposals"),
    "step_note": _("Note"),
    "step_why": _("Why it is corrected"),
    "step_filled": _("filled"),
    "step_skipped": _("may be skipped"),
    "cause": _("Reason"),
    "reason": _("Reason in words"),
    "another_cause": _("Another reason"),
    "headcount": _("Headcount"),
    "how_counted": _("How counted"),
    "women": _("Women"),
    "men": _("Men"),
    "youth": _("Youth"),
    "students": _("Students"),
    "of_them": _("Of them"),
    "of_them_hint": _("Only if somebody counted them."),
    "sheet_hint": _("The whole sheet in the picture. Only the office sees it."),
    "photos_hint": _("Up to ten. The phone makes them smaller."),
    "take_sheet": _("Photograph the sheet"),
    "take_photo": _("Add photos"),
    "consent": _("Did the people in the photos agree"),
    "photo_photo": _("photo"),
    "photo_sheet": _("photo of the sign-in sheet"),
    "not_a_photo": _("This file is not a picture: choose another."),
    "remove_photo": _("Take the photo away"),
    "day": _("Date"),
    "clock": _("Start"),
    "from_plan": _("By the schedule: %(when)s"),
    "venue": _("Venue"),
    "place": _("Place"),
    "track": _("Track"),
    "choose_place": _("Choose the place"),
    "other_places": _("Other places"),
    "no_district": _("Without a district"),
    "somebody_else": _("Somebody else spoke"),
    "find_person": _("Find a person by name"),
    "find_person_hint": _("Beginning of the name"),
    "organisation": _("Name of the organisation"),
    "add_organisation": _("Add an organisation"),
    "remove_line": _("Take this line away"),
    "add_question": _("Add a question or proposal"),
    "remove_question": _("Take the question away"),
    "questions_hint": _("No names of those who asked."),
    "question": _("Question or proposal"),
    "topic": _("Topic"),
    "no_topic": _("Not said"),
    "who_answers": _("Who should answer"),
    "answer_due": _("Answer due"),
    "no_due_day": _("Not set"),
    "in_a_week": _("In a week"),
    "in_two_weeks": _("In two weeks"),
    "in_a_month": _("In a month"),
    "note": _("Anything else"),
    "why": _("What was wrong"),
    "save_and_send": _("Save and send"),
    "kept_as_typed": _("What you type is on the phone at once."),
    "kept_on_phone": _("Kept on the phone"),
    "changed_elsewhere": _("Another window changed this record: it is opened anew."),
    "discard_draft": _("Throw this draft away"),
    "discard_really": _("Throw it away for good"),
    "discard_not": _("Keep it"),
    "kept_offline": _("Kept on the phone. It goes by itself once there is network."),
    "kept_online": _("Kept and on its way."),
    "kept_sent": _("Sent: the office has it."),
    "coordinator_says": _("The coordinator's note"),
    "version": _("Version"),
    "record_again": _("Record this meeting anew"),
    "queue_title": _("What waits to be sent"),
    "queue_empty": _("Everything on this phone has been sent."),
    "queue_idle": _("Everything goes by itself, in turn."),
    "queue_sending": _("It is being sent now."),
    "queue_offline": _("There is no network now. Everything goes by itself once there is."),
    "queue_signed_out": _("Your sign-in has run out. Sign in, and everything goes."),
    "queue_busy": _("The server does not answer now. The page tries again by itself."),
    "why_idle": _("in turn"),
    "why_sending": _("being sent"),
    "why_offline": _("waits for network"),
    "why_signed_out": _("waits for sign-in"),
    "why_busy": _("waits for the server"),
    "send_now": _("Send now"),
    "queue_file": _("If there is no network for long"),
    "queue_file_hint": _(
        "Save what waits as a file. On another phone sign in under your own name and open "
        "that file: the records go from there."
    ),
    "queue_save": _("Save as a file"),
    "queue_load": _("Open a file"),
    "queue_of_another": _(
        "This file holds another person's records: they open it under their own name."
    ),
    "queue_not_ours": _("This page did not make this file: choose the one that it saved."),
    "phone_will_keep": _("The phone keeps what you write until it is sent."),
    "phone_may_forget": _(
        "When room runs short the phone may clear this page: send soon, or add the page to "
        "the home screen."
    ),
    "room_left": _("Room left: about %(free)s MB."),
    "much_room_left": _("Room left: about %(free)s GB."),
    "lacks_outcome": _("Say what came of the meeting."),
    "lacks_track": _("Choose the track."),
    "lacks_place": _("Choose the place."),
    "lacks_reason": _("State why the meeting was not held."),
    "lacks_clock": _("Write hours and minutes, such as 10:30."),
    "lacks_question": _("Write the question or proposal."),
    "lacks_consent": _("Say whether the people in the photos agreed."),
    "lacks_why": _("Say why the record is corrected."),
    "lacks_headcount": _("Write how many people came."),
    "lacks_nobody_came": _("If nobody came, record the meeting as cancelled."),
    "lacks_how_counted": _("Say how the people were counted."),
    "lacks_part_beyond": _("This is more than the total."),
    "lacks_women_and_men_beyond": _("Women and men together are more than the total."),
    "lacks_not_a_number": _("Write a whole number, zero or more."),
    "lacks_not_begun": _("A meeting that has not begun yet cannot be held."),
}


def words_of(language: str) -> dict[str, Any]:
    """Sentences as texts; counted ones as a list: how they read for 1, for 2 and for 5."""
    with override(language):
        forms = [_pills(number) | _sentences(number) for number in (1, 2, 5)]
        counted = {key: [form[key] for form in forms] for key in forms[0]}
        return {key: str(word) for key, word in WORDS.items()} | counted


def days_of(language: str) -> dict[str, tuple[str, ...] | str]:
    return {
        "months": MONTHS[language],
        "weekdays": WEEKDAYS[language],
        "dated": DATED[language],
    }


def _pills(number: int) -> dict[str, str]:
    return {
        "pill_wait_network": ngettext(
            "%(count)d waits for network", "%(count)d wait for network", number
        ),
        "pill_wait_signed_out": ngettext(
            "%(count)d waits for sign-in", "%(count)d wait for sign-in", number
        ),
        "pill_wait_sending": ngettext("Sending %(count)d", "Sending %(count)d …", number),
        "pill_wait_busy": ngettext(
            "%(count)d waits for the server", "%(count)d wait for the server", number
        ),
        "pill_photos": ngettext("%(count)d photo waits", "%(count)d photos wait", number),
        "pill_refused": ngettext("%(count)d to correct", "%(count)d to correct now", number),
    }


def _sentences(number: int) -> dict[str, str]:
    return {
        "others_wait": ngettext(
            "%(count)d record of a colleague waits on this phone. It goes under the colleague's "
            "name once they sign in.",
            "%(count)d records of colleagues wait on this phone. They go under the colleagues' "
            "names once they sign in.",
            number,
        ),
        "wait_for": ngettext(
            "%(name)s: %(count)d record waits for their sign-in",
            "%(name)s: %(count)d records wait for their sign-in",
            number,
        ),
        "sign_in_to_send": ngettext(
            "%(count)d record waits on the phone. Sign in to send it: nothing is lost.",
            "%(count)d records wait on the phone. Sign in to send them: nothing is lost.",
            number,
        ),
        "photos_with": ngettext("with %(count)d photo", "with %(count)d photos", number),
        "too_many_photos": ngettext(
            "At most %(count)d photo.", "At most %(count)d photos.", number
        ),
        "queue_loaded": ngettext(
            "%(count)d record was taken from the file.",
            "%(count)d records were taken from the file.",
            number,
        ),
    }
