from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView

DESK = [
    "schedule",
    "meetings",
    "people",
    "places",
    "programmes",
    "press",
    "newsroom",
    "reports",
    "figures",
]

# The library's pages for addresses of one's own: an administrator writes them down here.
CLOSED = ["email/", "confirm-email/", "confirm-email/<str:key>/"]

urlpatterns = [
    path("", include("kezdesu.core.urls")),
    path("api/v1/", include("kezdesu.api.urls")),
    path("field/", include("kezdesu.field.urls")),
    # Kazakh has no prefix, so that the shortest address is the first language's.
    re_path(r"^kk/(?P<rest>.*)$", RedirectView.as_view(url="/%(rest)s", query_string=True)),
    *i18n_patterns(
        path("", include("kezdesu.public.urls")),
        *[path(f"account/{page}", RedirectView.as_view(url="/desk/")) for page in CLOSED],
        path("account/", include("allauth.account.urls")),
        path("field/", include("kezdesu.field.page_urls")),
        path("desk/", include("kezdesu.home.urls")),
        path("desk/programmes/tracks/<int:track>/rules/", include("kezdesu.schedule.rule_urls")),
        *[path(f"desk/{app}/", include(f"kezdesu.{app}.urls")) for app in DESK],
        prefix_default_language=False,
    ),
]
