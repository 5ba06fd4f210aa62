"""The warehouse of a country: ``python -m benchmarks.warehouse.country``.

Makes 10,000,000 observations (see :mod:`benchmarks.warehouse.generate`), loads one new document into
them, loads another one with what a run asks then (checks and account), and asks the views for one city
and for all. Every step is a process of its own. Prints tables in Markdown; takes some minutes and five
times the size of the warehouse on the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.warehouse.generate import Size, generate
from benchmarks.whole.measure import REPOSITORY, RSS
from pipeline.load import source, standing, template
from pipeline.load.run import Inspection
from pipeline.load.run import run as load
from pipeline.run.inspection import WarehouseInspection
from pipeline.warehouse import connect
from pipeline.workspace import Workspace

NEW, ANOTHER = "d00000-4-new", "d00000-4-newer"
VIEWS = {
    "series": "series",
    "provisional_vs_final": "provisional_vs_final",
    "as_known_at": "as_known_at('2016-06-01')",
}
FIGURE = {"provisional_vs_final": "delta"}
TIMES = {"city": 5, "all": 1}


@dataclass(frozen=True)
class Step:
    """What a step printed, its wall time in seconds and the largest memory of its process in MiB."""

    said: dict[str, float]
    wall: float
    memory: float


def main() -> int:
    """Run the steps, or the one that is named, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=Size().cities, help="default %(default)s")
    parser.add_argument("--root", type=Path, help="where to work and leave everything (a temporary folder)")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        print(json.dumps(STEPS[chosen.step](Workspace(chosen.root), chosen.cities)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        root = (chosen.root or Path(folder)).resolve()
        root.mkdir(parents=True, exist_ok=True)
        print("\n".join(_tables(root, chosen.cities)))
    return 0


def _tables(root: Path, cities: int) -> Iterator[str]:
    made = _step(root, cities, "make")
    yield from ("| | |", "| --- | ---: |")
    yield f"| Observations | {made.said['observations']:,.0f} |"
    yield f"| Documents | {made.said['documents']:,.0f} |"
    yield f"| Size of the file, MB | {made.said['bytes'] / 1e6:,.0f} |"
    yield f"| Making it, s | {made.wall:.0f} |"
    again = _step(root, cities, "load")
    yield ""
    yield "| Loading one new document | Wall, s | CPU, s | Peak of the process, MiB |"
    yield "| --- | ---: | ---: | ---: |"
    numbers = f"{again.said['total']:.1f} | {again.said['cpu']:.1f} | {again.memory:,.0f}"
    yield f"| until the new warehouse is in place | {numbers} |"
    yield f"| a copy of the file by itself | {again.said['copy']:.1f} | | |"
    _step(root, cities, "another")
    looked = _step(root, cities, "look")
    numbers = f"{looked.said['total']:.1f} | {looked.said['cpu']:.1f} | {looked.memory:,.0f}"
    yield f"| another one, with checks and account | {numbers} |"
    yield ""
    yield "| View | Of | Rows | Wall, s | CPU, s | Peak of the process, MiB |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for view in VIEWS:
        for where, label in (("city", "one city, every column"), ("all", "all, counted and added up")):
            step = _step(root, cities, f"{where} {view}")
            times = f"{step.said['seconds']:.3f} | {step.said['cpu']:.3f}"
            yield f"| {view} | {label} | {step.said['rows']:,.0f} | {times} | {step.memory:,.0f} |"


def _step(root: Path, cities: int, name: str) -> Step:
    command = [sys.executable, "-m", "benchmarks.warehouse.country", "--step", name, "--root", str(root)]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--cities", str(cities)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        text=True,
    )
    assert process.stdout
    said = process.stdout.read()
    if sys.platform == "win32":
        code, memory = process.wait(), 0.0
    else:
        _, status, usage = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        memory = usage.ru_maxrss / RSS
    if code:
        raise RuntimeError(f"{name}: exit code {code}")
    return Step(json.loads(said), time.perf_counter() - began, memory)


def _make(workspace: Workspace, cities: int) -> dict[str, float]:
    """Make the warehouse, and beside it what a load looks at."""
    size = Size(cities=cities)
    generate(workspace.warehouse, size)
    documents = cities * size.plans * size.releases
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        _layer(workspace, connection)
        _stand(workspace, None)
        _new_document(workspace, connection, NEW)
    told = (size.observations, documents, workspace.warehouse.stat().st_size)
    return dict(zip(("observations", "documents", "bytes"), map(float, told), strict=True))


def _stand(workspace: Workspace, inspected_by: str | None) -> None:
    """Remember the warehouse as made from what stands there."""
    found = source.find(workspace.normalized, None)
    now = standing.now(found, workspace.warehouse, template.digest(), inspected_by)
    standing.remember(now, workspace.state)


def _layer(workspace: Workspace, connection: duckdb.DuckDBPyConnection) -> None:
    """Write ``normalized/``: files without content for documents that a load only looks at from outside."""
    for (name,) in connection.execute("SELECT document_id FROM document").fetchall():
        folder = workspace.normalized_dir(name)
        folder.mkdir(parents=True)
        for table in ("document", "observation", "plan"):
            (folder / f"{table}.parquet").touch()
    workspace.identity_dir.mkdir(parents=True)
    _copy(connection, "FROM indicator", workspace.identity_dir / "indicator.parquet")
    _copy(connection, _LINK, workspace.identity_dir / "link.parquet")
    rows = connection.execute("SELECT document_id FROM document WHERE plan_id = 'p0-4'").fetchall()
    for (name,) in rows:  # the files of its plan are read
        _copy(connection, "FROM plan WHERE plan_id = 'p0-4'", workspace.normalized_dir(name) / "plan.parquet")


def _new_document(workspace: Workspace, connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Write the files of one more release: what the last release of a plan of the first city said."""
    own = f"left(md5(observation_id || '{name}'), 16)"
    folder = workspace.normalized_dir(name)
    folder.mkdir()
    _copy(
        connection,
        f"SELECT * REPLACE ('{name}' AS document_id) {_last('document')}",
        folder / "document.parquet",
    )
    text = f"SELECT * REPLACE ('{name}' AS document_id, {own} AS observation_id) {_last('observation')}"
    _copy(connection, text, folder / "observation.parquet")
    _copy(connection, "FROM plan WHERE plan_id = 'p0-4'", folder / "plan.parquet")
    text = f"{_LINK} UNION ALL SELECT {own}, indicator_id {_last('observation')}"
    _copy(connection, text, workspace.identity_dir / "link.parquet")


_LINK = "SELECT observation_id, indicator_id FROM observation"


def _last(table: str) -> str:
    return f"FROM (FROM {table} WHERE document_id = 'd00000-4-2')"


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(f"COPY ({query}) TO '{path.as_posix()}' (FORMAT parquet, COMPRESSION zstd)")


def _load(workspace: Workspace, _: int) -> dict[str, float]:
    """Load what is new; how long a copy of the file takes is measured beside it."""
    began = time.perf_counter()
    beside = workspace.root / "copy"
    shutil.copyfile(workspace.warehouse, beside)
    copied = time.perf_counter() - began
    beside.unlink()
    return _loaded(workspace, NEW) | {"copy": copied}


def _another(workspace: Workspace, _: int) -> dict[str, float]:
    """Make another new document, and let the warehouse stand as one that a run has looked at.

    A look at the whole would take many times what is measured here. Its findings are not there, so that
    there are fewer to keep.
    """
    _stand(workspace, WarehouseInspection(workspace).made_by)
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        _new_document(workspace, connection, ANOTHER)
    return {}


def _look(workspace: Workspace, _: int) -> dict[str, float]:
    """Load what is new, and ask what a run asks; its count of revisions starts at none."""
    return _loaded(workspace, ANOTHER, WarehouseInspection(workspace, known={}))


def _loaded(workspace: Workspace, name: str, inspect: Inspection | None = None) -> dict[str, float]:
    began, busy = time.perf_counter(), time.process_time()
    report = load(workspace, inspect=inspect)
    if report.added != (name,):
        raise RuntimeError(f"not loaded: {report.failures}")
    return {"total": time.perf_counter() - began, "cpu": time.process_time() - busy}


def _ask(workspace: Workspace, cities: int, *, view: str, where: str) -> dict[str, float]:
    """Ask a view for every column of one city, or count and add up all that it has."""
    figure = FIGURE.get(view, "value")
    city = f"FROM {VIEWS[view]} WHERE municipality_code = '{cities // 2:05}0'"
    every = f"SELECT count(*), sum({figure}), count(DISTINCT indicator_id) FROM {VIEWS[view]}"
    with connect(workspace) as connection:
        connection.execute("SELECT count(*) FROM release").fetchall()  # opening the file is no query
        found = [_timed(connection, city if where == "city" else every) for _ in range(TIMES[where])]
    seconds, cpu, rows = min(found, key=lambda each: each[0])
    return {"seconds": seconds, "cpu": cpu, "rows": len(rows) if where == "city" else rows[0][0]}


def _timed(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float, list[tuple[Any, ...]]]:
    began, busy = time.perf_counter(), time.process_time()
    rows = connection.execute(query).fetchall()
    return time.perf_counter() - began, time.process_time() - busy, rows


STEPS: dict[str, Callable[[Workspace, int], dict[str, float]]] = {
    "make": _make,
    "load": _load,
    "another": _another,
    "look": _look,
    **{
        f"{where} {view}": partial(_ask, view=view, where=where)
        for view in VIEWS
        for where in ("city", "all")
    },
}


if __name__ == "__main__":
    raise SystemExit(main())
