"""Modules of one name in each app, where the app names what is its own."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def load_each(module: str) -> None:
    """Reads `module` of every app that has one, the lowest of the ladder first."""
    for config in reversed(list(apps.get_app_configs())):
        name = f"{config.name}.{module}"
        if config.name.startswith("kezdesu.") and find_spec(name):
            import_module(name)
