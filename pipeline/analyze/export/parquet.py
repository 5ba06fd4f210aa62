"""Parquet: a file for each table or view, with the types and comments of the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.analyze.export.sheets import Sheet

if TYPE_CHECKING:
    import duckdb


def write(connection: duckdb.DuckDBPyConnection, sheet: Sheet, target: Path) -> None:
    """Write one sheet under the names of its columns in SQL."""
    import pyarrow.parquet as pq

    order = ", ".join(str(i + 1) for i in range(len(sheet.columns)))
    table: Any = connection.sql(f'FROM "{sheet.name}" ORDER BY {order}').to_arrow_table()
    comments = {column.name: column.comment for column in sheet.columns}
    fields = [f.with_metadata({"comment": comments[f.name].encode()}) for f in table.schema]
    pq.write_table(table.cast(_schema(fields)), target, compression="zstd")


def _schema(fields: list[object]) -> object:
    import pyarrow as pa

    return pa.schema(fields)
