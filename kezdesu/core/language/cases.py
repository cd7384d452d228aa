from typing import Literal, get_args

Case = Literal[
    "nominative", "genitive", "dative", "accusative", "locative", "ablative", "instrumental"
]


def refuse_unknown_case(case: str) -> None:
    if case not in get_args(Case):
        raise ValueError(f"There is no case {case!r}; there are {', '.join(get_args(Case))}.")
