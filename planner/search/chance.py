"""Random numbers whose state belongs to one run (SplitMix64, Steele et al. 2014).

Numba's own generator belongs to the thread: two runs in one process would disturb each other.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.search.compiled import compiled
from planner.search.types import Seeds

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)


@compiled
def bits(seeds: Seeds) -> Any:
    seeds[0] += _STEP
    z = seeds[0]
    z = (z ^ (z >> np.uint64(30))) * _MIX_A
    z = (z ^ (z >> np.uint64(27))) * _MIX_B
    return z ^ (z >> np.uint64(31))


@compiled
def unit(seeds: Seeds) -> float:
    """A number in [0, 1)."""
    return float(bits(seeds) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def below(seeds: Seeds, count: int) -> int:
    """A whole number in [0, count)."""
    return int(unit(seeds) * count)
