"""Report: the pictures drawn, the page made, the file written when it is complete."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analyze.report.page import page
from pipeline.analyze.report.pictures import Draw, pictures, places
from pipeline.analyze.words import Language, Words

if TYPE_CHECKING:
    import duckdb


def run(
    connection: duckdb.DuckDBPyConnection, target: Path, language: Language, draw: Draw | None, folder: Path
) -> int:
    """Write the report to ``target`` and return its size in bytes; without ``draw`` it has no pictures.

    Pictures are drawn into a folder of their own below ``folder``, which is gone afterwards.
    """
    with tempfile.TemporaryDirectory(dir=folder) as name:
        drawn = pictures(places(connection), draw, Path(name)) if draw else {}
    text = page(connection, Words(language), drawn).encode("utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(text)
    part.replace(target)
    return len(text)
