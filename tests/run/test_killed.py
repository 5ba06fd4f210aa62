"""A run killed at any moment leaves the warehouse whole, and the next one ends where it would have."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.small import CATALOG, FINAL, ROWS, fill, kpi_pdf

KILLS = int(os.environ.get("SHIHYO_KILLS", "12"))
SPAN = 4.0  # seconds: a run of these documents takes no longer


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
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    first = _observations(root)
    for number in range(KILLS):
        _versions(root, 200 + number)
        process = _run(root)
        time.sleep(chance.uniform(0.05, SPAN))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = _observations(root)  # whole: all that did not change is there, and one state of what did
        assert len(found) == len(first)
        assert len(found - first) <= 1
        assert {value for _, value, _ in found - first} <= {200 + n for n in range(number + 1)}
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    fill(clean, **{p.stem: p.read_bytes() for p in (root / "raw").glob("*.pdf")})
    (clean / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert main(["run", "--root", str(clean), "--quiet"]) == ExitCode.OK
    assert _observations(root) == _observations(clean)
    assert _layers(root) == _layers(clean)
    assert _temporary(root) == []


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_no_worker_outlives_a_killed_run(tmp_path: Path) -> None:
    fill(tmp_path, mikomi=kpi_pdf())
    process = _run(tmp_path)
    time.sleep(0.5)
    process.kill()
    process.wait()
    time.sleep(1.0)
    assert not _workers(tmp_path)


def _workers(root: Path) -> list[str]:
    """Processes that have the workspace's lock or any file of it open, by Linux's /proc."""
    found = []
    for link in Path("/proc").glob("[0-9]*/fd/*") if Path("/proc").is_dir() else ():
        try:
            if str(link.readlink()).startswith(str(root)):
                found.append(str(link))
        except OSError:
            continue
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
