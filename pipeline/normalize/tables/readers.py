"""Which module reads which kind of table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.normalize.context.headings import Heading
from pipeline.normalize.tables import budget, card, indicator, progress
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.kinds_of_table import Sense

Read = Callable[[Grid, Header, Surroundings, Collector], tuple[Heading, ...]]


@dataclass(frozen=True)
class Reader:
    """A kind of table: whether a table is one, and how to read it; ``read`` returns its rows across."""

    recognises: Callable[[Grid, Header], bool]
    read: Read


READERS: dict[str, Reader] = {
    "reform_item": Reader(card.recognises, card.read_table),
    "budget": Reader(budget.recognises, budget.read_table),
    "initiative_progress": Reader(progress.recognises, progress.read_table),
    "indicator": Reader(indicator.recognises, indicator.read_table),
}


def reader_for(grid: Grid, sense: Sense) -> Sense:
    """Return what a table is, the more particular kinds first."""
    if sense.kind == "ledger":
        return sense
    header = sense.header or Header(0, 0, ())
    for kind in ("reform_item", "budget", "initiative_progress"):
        if READERS[kind].recognises(grid, header):
            return Sense(kind, header)
    return sense
