"""The layer ``normalized/``: typed rows of one document, a Parquet file for each table that has any.

The same rows give the same bytes, and a file whose bytes would not change is not written, so that an
unchanged document keeps its files untouched. A table without rows has no file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.layers.arrays import array_of
from pipeline.layers.contract import Table, tables
from pipeline.layers.rows import Row, Tables, conform

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX = ".parquet"
PARTIAL = ".partial"
IDENTITY = "_identity"  # folder of the tables that span documents


def write(rows: Mapping[str, Sequence[Mapping[str, object]]], directory: Path) -> list[Path]:
    """Write ``rows`` (table name → rows) to ``directory`` and return the files that changed.

    Files of tables that have no rows any more are removed. Raises ``ContractError`` before anything
    is written where a row does not fit its table.
    """
    contract = tables()
    content = {name: encode(contract[name], table_rows) for name, table_rows in rows.items() if table_rows}
    directory.mkdir(parents=True, exist_ok=True)
    changed = [path for path in _stale(directory, {*content}) if _remove(path)]
    for name, data in sorted(content.items()):
        path = directory / f"{name}{SUFFIX}"
        if replace_bytes(path, data):
            changed.append(path)
    return changed


def read(directory: Path) -> Tables:
    """Return the rows of every table in ``directory``, as :func:`write` made them fit."""
    return {
        path.stem: _decode(path)
        for path in sorted(directory.glob(f"*{SUFFIX}"))
        if path.stem in tables()
    }  # fmt: skip


def encode(table: Table, rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return the bytes of the Parquet file for ``rows`` of ``table``."""
    return encode_arrow(arrow(table, rows))


def text_columns(columns: Mapping[str, Sequence[str]]) -> pa.Table:
    """Return an Arrow table with columns of text, all of one length."""
    import pyarrow as pa

    arrays = [array_of(values, pa.string()) for values in columns.values()]
    return pa.Table.from_arrays(arrays, names=list(columns))


def arrow(table: Table, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return ``rows`` of ``table`` as an Arrow table. Raises ``ContractError`` where one does not fit."""
    import pyarrow as pa

    wanted = schema(table)
    columns = zip(conform(table, rows), wanted.types, strict=True)
    return pa.Table.from_arrays([array_of(values, kind) for values, kind in columns], schema=wanted)


def encode_arrow(batch: pa.Table) -> bytes:
    """Return the bytes of the Parquet file for an Arrow table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(batch, sink, compression="zstd", version="2.6", store_schema=False)
    return bytes(sink.getvalue().to_pybytes())


@cache
def schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of ``table``."""
    import pyarrow as pa

    return pa.schema(
        [pa.field(column.name, _arrow_type(column.type), nullable=column.null) for column in table.columns]
    )


def replace_bytes(path: Path, data: bytes) -> bool:
    """Write ``data`` to ``path`` by rename; False, and nothing written, where it holds them already."""
    if path.is_file() and path.read_bytes() == data:
        return False
    partial = path.with_name(path.name + PARTIAL)
    partial.write_bytes(data)
    partial.replace(path)
    return True


@cache
def _arrow_type(sql: str) -> pa.DataType:
    import pyarrow as pa

    if sql.endswith("[]"):
        return pa.list_(pa.string())
    types: dict[str, pa.DataType] = {
        "VARCHAR": pa.string(),
        "JSON": pa.string(),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        "DECIMAL(38,10)": pa.decimal128(38, 10),
    }
    return types[sql]


def _decode(path: Path) -> list[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:  # read_table would load pandas
        rows: list[dict[str, Any]] = file.read().to_pylist()
    return rows


def _stale(directory: Path, content: set[str]) -> list[Path]:
    files = [path for path in directory.glob(f"*{SUFFIX}") if path.stem not in content]
    return sorted([*files, *directory.glob(f"*{PARTIAL}")])


def _remove(path: Path) -> bool:
    path.unlink()
    return path.suffix == SUFFIX
