from django.urls import path, register_converter

from . import feeds
from .converters import PeriodConverter
from .views import coverage, front, meetings, open_data, posts

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
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/figures/<public_period:period>/<str:key>/", coverage.figure, name="figure"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/<public_period:period>/<slug:name>.<slug:form>", open_data.table, name="table"),
    path("feeds/posts.atom", feeds.posts_feed, name="posts_feed"),
]
