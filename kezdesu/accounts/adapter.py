from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from .access import current_office
from .models import User
from .policy import may


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by an administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Chosen by the user: changed, or made anew when it was forgotten."""
        user.has_given_password = False
        super().set_password(user, password)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where signing in leads when no page asked for it, in the language that the user set:
        a speaker on a phone records, whoever has somebody else's password chooses their own."""
        with override(_language_of(request)):
            if request.user.has_given_password:  # type: ignore[union-attr]
                return reverse("account_change_password")
            if is_phone(request) and records_only(request):
                return reverse("phone:page")
            address: str = super().get_login_redirect_url(request)
            return address


def _language_of(request: HttpRequest) -> str:
    """Whoever chose another language than the first to sign in keeps it."""
    chosen = get_language() or "kk"
    return chosen if chosen != "kk" else str(request.user.interface)  # type: ignore[union-attr]


def is_phone(request: HttpRequest) -> bool:
    """As browsers say themselves, in the header made for it or in the older one."""
    hint = request.headers.get("Sec-CH-UA-Mobile", "")
    return hint == "?1" or "Mobi" in request.headers.get("User-Agent", "")


def records_only(request: HttpRequest) -> bool:
    office = current_office(request)
    if office is None:
        return False
    user = request.user
    return may(user, "meetings.record", office) and not may(user, "meetings.review", office)  # type: ignore[arg-type]
