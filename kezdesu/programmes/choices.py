from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    """The kinds of rule a coordinator may set; the planner knows each by the same name."""

    CREW_SIZE = "crew_size", _("crew size")
    CREW_CATEGORY = "crew_category", _("composition of a crew")
    PLACE_LANGUAGE = "place_language", _("language of the place")
    MEMBER_DAILY_LIMIT = "member_daily_limit", _("meetings of a member a day")
    MEMBER_WEEKLY_LIMIT = "member_weekly_limit", _("meetings of a member a week")
    MEMBER_TOTAL_LIMIT = "member_total_limit", _("meetings of a member in the period")
    DAILY_CAPACITY = "daily_capacity", _("meetings a day")
    WEEKLY_CAPACITY = "weekly_capacity", _("meetings a week")
    QUOTA = "quota", _("at least so many by a date")
    ALLOWED_DATES = "allowed_dates", _("dates allowed")


class DayKind(models.TextChoices):
    CLOSED = "closed", _("closed")
    WORKING = "working", _("working day")
