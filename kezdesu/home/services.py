"""What an administrator does that touches both a user and the office's people."""

from django.db import transaction

from kezdesu.accounts import services as accounts
from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office, User
from kezdesu.people.models import Person
from kezdesu.people.services import sign_in_as


@transaction.atomic
def let_in(
    *, office: Office, full_name: str, username: str, interface: str, role: str, by: User | None
) -> tuple[User, str]:
    """A new user of the office with a first role, and the password to tell them."""
    user = accounts.add_user(
        username=username, password=None, full_name=full_name, interface=interface, by=by
    )
    accounts.grant_role(user=user, office=office, role=Role(role), by=by)
    return user, accounts.renew_password(user=user, by=by)


@transaction.atomic
def change_colleague(
    *,
    user: User,
    office: Office,
    person: Person | None,
    full_name: str,
    email: str,
    interface: str,
    by: User | None,
) -> User:
    """`person` is who of the office's people signs in as `user`, None for nobody."""
    sign_in_as(person=person, office=office, user=user, by=by)
    return accounts.edit_user(
        user=user, full_name=full_name, email=email, interface=interface, by=by
    )
