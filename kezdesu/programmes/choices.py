from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    """The kinds of rule a coordinator may set; the planner knows each by a like name."""

    CREW_SIZE = "crew_size", _("crew size")
    CREW_CATEGORY = "crew_category", _("composition of a crew")
    CREW_SKILL = "crew_skill", _("skill in a crew")
    CREW_LANGUAGE = "crew_language", _("language in a crew")
    PLACE_LANGUAGE = "place_language", _("language of the place")
    MEMBER_DAILY_LIMIT = "member_daily_limit", _("meetings of a member a day")
    MEMBER_WEEKLY_LIMIT = "member_weekly_limit", _("meetings of a member a week")
    MEMBER_TOTAL_LIMIT = "member_total_limit", _("meetings of a member in the period")
    PERIOD_CAPACITY = "period_capacity", _("meetings in a part of the day")
    DAILY_CAPACITY = "daily_capacity", _("meetings a day")
    WEEKLY_CAPACITY = "weekly_capacity", _("meetings a week")
    ALLOWED_DATES = "allowed_dates", _("dates allowed")
    ALLOWED_WEEKDAYS = "allowed_weekdays", _("weekdays allowed")
    OPEN_HOURS = "open_hours", _("hours of meetings")
    MEETING_LENGTH = "meeting_length", _("length of a meeting")
    SPACING = "spacing", _("days between visits of one place")
    QUOTA = "quota", _("at least so many by a date")
    PRIORITY = "priority", _("importance of priority places")
    LEFT_OUT = "left_out", _("a visit left out")
    LATE = "late", _("days after the due date")
    PRIORITY_FIRST = "priority_first", _("days of waiting")
    UNEVEN_LOAD = "uneven_load", _("uneven load of the people")
    SAME_SPEAKER_AGAIN = "same_speaker_again", _("the same person at the same place again")


# A track may state several of these; of the others one.
SEVERAL: Final = frozenset(
    {RuleKind.CREW_CATEGORY, RuleKind.CREW_SKILL, RuleKind.CREW_LANGUAGE, RuleKind.QUOTA}
)
# Not kept but weighed: each says how many minutes on the way it is worth.
COSTS: Final = (
    RuleKind.LEFT_OUT,
    RuleKind.LATE,
    RuleKind.PRIORITY_FIRST,
    RuleKind.UNEVEN_LOAD,
    RuleKind.SAME_SPEAKER_AGAIN,
)


class DayKind(models.TextChoices):
    CLOSED = "closed", _("closed")
    WORKING = "working", _("working day")
