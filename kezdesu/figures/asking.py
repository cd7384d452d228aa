"""What a command was asked about: an office and a period, or one sentence on why not."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period


def office_called(slug: str) -> Office:
    office = Office.objects.filter(slug=slug).first()
    if office is None:
        known = ", ".join(Office.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise CommandError(
            _("There is no office “%(slug)s”; there are: %(known)s.")
            % {"slug": slug, "known": known or "–"}
        )
    return office


def period_of(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError:
        raise CommandError(
            _("“%(code)s” is not a period; write 2023-H1, 2023-Q1, 2023-05 or 2023.")
            % {"code": code}
        ) from None
