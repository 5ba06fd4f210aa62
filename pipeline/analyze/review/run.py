"""Review: the cells found and drawn, and the page for them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analyze.report.facts import records
from pipeline.analyze.report.pictures import Draw, Picture, pictures
from pipeline.analyze.review.items import Item, items
from pipeline.analyze.review.page import page, places_of
from pipeline.analyze.words import Language, Words

if TYPE_CHECKING:
    import duckdb

_TABLES = "SELECT document_id, page, table_no, x0, top, x1, bottom FROM source_table WHERE x0 IS NOT NULL"


@dataclass(frozen=True)
class Review:
    """What is to be reviewed, with the pictures of its tables."""

    items: list[Item]
    pictures: Mapping[str, Picture]

    def page(self, language: Language, post: str = "") -> str:
        """Return the page; ``post`` is where it sends corrections, if anywhere."""
        return page(self.items, Words(language), self.pictures, post)


def run(connection: duckdb.DuckDBPyConnection, draw: Draw | None, folder: Path) -> Review:
    """Find and draw what is to be reviewed; pictures pass through a folder of their own below ``folder``."""
    found = items(connection)
    boxes = {
        (row["document_id"], row["page"], row["table_no"]): (row["x0"], row["top"], row["x1"], row["bottom"])
        for row in records(connection, _TABLES)
    }
    with tempfile.TemporaryDirectory(dir=folder) as name:
        drawn = pictures(places_of(found, boxes), draw, Path(name)) if draw else {}
    return Review(found, drawn)
