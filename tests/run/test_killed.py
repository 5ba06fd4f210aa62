"""A run killed at any moment leaves the warehouse whole, and the next one ends where it would have."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.hostile.corpus import corpus, write
from tests.small import CATALOG, FINAL, ROWS, fill, kpi_pdf

_T = TypeVar("_T")
KILLS = int(os.environ.get("SHIHYO_KILLS", "100" if os.environ.get("CI") == "true" else "12"))


def _layers(root: Path) -> dict[str, bytes]:
    """All files right of raw/, those beginning with a dot included, but the warehouse and the side file."""
    files = (p for layer in ("extracted", "normalized") for p in (root / layer).rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


def _temporary(root: Path) -> list[str]:
    known = {"raw", "extracted", "normalized", ".shihyo", "warehouse.duckdb"}
    return sorted(p.name for p in root.iterdir() if p.name not in known)


def _observations(root: Path) -> set[tuple[object, ...]]:
    with connect(Workspace(root)) as connection:
        return set(
            connection.execute("SELECT observation_id, value, indicator_id FROM observation").fetchall()
        )


def _run(root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", "run", "--root", str(root), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _versions(root: Path, number: int) -> None:
    changed = [("人口の社会増減", "713人", f"{number}人", "1,000人"), *ROWS[1:]]
    fill(root, mikomi=kpi_pdf(changed), kakutei=kpi_pdf(FINAL, "実績"))


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(20210329)
    root, clean = tmp_path / "killed", tmp_path / "clean"
    _versions(root, 100)
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert _run(root).wait() == ExitCode.OK
    first = _observations(root)
    began = time.monotonic()
    _versions(root, 101)
    assert _run(root).wait() == ExitCode.OK
    span = time.monotonic() - began
    for number in range(KILLS):
        _versions(root, 200 + number)
        process = _run(root)
        time.sleep(chance.uniform(0.02, span))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = _observations(root)  # whole: all that did not change is there, and one state of what did
        assert len(found) == len(first)
        assert len(found - first) <= 1
        assert {value for _, value, _ in found - first} <= {101, *(200 + n for n in range(number + 1))}
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    fill(clean, **{p.stem: p.read_bytes() for p in (root / "raw").glob("*.pdf")})
    (clean / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert main(["run", "--root", str(clean), "--quiet"]) == ExitCode.OK
    assert _observations(root) == _observations(clean)
    assert _layers(root) == _layers(clean)
    assert _temporary(root) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system has no /proc")
def test_no_worker_outlives_a_killed_run(tmp_path: Path) -> None:
    write(tmp_path / "raw", "100000 pages", dict(corpus())["100000 pages"])
    process = _run(tmp_path)
    assert _until(lambda: _below(process.pid), 10), "the run started no process"
    time.sleep(2.0)  # it reads by now, and would for a long time
    workers = _below(process.pid)
    assert workers
    process.kill()
    process.wait()
    assert _until(lambda: not workers & _processes().keys(), 3), "a process outlived the run"


def _until(told: Callable[[], _T], seconds: float) -> _T:
    """Ask until there is an answer, or the time is over."""
    deadline = time.monotonic() + seconds
    while not (answer := told()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return answer


def _below(process: int) -> set[tuple[int, str]]:
    """The processes that a process has started, and those that they have."""
    every = _processes()
    found: set[tuple[int, str]] = set()
    parents = {process}
    while fresh := {each for each, parent in every.items() if parent in parents} - found:
        found |= fresh
        parents = {number for number, _ in fresh}
    return found


def _processes() -> dict[tuple[int, str], int]:
    """Processes that have not ended, by number and time of start, each with its parent's number."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if fields[0] != "Z":
            found[int(path.parent.name), fields[19]] = int(fields[1])
    return found


@pytest.mark.skipif(os.name == "nt", reason="an open file can't be replaced")
def test_a_reader_keeps_the_warehouse_that_it_opened(tmp_path: Path) -> None:
    _versions(tmp_path, 100)
    assert main(["run", "--root", str(tmp_path), "--quiet"]) == ExitCode.OK
    with connect(Workspace(tmp_path)) as reader:
        query = "SELECT max(value) FROM observation WHERE value_kind = 'actual' AND document_id = 'mikomi'"
        before = reader.execute(query).fetchall()
        _versions(tmp_path, 99_999)
        assert main(["run", "--root", str(tmp_path), "--quiet"]) == ExitCode.OK
        assert reader.execute(query).fetchall() == before
    with connect(Workspace(tmp_path)) as reader:
        assert reader.execute(query).fetchall() == [(99_999,)]


@pytest.mark.parametrize("older", [".shihyo/state.json", "extracted", "normalized", "warehouse.duckdb"])
def test_a_power_cut_between_two_renames(older: str, tmp_path: Path) -> None:
    root, aside = tmp_path / "root", tmp_path / "aside"
    _versions(root, 100)
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    _copy(root / older, aside)
    _versions(root, 200)
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    layers, observations = _layers(root), _observations(root)
    _copy(aside, root / older)  # everything else is new
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    assert _layers(root) == layers
    assert _observations(root) == observations


def test_two_runs_at_once(tmp_path: Path) -> None:
    _versions(tmp_path, 100)
    both = [_run(tmp_path) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [ExitCode.OK, ExitCode.OK]
    assert len(_observations(tmp_path)) == 6 * len(ROWS)
    assert _temporary(tmp_path) == []


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a folder, in place of what is there, times and all."""
    if source.is_dir():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)
