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


BESIDE = """
import builtins, sys, threading

def add_names():
    while True:
        for number in range(50):
            setattr(builtins, f"name_{number}", number)
        for number in range(50):
            delattr(builtins, f"name_{number}")

sys.setswitchinterval(1e-6)
threading.Thread(target=add_names, daemon=True).start()
import planner.search.compiled
"""


def test_the_compiler_is_ready_whatever_a_thread_beside_does() -> None:
    """A worker's proposal failed once because numba came upon a name that was just being added."""
    subprocess.run([sys.executable, "-c", BESIDE], check=True, timeout=120)
