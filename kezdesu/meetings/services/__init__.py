"""Writes of the field records. Each act is one transaction and one audit entry."""

from .causes import add_cause, add_usual_causes, edit_cause
from .facts import Asked, Facts, Headcount
from .following import give_back
from .intake import Kept, keep_records, review_of
from .merging import choose_record, merge_records
from .questions import (
    add_topic,
    answer_question,
    ask_question,
    edit_question,
    publish_question,
    rename_topic,
    restore_topic,
    retire_topic,
    unpublish_question,
)
from .recording import correct_meeting, may_correct, record_meeting, refuse_unless_may_correct
from .reviewing import accept_meeting, reopen_meeting, return_meeting
from .sent import AskedSent, Sent
from .versions import accept_version, return_version

__all__ = [
    "Asked",
    "AskedSent",
    "Facts",
    "Headcount",
    "Kept",
    "Sent",
    "accept_meeting",
    "accept_version",
    "add_cause",
    "add_topic",
    "add_usual_causes",
    "answer_question",
    "ask_question",
    "choose_record",
    "correct_meeting",
    "edit_cause",
    "edit_question",
    "give_back",
    "keep_records",
    "may_correct",
    "merge_records",
    "publish_question",
    "record_meeting",
    "refuse_unless_may_correct",
    "rename_topic",
    "reopen_meeting",
    "restore_topic",
    "retire_topic",
    "return_meeting",
    "return_version",
    "review_of",
    "unpublish_question",
]
