"""CP-SAT beside the search: some visits of a plan are decided anew, exactly, the others stay."""
