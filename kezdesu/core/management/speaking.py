"""The base of our commands: what they are for is said in the user's language."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _


class SpeakingCommand(BaseCommand):
    """`help` is a message id."""

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        self.help = _(self.help)
        return super().create_parser(*args, **kwargs)
