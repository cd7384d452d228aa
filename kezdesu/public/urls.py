from django.urls import path, register_converter

from . import calendars, feeds
from .converters import PeriodConverter
from .views import coverage, front, meetings, open_data, posts, questions

register_converter(PeriodConverter, "public_period")

app_name = "public"
urlpatterns = [
    path("", front.front, name="front"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<slug:slug>/", posts.post, name="post"),
    path("posts/<slug:slug>/comment/", posts.comment, name="comment"),
    path("tags/<slug:slug>/", posts.tag, name="tag"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/photos/<uuid:pk>.jpg", meetings.photo, name="photo"),
    path("questions/", questions.questions, name="questions"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/figures/<public_period:period>/<str:key>/", coverage.figure, name="figure"),
    path(
        "coverage/figures/<public_period:period>/<str:key>/percent/", coverage.share, name="share"
    ),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/<public_period:period>/<slug:name>.<slug:form>", open_data.table, name="table"),
    path("feeds/", calendars.subscribe, name="feeds"),
    path("feeds/meetings.ics", calendars.of_office, name="office_calendar"),
    path("feeds/tracks/<slug:slug>.ics", calendars.of_track, name="track_calendar"),
    path("feeds/places/<int:pk>.ics", calendars.of_place, name="place_calendar"),
    path("feeds/private/<uuid:pk>/<slug:seal>.ics", calendars.private, name="private_calendar"),
    path("feeds/posts.atom", feeds.posts_feed, name="posts_feed"),
]
