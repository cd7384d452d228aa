"""What an administrator does: offices, their dated names, users and their roles."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.core import audit
from kezdesu.core.errors import Refused

from .choices import Interface, Role
from .models import Membership, Office, OfficeName, User


@transaction.atomic
def add_office(
    *,
    slug: str,
    by: User | None,
    parent: Office | None = None,
    time_zone: str = "Asia/Almaty",
    is_sample: bool = False,
) -> Office:
    """A new office, without a name yet: `name_office` gives it one from a date on."""
    if Office.objects.filter(slug=slug).exists():
        raise Refused(_("There is already an office “%(slug)s”.") % {"slug": slug}, field="slug")
    office = Office.objects.create(
        slug=slug, parent=parent, time_zone=time_zone, is_sample=is_sample
    )
    audit.record("accounts.office_added", office, by=by, slug=slug)
    return office


@transaction.atomic
def name_office(
    *,
    office: Office,
    starts_on: date,
    names: dict[str, str],
    territories: dict[str, str],
    by: User | None,
) -> OfficeName:
    """Give the office its name from `starts_on`; both mappings have the keys kk, ru, en."""
    fields = {f"name_{language}": name for language, name in names.items()}
    fields |= {f"territory_{language}": name for language, name in territories.items()}
    name, _created = OfficeName.objects.update_or_create(
        office=office, starts_on=starts_on, defaults=fields
    )
    audit.record("accounts.office_named", office, by=by, starts_on=starts_on, **fields)
    return name


@transaction.atomic
def add_user(
    *,
    username: str,
    password: str,
    full_name: str,
    by: User | None,
    interface: str = Interface.KAZAKH,
) -> User:
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(
            _("There is already a user “%(username)s”.") % {"username": username}, field="username"
        )
    first, _space, last = full_name.partition(" ")
    user = User.objects.create_user(
        username, password=password, first_name=first, last_name=last, interface=interface
    )
    audit.record("accounts.user_added", user, by=by, username=username)
    return user


@transaction.atomic
def grant_role(*, user: User, office: Office, role: Role, by: User | None) -> Membership:
    """Granting a role that the user has changes nothing."""
    membership, created = Membership.objects.get_or_create(user=user, office=office, role=role)
    if created:
        audit.record("accounts.role_granted", user, by=by, office=office.slug, role=role)
    return membership


@transaction.atomic
def revoke_role(*, user: User, office: Office, role: Role, by: User | None) -> None:
    """The last administrator of an office stays, or nobody could grant a role again."""
    held = Membership.objects.filter(office=office, role=role)
    if role == Role.ADMINISTRATOR and not held.exclude(user=user).exists():
        raise Refused(_("An office keeps at least one administrator."), field="role")
    if held.filter(user=user).delete()[0]:
        audit.record("accounts.role_revoked", user, by=by, office=office.slug, role=role)
