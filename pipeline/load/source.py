"""The folders of ``normalized/`` that a load reads, and what is wrong with any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import LayerError, ShihyoError
from pipeline.layers.contract import Table, tables
from pipeline.layers.normalized import IDENTITY, SUFFIX
from pipeline.load.schema import literal

if TYPE_CHECKING:
    import duckdb

LINK = "link"
SUCCESSION = "succession"


@dataclass(frozen=True)
class Source:
    """The documents to load: their folders in ``normalized/`` by name, sorted."""

    root: Path
    documents: tuple[str, ...]

    def files(self, table: Table) -> list[Path]:
        """Return the files that hold rows of ``table``."""
        folders = [self.root / name for name in self.documents]
        if table.written_by == "identity":
            folders = [self.root / IDENTITY]
        return [file for folder in folders if (file := folder / f"{table.name}{SUFFIX}").is_file()]

    def links(self) -> list[Path]:
        """Return the file that says which indicator each observation belongs to."""
        return self._across(LINK)

    def succession(self) -> list[Path]:
        """Return the file that says which plan comes before each plan."""
        return self._across(SUCCESSION)

    def _across(self, name: str) -> list[Path]:
        file = self.root / IDENTITY / f"{name}{SUFFIX}"
        return [file] if file.is_file() else []

    def without(self, names: Iterable[str]) -> Source:
        """Return the same source with the documents ``names`` left out."""
        gone = set(names)
        return Source(self.root, tuple(name for name in self.documents if name not in gone))


def find(root: Path, documents: Iterable[str] | None) -> Source:
    """Return the folders under ``root`` that hold a document: those of ``documents``, None for all."""
    wanted = None if documents is None else set(documents)
    standing = sorted(path.parent.name for path in root.glob(f"*/document{SUFFIX}"))
    names = [name for name in standing if name != IDENTITY and (wanted is None or name in wanted)]
    return Source(root, tuple(names))


def faults(connection: duckdb.DuckDBPyConnection, source: Source) -> dict[str, ShihyoError]:
    """Return what is wrong with each document that can't be loaded, by folder name.

    One query for all; only where it fails is each document tried by itself.
    """
    try:
        return _broken_rules(connection, source)
    except _duckdb_error():
        found: dict[str, ShihyoError] = {}
        for name in source.documents:
            try:
                found |= _broken_rules(connection, Source(source.root, (name,)))
            except _duckdb_error() as error:
                found[name] = _unreadable(source.root / name, str(error))
        return found


def read_parquet(paths: Sequence[Path], **options: bool) -> str:
    """Return the SQL that reads ``paths``; a list, since a path may hold characters of a pattern."""
    listed = ", ".join(literal(path.as_posix()) for path in paths)
    extra = "".join(f", {key} = {str(value).lower()}" for key, value in options.items())
    return f"read_parquet([{listed}]{extra})"


def _broken_rules(connection: duckdb.DuckDBPyConnection, source: Source) -> dict[str, ShihyoError]:
    found: dict[str, ShihyoError] = {}
    for table in tables().values():
        paths = source.files(table) if table.written_by == "document" else []
        if not paths:
            continue
        rule = " AND ".join(f"coalesce(({check}), true)" for check in table.checks) or "true"
        key = ", ".join(table.key)
        columns = ", ".join(table.column_names)
        query = f"""
            SELECT filename, min(CAST(({key}) AS VARCHAR)) FROM (
                SELECT {columns}, filename FROM {read_parquet(paths, filename=True)}
            ) WHERE NOT ({rule}) GROUP BY filename"""
        for filename, example in connection.execute(query).fetchall():
            folder = Path(filename).parent
            found[folder.name] = _breaks_rule(folder, table, example)
    return found


def _breaks_rule(folder: Path, table: Table, example: str) -> LayerError:
    return LayerError(
        f"{table.name} {example} breaks a rule of the table, so the document was not loaded",
        file=str(folder),
        remedy="Report it with the PDF: normalize should have quarantined that cell",
    )


def _unreadable(folder: Path, error: str) -> LayerError:
    return LayerError(
        f"can't be read ({error.splitlines()[0]})",
        file=str(folder),
        remedy=f"Run `shihyo normalize --force {folder.name}`",
    )


def _duckdb_error() -> type[Exception]:
    import duckdb

    return duckdb.Error
