"""What stands around one table, as far as its cells need it for their meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.normalize.cells.period import Period
from pipeline.normalize.context.footnotes import NoteIndex
from pipeline.normalize.context.headings import Heading, Outline
from pipeline.normalize.labels.kinds import TableSense
from pipeline.normalize.labels.label import Label
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header

PERCENT = ("%", "％")


@dataclass(frozen=True)
class Surroundings:
    """What stands around one table: unit of its corner, headings, notes, and words that date its columns.

    ``stacked`` has what is said of the values above each other in one row (上段：目標　下段：実績),
    ``bracketed`` the word that is said of those in brackets after others (（ ）内は実績),
    ``legend`` the text that says what marks in its cells mean.
    ``dated`` gives the period that a title, a heading or prose names for a kind of column (``""``: for any).
    """

    outline: Outline
    notes: NoteIndex
    sense: TableSense
    units: tuple[str, ...] = ()
    caption: str = ""
    dated: tuple[tuple[str, Period], ...] = ()
    stacked: tuple[Label, ...] = ()
    bracketed: str = ""
    legend: str = ""
    across: tuple[Heading, ...] = ()

    @property
    def unit(self) -> str:
        """The one unit at the corner; of 千円、％ the one of amounts; empty where it can't be told."""
        counted = [unit for unit in self.units if unit not in PERCENT]
        units = counted if len(self.units) > 1 else self.units
        return units[0] if len(units) == 1 else ""

    @property
    def percent(self) -> str:
        """The unit of rates at the corner of the table, or empty."""
        return next((unit for unit in self.units if unit in PERCENT), "")


@dataclass(frozen=True)
class Reading:
    """One table being read: its grid, its header, what stands around it."""

    grid: Grid
    header: Header
    around: Surroundings
    units: Mapping[int, str] = field(default_factory=dict)  # of columns, from a row labelled 単位

    def resolve(self, marks: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return marks of this table as they are to be stored, and the texts of the notes that they mean."""
        return self.around.notes.resolve(marks, self.grid.page, self.grid.table.box.bottom)
