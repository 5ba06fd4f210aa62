"""The layer ``normalized/``: typed rows of one document, a Parquet file for each table that has any.

The same rows give the same bytes, and a file whose bytes would not change is not written, so that an
unchanged document keeps its files untouched. A table without rows has no file.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.layers.contract import Table, tables
from pipeline.layers.rows import Row, Tables, conform

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX = ".parquet"
PARTIAL = ".partial"
IDENTITY = "_identity"  # folder of the tables that span documents
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # a broken font can give one; no UTF-8 file can hold it


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

    names = list(columns)
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return _from_json(rows, pa.schema([pa.field(name, pa.string()) for name in names]))


def arrow(table: Table, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return ``rows`` of ``table`` as an Arrow table. Raises ``ContractError`` where one does not fit."""
    return _from_json(conform(table, rows), schema(table))


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


def _from_json(rows: Sequence[Mapping[str, object]], wanted: pa.Schema) -> pa.Table:
    """Build an Arrow table through JSON lines: Arrow's own way from Python objects imports pandas."""
    import pyarrow as pa
    import pyarrow.json as pj

    if not rows:
        return pa.Table.from_batches([], schema=wanted)  # empty_table() imports pandas
    lines = "\n".join(json.dumps(row, ensure_ascii=False, default=_plain) for row in rows)
    data = _LONE_SURROGATE.sub("\ufffd", lines).encode("utf-8")
    loose = pa.schema([field.with_nullable(True) for field in wanted])
    table = pj.read_json(
        io.BytesIO(data),
        # One block, one thread: nothing may depend on how the work was divided.
        read_options=pj.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pj.ParseOptions(explicit_schema=loose, unexpected_field_behavior="error"),
    )
    return table.select(wanted.names).cast(wanted)


def _plain(value: object) -> object:
    """Return what JSON lacks in the form that Arrow reads."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return (value - date(1970, 1, 1)).days
    raise TypeError(f"{value!r} has no place in a table")


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
