"""Who only states, reads or checks plans does not wait for the compiler and the solver."""

from __future__ import annotations

import subprocess
import sys

LIGHT = ("planner", "planner.command", "planner.explain", "planner.format", "planner.repair")
HEAVY = ("numba", "numpy", "ortools")


def test_importing_the_engine_loads_neither_compiler_nor_solver() -> None:
    asked = f"import sys, {', '.join(LIGHT)}; print(*[m for m in {HEAVY} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
