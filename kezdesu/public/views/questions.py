from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.meetings import asked
from kezdesu.public.narrowing import narrowing
from kezdesu.public.visitors import page, with_office

PAGE_SIZE = 20


@require_safe
@with_office
def questions(request: HttpRequest, office: Office) -> HttpResponse:
    """What people asked at meetings and what was answered, as it was written."""
    topics = [Choice(each.slug, each.name) for each in asked.published_topics(office)]
    listing: Listing[asked.PublicQuestion] = Listing(
        request.GET, sorts=["answered"], filters=[Filter("topic", _("Topic"), topics)]
    )
    found = asked.published_questions(office, listing.chosen("topic"))
    shown = listing.page_of(found, PAGE_SIZE)
    context = {
        "page": shown,
        "questions": list(asked.public_lines(list(shown.object_list))),
        "topic": listing.chosen("topic"),
        "narrowing": narrowing(listing, ("topic",), kept={}, always={}),
    }
    return page(request, "public/questions.html", context)
