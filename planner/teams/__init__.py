"""Teams that are built for a period and stay together, when all that counts is to be done early.

A large neighbourhood search: a few visits come out of the plan and go back in one by one, each at
the earliest place that has a team for it, or free members who would make one.
"""
