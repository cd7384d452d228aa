"""Read the tables that offices keep in Excel, and say in one sentence what stands in the way.

A table is described by its `Column`s; `read_table` finds it wherever it stands in the workbook and
gives typed rows. An importer turns rows into an `ImportOutcome`. No domain.
"""

from .cells import CellError
from .columns import Column
from .intake import Draft, Intake
from .known import Known
from .outcome import Change, Duplicate, Entry, Fault, ImportOutcome
from .running import run_import
from .table import Row, Table, read_table
from .workbook import Source

__all__ = [
    "CellError",
    "Change",
    "Column",
    "Draft",
    "Duplicate",
    "Entry",
    "Fault",
    "ImportOutcome",
    "Intake",
    "Known",
    "Row",
    "Source",
    "Table",
    "read_table",
    "run_import",
]
