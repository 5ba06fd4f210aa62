"""The tables that values were read from, as small pictures: each once, however many values it holds."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.analyze.report.facts import records

if TYPE_CHECKING:
    import duckdb

# A value outside tables is shown with what stands around it on its page.
_PLACES = """
SELECT DISTINCT o.document_id, o.page, coalesce(o.table_no, 0) AS table_no,
       coalesce(t.x0, min(o.x0) OVER w) AS x0, coalesce(t.top, min(o.top) OVER w) AS top,
       coalesce(t.x1, max(o.x1) OVER w) AS x1, coalesce(t.bottom, max(o.bottom) OVER w) AS bottom
FROM observation AS o LEFT JOIN source_table AS t USING (document_id, page, table_no)
WHERE coalesce(t.x0, o.x0) IS NOT NULL
WINDOW w AS (PARTITION BY o.document_id, o.page, o.table_no)
ORDER BY ALL
"""


@dataclass(frozen=True)
class Place:
    """A table on a page, or, with table 0, where values outside tables stand; box in points."""

    document: str
    page: int
    table: int
    box: tuple[float, float, float, float]

    @property
    def key(self) -> str:
        """The name of its picture in the page."""
        return f"{self.document}/{self.page}/{self.table}"


@dataclass(frozen=True)
class Picture:
    """A picture of a place: ``box`` is what it shows, in points on its page."""

    box: tuple[float, float, float, float]
    data: bytes

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        source = "data:image/webp;base64," + base64.b64encode(self.data).decode()
        return {"box": [round(edge, 2) for edge in self.box], "src": source}


Draw = Callable[[str, Sequence[tuple[int, Sequence[float], str]]], list[dict[str, Any]]]
"""Draws places (page, box, file to write) of a document; tells the box that each file shows."""


def places(connection: duckdb.DuckDBPyConnection) -> list[Place]:
    """Return every place that holds a value."""
    return [
        Place(r["document_id"], r["page"], r["table_no"], (r["x0"], r["top"], r["x1"], r["bottom"]))
        for r in records(connection, _PLACES)
    ]


def pictures(wanted: Sequence[Place], draw: Draw, folder: Path) -> Mapping[str, Picture]:
    """Have every place drawn into ``folder``; a document that can't be drawn has no pictures."""
    found = {}
    for document in dict.fromkeys(place.document for place in wanted):
        own = [place for place in wanted if place.document == document]
        files = [str(folder / f"{i}.webp") for i in range(len(own))]
        asked = [(place.page, place.box, file) for place, file in zip(own, files, strict=True)]
        for place, shown in zip(own, draw(document, asked), strict=False):
            found[place.key] = Picture(tuple(shown["box"]), Path(shown["file"]).read_bytes())
    return found
