"""Believable headcounts: uneven, counted in different ways, some with parts and some without."""

from collections.abc import Iterator
from random import Random

from kezdesu.meetings.choices import HowCounted
from kezdesu.meetings.services import Headcount

# People of the whole half-year, by track: the post says more than 5000 and about 7000.
PEOPLE = {"residents": (5_080, 5_420), "students": (6_800, 7_200)}
HOW = {HowCounted.SHEET: 6, HowCounted.HEADCOUNT: 3, HowCounted.ESTIMATE: 1}


def headcounts(track: str, meetings: int, random: Random) -> Iterator[Headcount]:
    """One for each of so many meetings; together they lie within the track's PEOPLE."""
    weights = [random.uniform(0.55, 1.6) for _ in range(meetings)]
    people = random.randint(*PEOPLE[track])
    for total in _shared_out(people, weights):
        how = random.choices(list(HOW), weights=list(HOW.values()))[0]
        if how == HowCounted.ESTIMATE:
            yield Headcount(round(total, -1), how)  # nobody estimates to the last person
        elif track == "students":
            yield _of_students(total, how, random)
        else:
            yield _of_residents(total, how, random)


def _shared_out(total: int, weights: list[float]) -> list[int]:
    """Whole shares in proportion to the weights that add up to the total."""
    given, so_far, shares = 0, 0.0, []
    for weight in weights:
        so_far += weight
        share = round(total * so_far / sum(weights)) - given
        given += share
        shares.append(share)
    return shares


def _of_residents(total: int, how: HowCounted, random: Random) -> Headcount:
    women = round(total * random.uniform(0.42, 0.66))
    youth = round(total * random.uniform(0.15, 0.38))
    return Headcount(total, how, women=women, men=total - women, youth=youth)


def _of_students(total: int, how: HowCounted, random: Random) -> Headcount:
    women = round(total * random.uniform(0.45, 0.65))
    teachers = random.randint(3, 12)
    students = total - teachers
    return Headcount(total, how, women=women, men=total - women, youth=students, students=students)
