"""The search for problems of routes: one day, each visit held by one person, some in step.

Chosen by the structure of the problem (``fits.py``); the same rules, costs and judge as ever.
"""
