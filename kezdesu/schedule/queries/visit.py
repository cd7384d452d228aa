"""One visit of a draft, as its form shows it."""

from dataclasses import dataclass
from datetime import datetime

from ..models import Visit
from .spots import Spot, Tried, broken_at, near_spots


@dataclass(frozen=True)
class VisitPage:
    starts_at: datetime  # in the office's time
    crew: tuple[str, ...]
    broken: tuple[str, ...]
    near: tuple[Spot, ...]  # days on which it would keep every rule


def visit_page(visit: Visit) -> VisitPage:
    tried, crew = Tried.of_visit(visit), list(visit.crew.all())
    starts_at = visit.starts_at.astimezone(tried.zone)
    return VisitPage(
        starts_at=starts_at,
        crew=tuple(person.full_name for person in crew),
        broken=broken_at(tried, starts_at, crew),
        near=tuple(near_spots(tried)),
    )
