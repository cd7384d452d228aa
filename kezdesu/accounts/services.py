"""What an administrator does: offices, their dated names, users and their roles."""

import re
import secrets
from datetime import date
from typing import Final

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.core import audit
from kezdesu.core.errors import Refused

from .choices import Interface, Role
from .models import Membership, Office, OfficeName, User

LONGEST_SLUG: Final = 60
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


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
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        raise Refused(
            _("“%(slug)s”: write a word of small Latin letters, digits and hyphens.")
            % {"slug": slug},
            field="slug",
        )
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
    password: str | None,
    full_name: str,
    by: User | None,
    interface: str = Interface.KAZAKH,
) -> User:
    """Without a password nobody signs in as them until `renew_password`."""
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
def edit_user(*, user: User, by: User | None, full_name: str, email: str, interface: str) -> User:
    """Call, write to and speak to a user otherwise; the log does not hold the address."""
    _refuse_beyond(user, by)
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise Refused(_("Another user has this e-mail address."), field="email")
    first, _space, last = full_name.partition(" ")
    values = {"first_name": first, "last_name": last, "email": email, "interface": interface}
    changed = [name for name, value in values.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, values[name])
    if "email" in changed:
        # The library remembers an address by itself: a mistyped one would still get the letter.
        EmailAddress.objects.filter(user=user).delete()
    if changed:
        user.save(update_fields=changed)
        audit.record("accounts.user_edited", user, by=by, changed=changed)
    return user


@transaction.atomic
def renew_password(*, user: User, by: User | None) -> str:
    """A password to tell the user, who changes it; where they were signed in they are no more."""
    _refuse_beyond(user, by)
    password = secrets.token_urlsafe(9)
    user.set_password(password)
    user.has_given_password = True
    user.save(update_fields=["password", "has_given_password"])
    audit.record("accounts.password_renewed", user, by=by)
    return password


@transaction.atomic
def let_sign_in(*, user: User, is_active: bool, by: User | None) -> User:
    """Who left signs in no more; their acts and records stay theirs."""
    _refuse_beyond(user, by)
    if user == by:
        raise Refused(_("You cannot shut yourself out."))
    if not is_active:
        for held in user.memberships.filter(role=Role.ADMINISTRATOR).select_related("office"):
            _refuse_without_administrator(held.office, user)
    if user.is_active != is_active:
        user.is_active = is_active
        user.save(update_fields=["is_active"])
        action = "accounts.user_let_in" if is_active else "accounts.user_shut_out"
        audit.record(action, user, by=by)
    return user


def _refuse_without_administrator(office: Office, user: User) -> None:
    """Somebody else must be able to grant roles there."""
    others = Membership.objects.filter(
        office=office, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(user=user)
    if not others.exists():
        raise Refused(_("An office keeps at least one administrator."), field="role")


def _refuse_beyond(user: User, by: User | None) -> None:
    """Whoever works in other offices too is not the business of one administrator alone."""
    mine = Office.objects.filter(memberships__user=by, memberships__role=Role.ADMINISTRATOR)
    if by and user != by and user.memberships.exclude(office__in=mine).exists():
        raise Refused(_("This user works in another office too: ask an administrator of both."))


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
    if role == Role.ADMINISTRATOR:
        _refuse_without_administrator(office, user)
    if not user.memberships.exclude(office=office, role=role).exists():
        raise Refused(
            _("It is the only role of this user: grant another one first, or shut the user out."),
            field="role",
        )
    if held.filter(user=user).delete()[0]:
        audit.record("accounts.role_revoked", user, by=by, office=office.slug, role=role)
