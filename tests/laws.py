"""How many worlds a law about what the database holds is tried on."""

from django.db import connection
from hypothesis import settings


def tried_on(worlds: int) -> settings:
    """So many, and a third of them on the second database: there the rule itself is proven already,
    and a query that another database understands otherwise shows in few."""
    return settings(max_examples=worlds if connection.vendor == "sqlite" else max(3, worlds // 3))
