"""What takes long is begun first and stays in one process, so that all processes end together.

xdist gives each process an equal share of the tests in their order, and who is done takes from the
end of another's share.
"""

from typing import Final

import pytest

# Folders and modules that build a world for all their tests, or run for long: seconds on one core.
LONG: Final = {
    "tests/browser/": 220,
    "tests/demo/": 65,
    "tests/figures/test_cuts.py": 20,
    "tests/field/test_load.py": 12,
    "tests/reports/test_agreement.py": 8,
    "tests/reports/test_together.py": 8,
    "tests/schedule/test_proposing.py": 20,
    "tests/test_lists.py": 12,
}


def begun_with_what_is_long(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """The same tests: each share begins with as much of what is long as any other."""
    heads = _heads(items, processes)
    long = {item for head in heads for item in head}
    others = [item for item in items if item not in long]
    ordered: list[pytest.Item] = []
    for number, head in enumerate(heads):
        share = (len(items) - len(ordered)) // (processes - number)
        fill = max(0, share - len(head))
        ordered += head + others[:fill]
        del others[:fill]
    return ordered


def _heads(items: list[pytest.Item], processes: int) -> list[list[pytest.Item]]:
    heads: list[list[pytest.Item]] = [[] for _ in range(processes)]
    filled = [0] * processes
    for name, seconds in sorted(LONG.items(), key=lambda each: -each[1]):
        found = [item for item in items if item.nodeid.startswith(name)]
        least = filled.index(min(filled))
        heads[least] += found
        filled[least] += seconds if found else 0
    return heads
