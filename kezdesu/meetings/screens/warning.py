from django.http import HttpRequest
from django.utils.translation import gettext as _

from kezdesu.core.notices import say_problem

from ..people_in_text import people_in


def sentence_about_people(*texts: str) -> str:
    """What to take out of the texts before others read them; empty when nothing is found."""
    found = [each for text in texts for each in people_in(text)]
    if not found:
        return ""
    return _(
        "The text seems to name a resident or hold a number of theirs: %(found)s. Take it out; no"
        " resident is named here."
    ) % {"found": "; ".join(dict.fromkeys(found))}


def warn_of_people(request: HttpRequest, *texts: str) -> None:
    if sentence := sentence_about_people(*texts):
        say_problem(request, sentence)
