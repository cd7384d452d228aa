from django.utils.functional import Promise


class Refused(Exception):  # noqa: N818
    """A rule of the house said no; `str()` is one sentence for the user, in the user's language.

    `field` names the form field at which the sentence belongs, when there is one.
    Nothing was changed: services raise it inside their transaction.
    """

    def __init__(self, sentence: str | Promise, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field

    def __str__(self) -> str:
        return str(self.args[0])
