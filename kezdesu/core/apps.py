from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kezdesu.core"

    def ready(self) -> None:
        from . import database  # noqa: F401  teaches every new SQLite connection Kazakh
