"""The compiled search: the problem as flat arrays, a plan as flat arrays, and moves between plans.

Nothing here knows names or dates. Rules appear under the bits of ``planner.rules.names``.
"""
