from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.programmes.models import Track


class PeopleEstimate(models.Model):
    """How many distinct people came to a track's meetings, as the office estimates it, and why.

    Records hold no names, so nobody can count this: it is stated, with its basis, or not said.
    """

    track = models.ForeignKey(Track, models.CASCADE, related_name="people_estimates")
    period = models.CharField(max_length=10)  # 2023-H1
    people = models.PositiveIntegerField()
    basis = models.CharField(max_length=500)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track", "period"], name="one_estimate_a_period"),
            models.CheckConstraint(
                condition=~Q(basis="") & Q(people__gt=0),
                name="estimate_states_its_basis",
                violation_error_message=_("Say what the estimate rests on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.track} {self.period} {self.people}"


class KeptCount(models.Model):
    """What one office by itself counts in a period, so that it need not be counted at each asking.

    Derived: it may be thrown away at any time. `kept.py` says how long one holds.
    """

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    period = models.CharField(max_length=10)  # 2023-H1
    what = models.CharField(max_length=20)  # as `counting.COUNTERS` names it
    stamp = models.BigIntegerField()  # the last entry of the audit log when it was counted
    program = models.CharField(max_length=16)  # by which it was counted
    content = models.BinaryField()  # JSON, compressed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "period", "what"], name="one_count_kept")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.period} {self.what}"
