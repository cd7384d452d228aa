from django.urls import path
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from . import desk, public
from .access import in_asked_language, readable_anywhere
from .errors import speak


class Readable(JSONRenderer):
    """Kazakh letters as letters, not as codes."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(title="Kezdesu", version="1", urls_namespace="api", renderer=Readable())
speak(api)
public.router.add_decorator(readable_anywhere, mode="view")
for router in (public.router, desk.router):
    router.add_decorator(in_asked_language, mode="view")
api.add_router("", public.router)
api.add_router("desk", desk.router)

urlpatterns = [path("", api.urls)]
