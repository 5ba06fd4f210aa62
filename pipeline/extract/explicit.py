"""Edges of a table as a person names them (``[[rules]]`` of ``raw/hints.toml``) in place of those drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pipeline.errors import CorrectionError
from pipeline.extract.content import BLACK, PageContent, Ruling

FILE = "raw/hints.toml"
Bands = Sequence[tuple[float, float]]
View = Callable[[int], PageContent]
SecondView = Callable[[int, Bands | None], PageContent | None]
_THIN = 0.5
# What a page draws this near to the named edges, in points, gives way to them.
_AROUND = 2.0


class FirstReader(Protocol):
    """The reader that leads."""

    def page(self, number: int) -> PageContent:
        """Return a page (from 1)."""


class SecondReader(Protocol):
    """The reader that referees."""

    def page(self, number: int, bands: Bands | None = None) -> PageContent | None:
        """Return a page, or the parts of its height that are asked for."""


@dataclass(frozen=True)
class Edges:
    """The edges of a table in points from the top left corner of its page: of columns (x) and rows (y)."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    line: int | None = None

    def holds(self, ruling: Ruling) -> bool:
        """Whether a stroke lies within the table."""
        across, along = (self.rows, self.columns) if ruling.horizontal else (self.columns, self.rows)
        inside = across[0] - _AROUND <= ruling.at <= across[-1] + _AROUND
        return inside and ruling.start >= along[0] - _AROUND and ruling.end <= along[-1] + _AROUND

    def rulings(self, order: int) -> list[Ruling]:
        """Return the edges as strokes over the whole table."""
        columns, rows = self.columns, self.rows
        down = [Ruling(False, x, rows[0], rows[-1], _THIN, BLACK, order) for x in columns]
        return down + [Ruling(True, y, columns[0], columns[-1], _THIN, BLACK, order) for y in rows]


def read_edges(entries: Sequence[Mapping[str, Any]]) -> tuple[Edges, ...]:
    """Read the entries of one document. Raises ``CorrectionError`` with the line of one that is no table."""
    return tuple(_read(entry) for entry in entries)


def _read(entry: Mapping[str, Any]) -> Edges:
    strange = entry.keys() - {"document", "line", "page", "columns", "rows"}
    columns, rows = _numbers(entry.get("columns")), _numbers(entry.get("rows"))
    if strange or len(columns) < 2 or len(rows) < 2 or not isinstance(entry.get("page"), int):
        raise CorrectionError(
            "rules say no table",
            file=FILE,
            line=entry.get("line"),
            remedy="Write page, and columns and rows: two edges at least, in points from the top left",
        )
    return Edges(int(entry["page"]), columns, rows, entry.get("line"))


def check(edges: Sequence[Edges], pages: int) -> None:
    """Raise ``CorrectionError`` for a table on a page that a document of ``pages`` pages doesn't have."""
    for table in edges:
        if not 1 <= table.page <= pages:
            remedy = f"The document has {pages} pages"
            raise CorrectionError(f"there is no page {table.page}", file=FILE, line=table.line, remedy=remedy)


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, list) or not all(isinstance(n, int | float) for n in value):
        return ()
    return tuple(sorted({float(n) for n in value}))


def named_views(
    lead: FirstReader, referee: SecondReader | None, edges: Sequence[Edges]
) -> tuple[View, SecondView | None]:
    """Return how two readers see a page once the named tables are drawn on it."""

    def first(number: int) -> PageContent:
        return drawn(lead.page(number), edges)

    def second(number: int, bands: Bands | None) -> PageContent | None:
        content = referee.page(number, bands) if referee is not None else None
        return None if content is None else drawn(content, edges)

    return first, second if referee is not None else None


def drawn(content: PageContent, edges: Sequence[Edges]) -> PageContent:
    """Return the page with the tables named for it drawn as ruled grids."""
    for table in edges:
        if table.page == content.number:
            kept = [ruling for ruling in content.rulings if not table.holds(ruling)]
            content = replace(content, rulings=[*kept, *table.rulings(len(kept))])
    return content
