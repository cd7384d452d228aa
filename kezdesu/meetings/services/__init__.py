"""Writes of the field records. Each act is one transaction and one audit entry."""

from .facts import Asked, Facts, Headcount
from .questions import answer_question, ask_question
from .recording import correct_meeting, record_meeting
from .reviewing import accept_meeting, reopen_meeting, return_meeting
from .sent import AskedSent, Sent

__all__ = [
    "Asked",
    "AskedSent",
    "Facts",
    "Headcount",
    "Sent",
    "accept_meeting",
    "answer_question",
    "ask_question",
    "correct_meeting",
    "record_meeting",
    "reopen_meeting",
    "return_meeting",
]
