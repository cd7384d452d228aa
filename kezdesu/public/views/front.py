from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.figures.periods import period_to_show
from kezdesu.figures.queries import numbers_for
from kezdesu.newsroom.queries import latest_posts
from kezdesu.public.coverage import front_map, tracks_covered
from kezdesu.public.queries import by_district, past_meetings, upcoming_meetings
from kezdesu.public.visitors import page, with_office

POSTS = 3
MEETINGS = 6


@require_safe
@with_office
def front(request: HttpRequest, office: Office) -> HttpResponse:
    now = timezone.now()
    period = period_to_show(office, timezone.localdate())
    tracks = tracks_covered(numbers_for(office, period))
    upcoming = upcoming_meetings(office, now)[:MEETINGS]
    context = {
        "posts": latest_posts(office, request.LANGUAGE_CODE, POSTS),
        "upcoming": by_district(upcoming),
        "latest": [] if upcoming else past_meetings(office, now, count=MEETINGS),
        "period": period,
        "period_label": period.label(request.LANGUAGE_CODE),
        "tracks": tracks,
        "map": front_map(office, period, tracks),
    }
    return page(request, "public/front.html", context)
