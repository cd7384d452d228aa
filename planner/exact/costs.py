"""The costs of a model, each as whole parts of a point that are never more than they really are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from planner.exact.model import Model, Variables
from planner.search.types import NONE

FINE = 100  # parts of a share, where shares are no whole parts of their sum
SCALE = 1000  # of points, which the solver wants whole; prices are rounded down


def total_cost(model: Model) -> Any:
    """All costs of the visits in the model, in thousandths of a point; those of ways included."""
    terms = [(price, variable) for price, variable in model.costs if price]
    for v in model.part.free:
        made, f = model.visits[v], model.facts
        terms += [(float(f.standing_cost[v, p]), here) for p, here in made.held.items()]
        terms.append((float(f.out_cost[v]), 1 - made.planned))
        if f.baseline_period[v] != NONE:
            terms += _differences(model, v, made)
        if f.begin_by[v] < 24 * 60 and f.delay_weight[v] > 0:
            terms.append((float(f.delay_weight[v]) / model.scale, _delay(model, v, made)))
    terms += _longest_delay(model)
    terms += _same_again(model)
    terms += _uneven_load(model)
    return sum(int(price * SCALE) * variable for price, variable in terms)


def _differences(model: Model, v: int, made: Variables) -> list[tuple[float, Any]]:
    f = model.facts
    others = [goes for m, goes in made.goes.items() if not f.baseline_crew[v, m]]
    before = [m for m in range(f.members) if f.baseline_crew[v, m]]
    gone = [made.planned - made.goes.get(m, 0) for m in before]
    terms = [(float(f.price_reassigned), each) for each in (*others, *gone)]
    if f.price_changed:
        terms.append((float(f.price_changed), changed(model, v)))
    return terms


def changed(model: Model, v: int) -> Any:
    """Whether a planned free visit of the baseline has another period or crew than there."""
    made, f = model.visits[v], model.facts
    differs, p = model.new_flag(), int(f.baseline_period[v])
    model.model.add(differs >= made.planned - made.held.get(p, 0))
    for m in range(f.members):
        goes = made.goes.get(m, 0)
        model.model.add(differs >= (made.planned - goes if f.baseline_crew[v, m] else goes))
    return differs


def _delay(model: Model, v: int, made: Variables) -> Any:
    delay = model.model.new_int_var(0, 24 * 60 * model.scale, "")
    late = model.model.add(delay >= made.starts - int(model.facts.begin_by[v] * model.scale))
    late.only_enforce_if(made.planned)
    return delay


def _longest_delay(model: Model) -> list[tuple[float, Any]]:
    f = model.facts
    late = [v for v in model.visits if f.begin_by[v] < 24 * 60]
    if not late or not f.price_longest:
        return []
    longest = model.model.new_int_var(0, 24 * 60 * model.scale, "")
    for v in late:
        model.model.add(longest >= _delay(model, v, model.visits[v]))
    return [(float(f.price_longest) / model.scale, longest)]


def _same_again(model: Model) -> list[tuple[float, Any]]:
    met: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for v, made in model.visits.items():
        for m, goes in made.goes.items():
            met[m, int(model.facts.place[v])].append(goes)
    terms = []
    for visits in met.values():
        if len(visits) > 1:
            again = model.model.new_int_var(0, len(visits), "")
            model.model.add(again >= sum(visits) - 1)
            terms.append((float(model.facts.price_again), again))
    return terms


def _uneven_load(model: Model) -> list[tuple[float, Any]]:
    """With all shares as whole parts of their sum, the cost is that of one whole number."""
    f = model.facts
    shared = [m for m in range(f.members) if f.share[m] > 0]
    if not shared or not f.price_uneven:
        return []
    most, squares, loads = len(model.visits), [], []
    parts = [float(f.shares / f.share[m]) for m in shared]
    fine = 1 if all(abs(part - round(part)) < 1e-9 for part in parts) else FINE
    for m, part in zip(shared, parts, strict=True):
        load, square = _int(model, most), _int(model, most**2)
        model.model.add(load == sum(v.goes[m] for v in model.visits.values() if m in v.goes))
        model.model.add_multiplication_equality(square, load, load)
        squares.append(int(fine * part + 1e-6) * square)
        loads.append(load)
    total = _int(model, most * len(shared))
    square = _int(model, (most * len(shared)) ** 2)
    model.model.add(total == sum(loads))
    model.model.add_multiplication_equality(square, total, total)
    uneven = _int(model, sum(int(fine * part + 1) * most**2 for part in parts))
    model.model.add(uneven >= sum(squares) - fine * square)
    return [(float(f.price_uneven / f.shares / fine), uneven)]


def _int(model: Model, most: int) -> Any:
    return model.model.new_int_var(0, int(most), "")
