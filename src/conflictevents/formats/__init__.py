"""Reading and writing the datasets of the field: which formats there are, and what a new one is made of.

One module for each format. A format of your own is a `Format` in a package of yours, under the entry point group
`conflictevents.formats` (see `docs/how-to/write-a-format.md`).
"""

from __future__ import annotations

from ._columns import Column, Columns
from ._dates import Dates
from ._decompress import Limits
from ._delimiters import delimiter_of
from ._input import Input, open_input
from ._lines import csv_line, guarded, renamed_to, tab_line, unguarded
from ._losses import count_losses, count_unwritten, held
from ._objects import cell_of, read_objects
from ._pool import Finder, Pool, digest, is_id
from ._reading import Scan, read, scan, write
from ._registry import Format, Sample, find, names, sniff
from ._resaved import as_written, mended
from ._results import Log, Loss, Losses, LossReport, ReadResult, RejectedRow, Row, stripped
from ._sheet import Sheet, layout_of, with_layout
from ._tables import Table, read_table

__all__ = [
    "Column",
    "Columns",
    "Dates",
    "Finder",
    "Format",
    "Input",
    "Limits",
    "Log",
    "Loss",
    "LossReport",
    "Losses",
    "Pool",
    "ReadResult",
    "RejectedRow",
    "Row",
    "Sample",
    "Scan",
    "Sheet",
    "Table",
    "as_written",
    "cell_of",
    "count_losses",
    "count_unwritten",
    "csv_line",
    "delimiter_of",
    "digest",
    "find",
    "guarded",
    "held",
    "is_id",
    "layout_of",
    "mended",
    "names",
    "open_input",
    "read",
    "read_objects",
    "read_table",
    "renamed_to",
    "scan",
    "sniff",
    "stripped",
    "tab_line",
    "unguarded",
    "with_layout",
    "write",
]
