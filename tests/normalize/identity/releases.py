"""Releases written by hand, and what identity makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.layers import normalized
from pipeline.layers.rows import Row
from pipeline.normalize import identity
from pipeline.workspace import Workspace
from tests.load.rows import document, observation, write

HISTORY = {2015: 12345, 2016: 13579, 2017: 14682, 2018: 15937, 2019: 17023}


def series(name: str, values: Mapping[int, object], row: int = 1, **change: object) -> list[Row]:
    """One row of a table: a value for each fiscal year. The document is filled in by ``workspace``."""
    return [
        observation("", name, row, year - 2000, fiscal_year=year, value=value) | change
        for year, value in values.items()
    ]


def workspace(
    root: Path, *documents: Iterable[Row], code: str | None = "132110", toml: str = ""
) -> Workspace:
    """A workspace with documents d1, d2 … in order of release."""
    for number, rows in enumerate(documents, start=1):
        name = f"d{number}"
        own = [row | {"document_id": name, "observation_id": f"{name}-{n}"} for n, row in enumerate(rows)]
        write(root, (document(name), own))
    made = Workspace(root)
    made.raw.mkdir(exist_ok=True)
    made.indicators.write_text(toml, encoding="utf-8")
    return made


def indicators(made: Workspace) -> list[set[str]]:
    """Return the observations of each indicator, as document and name."""
    identity.run(made)
    names = {
        row["observation_id"]: (row["document_id"], row["indicator"])
        for path in made.normalized.glob("d*/observation.parquet")
        for row in pq.read_table(path).to_pylist()
    }
    found: dict[str, set[str]] = {}
    for link in pq.read_table(made.identity_dir / "link.parquet").to_pylist():
        found.setdefault(link["indicator_id"], set()).add(" ".join(names[link["observation_id"]]))
    return sorted(found.values(), key=sorted)


def relations(made: Workspace) -> list[tuple[object, ...]]:
    """Return the relations, the indicators by name."""
    identity.run(made)
    tables = normalized.read(made.identity_dir)
    names = {row["indicator_id"]: row["name"] for row in tables["indicator"]}
    return [
        (names[row["indicator_id"]], row["relation"], names[row["other_id"]], row["basis"], row["state"])
        for row in tables.get("indicator_relation", [])
    ]
