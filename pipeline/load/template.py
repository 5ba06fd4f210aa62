"""An empty warehouse, kept in the side folder: its thousand statements take longer than a small load."""

from __future__ import annotations

import hashlib
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.layers.contract import tables
from pipeline.load import schema, views

if TYPE_CHECKING:
    import duckdb

_PARTIAL = ".partial"


def start(path: Path, side: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new, empty warehouse at ``path``: every table, view, macro and comment.

    It is copied from the folder ``side`` (see :func:`provide`).
    """
    import duckdb

    template = provide(side)
    shutil.copyfile(template, path)
    try:
        return duckdb.connect(str(path))
    except duckdb.Error:  # a power cut can leave a file without its content
        template.unlink()
        path.unlink()
        return start(path, side)


def provide(side: Path) -> Path:
    """Return the empty warehouse in the folder ``side``; it is made if there is none for this contract."""
    import duckdb

    template = side / f"empty-{digest()}.duckdb"
    if not template.is_file():
        side.mkdir(parents=True, exist_ok=True)
        for old in side.glob("empty-*.duckdb*"):
            old.unlink()
        partial = template.with_name(template.name + _PARTIAL)
        with duckdb.connect(str(partial)) as connection:
            create(connection)
        partial.replace(template)
    return template


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every table, view and macro with its comments."""
    connection.begin()
    made = [s for table in tables().values() for s in (schema.create_table(table), *schema.comments(table))]
    connection.execute(";\n".join(made))
    views.create(connection)
    connection.commit()


def digest() -> str:
    """Return a hash of the code that makes a warehouse, and of the version of DuckDB."""
    import duckdb

    digest = hashlib.sha256(duckdb.__version__.encode())
    folders = [files("pipeline.load"), files("pipeline.load") / "sql", files("pipeline.layers")]
    for entry in sorted((e for folder in folders for e in folder.iterdir()), key=lambda entry: entry.name):
        if entry.name.endswith((".py", ".sql", ".toml")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:16]
