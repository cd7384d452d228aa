from collections.abc import Iterable

from .models import Place, PlaceAlias
from .rules import name_key


def save_aliases(*, place: Place, names: Iterable[str]) -> None:
    """Add spellings that the place does not have yet; its own name is none."""
    known = {place.key, *place.aliases.values_list("key", flat=True)}
    for name in names:
        key = name_key(name)
        if key and key not in known:
            known.add(key)
            PlaceAlias.objects.create(place=place, name=name.strip(), key=key)
