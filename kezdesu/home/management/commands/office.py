"""`kezdesu office SLUG`: an office begins; what is not stated is asked for."""

import sys
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.home.beginning import Begun, begin_office
from kezdesu.home.forms import OfficeForm

FIELDS: Final = tuple(OfficeForm.base_fields)


class Command(SpeakingCommand):
    help = gettext_noop("Begin an office: its name and its first administrator.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its word in addresses, as in shymkent")
        parser.add_argument("--under", metavar="SLUG", help="the office above it")
        for name in FIELDS:
            parser.add_argument(f"--{name.replace('_', '-')}")

    def handle(self, *, slug: str, under: str | None, **options: Any) -> None:
        if not connection.introspection.table_names():
            call_command("migrate", verbosity=0)
        parent = _office_above(under)
        form = OfficeForm({name: _stated(name, options) for name in FIELDS})
        if not form.is_valid():
            raise CommandError("\n".join(_faults(form)))
        try:
            begun = begin_office(slug=slug, parent=parent, **form.as_begun)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_told(begun))


def _office_above(slug: str | None) -> Office | None:
    if not slug:
        return None
    office = Office.objects.filter(slug=slug).first()
    if office is None:
        raise CommandError(_("There is no office “%(slug)s”.") % {"slug": slug})
    return office


def _stated(name: str, options: dict[str, Any]) -> str:
    """As an option, else as typed at the terminal; without one, an optional field is empty."""
    field = OfficeForm.base_fields[name]
    if options[name] is not None or not sys.stdin.isatty():
        return str(options[name] or field.initial or "")
    hint = f" ({field.help_text})" if field.help_text else ""
    return input(f"{field.label}{hint}: ") or str(field.initial or "")


def _faults(form: OfficeForm) -> list[str]:
    return [
        f"--{name.replace('_', '-')}: {fault}"
        for name, faults in form.errors.items()
        for fault in faults
    ]


def _told(begun: Begun) -> str:
    return _(
        "The office “%(slug)s” is there. “%(username)s” signs in with the password %(password)s "
        "and changes it; it is not shown again."
    ) % {
        "slug": begun.office.slug,
        "username": begun.administrator.username,
        "password": begun.password,
    }
