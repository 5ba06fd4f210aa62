"""Export: what is asked for, written as a file or a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.analyze.export import excel, package, parquet, plain
from pipeline.analyze.export.sheets import Language, Sheet, sheets

if TYPE_CHECKING:
    import duckdb

Kind = Literal["xlsx", "csv", "parquet", "package"]
KINDS: tuple[Kind, ...] = ("xlsx", "csv", "parquet", "package")


def run(
    connection: duckdb.DuckDBPyConnection,
    kind: Kind,
    target: Path,
    language: Language = "ja",
    names: Sequence[str] = (),
) -> list[Sheet]:
    """Write the sheets ``names`` (default: all) to ``target``: a file for xlsx, else a folder."""
    found = list(sheets(connection, language, names))
    folder = target.parent if kind == "xlsx" else target
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "xlsx":
        excel.write(found, target, language)
    elif kind == "package":
        package.write(found, target, language)
    else:
        for sheet in found:
            file = target / f"{sheet.title}.{kind}"
            if kind == "csv":
                plain.write(sheet, file, language)
            else:
                parquet.write(connection, sheet, file.with_stem(sheet.name))
    return found
