from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from .access import offices_of
from .models import Office, OfficeName, User
from .policy import rights


def desk(request: HttpRequest) -> dict[str, Any]:
    """Whose page this is, and `rights`: templates show only what the user may do.

    A page outside the desk (front page, sign-in) carries the name of the house's first office.
    """
    office = getattr(request, "office", None)
    shown = office or Office.objects.filter(parent=None).order_by("pk").first()
    about = {
        "office_name": _name_today(shown) if shown else "",
        "is_sample_office": bool(shown and shown.is_sample),
    }
    user = getattr(request, "user", None)
    if office is None or not isinstance(user, User):
        return {**about, "rights": frozenset(), "other_offices": []}
    others = [(each.pk, _name_today(each)) for each in offices_of(user) if each != office]
    return {**about, "office": office, "rights": rights(user, office), "other_offices": others}


def _name_today(office: Office) -> str:
    """The slug stands in until an office is named."""
    if not OfficeName.objects.filter(office=office).exists():
        return office.slug
    return office.named_on(timezone.localdate()).name
