from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core.examining import Finding, advice, looks_at

from .choices import Role
from .models import Membership, Office

NEEDED: Final = (Role.COORDINATOR, Role.APPROVER, Role.ADMINISTRATOR)


@looks_at(gettext_lazy("Each office has the people it cannot do without"))
def offices_have_their_people() -> Iterator[Finding]:
    held = set(
        Membership.objects.filter(user__is_active=True).values_list("office_id", "role").distinct()
    )
    if not Office.objects.exists():
        yield advice(_("There is no office yet."), _("“kezdesu office SLUG” begins one."))
    for office in Office.objects.order_by("slug"):
        missing = [role.label for role in NEEDED if (office.pk, role.value) not in held]
        if missing:
            yield advice(
                _("Nobody signs in at “%(office)s” as: %(roles)s.")
                % {"office": office.slug, "roles": ", ".join(map(str, missing))},
                _("Add them in the settings of the office."),
            )
