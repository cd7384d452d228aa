"""Days on which a meeting that was put off can be held after all."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kezdesu.accounts.models import Office
from kezdesu.people.models import Person
from kezdesu.programmes.calendar import working_days
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

HALF_YEAR = (date(2023, 1, 1), date(2023, 6, 30))


class FreeDays:
    """Who is out on which day by the approved plans of both tracks."""

    def __init__(self, office: Office) -> None:
        self._zone = ZoneInfo(office.time_zone)
        self._days = working_days(office, *HALF_YEAR)
        approved = Visit.objects.filter(
            plan__track__programme__office=office, plan__status=PlanStatus.APPROVED
        )
        self._out = {
            (person, starts_at.astimezone(self._zone).date())
            for person, starts_at in approved.values_list("crew", "starts_at")
        }

    def after(self, visit: Visit, crew: Sequence[Person]) -> datetime | None:
        """The same hour on the first day, a week on or later, when all of the crew can come.

        None when the half-year has no such day left.
        """
        starts_at = visit.starts_at.astimezone(self._zone)
        earliest = starts_at.date() + timedelta(days=7)
        for day in self._days:
            if day >= earliest and all(self._is_free(person, day) for person in crew):
                self._out |= {(person.pk, day) for person in crew}
                return starts_at.replace(year=day.year, month=day.month, day=day.day)
        return None

    def _is_free(self, person: Person, day: date) -> bool:
        works = not person.weekdays or day.weekday() in person.weekdays
        away = any(each.starts_on <= day <= each.ends_on for each in person.absences.all())
        return works and not away and (person.pk, day) not in self._out
