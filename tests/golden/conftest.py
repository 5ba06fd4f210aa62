"""Workspaces that the command has run over, one for each set of documents, made once for a session."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest


def run_over(raw: Path, root: Path) -> Path:
    """Copy ``raw`` to a workspace at ``root``, run the command over it as a user does; return ``root``."""
    shutil.copytree(raw, root / "raw", copy_function=shutil.copyfile)
    command = [sys.executable, "-m", "pipeline.cli", "run", "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def reference_root(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five documents as re-typeset beside the project, without any reviewed alias."""
    return run_over(shared / "raw", tmp_path_factory.mktemp("reference"))


@pytest.fixture(scope="session")
def own_root(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five documents that the project ships."""
    return run_over(repository / "raw", tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def cities_root(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of other municipalities, none of them in a catalogue."""
    raw = tmp_path_factory.mktemp("pdfs")
    for pdf in (shared / "cities").glob("*/*.pdf"):
        shutil.copyfile(pdf, raw / pdf.name)
    return run_over(raw, tmp_path_factory.mktemp("cities"))


@pytest.fixture(params=["reference", "own"])
def kodaira_root(request: pytest.FixtureRequest) -> Path:
    """Each of the two sets of the five documents in turn."""
    root: Path = request.getfixturevalue(f"{request.param}_root")
    return root


@pytest.fixture
def kodaira(kodaira_root: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of :func:`kodaira_root`, read-only."""
    with closing(duckdb.connect(str(kodaira_root / "warehouse.duckdb"), read_only=True)) as connection:
        yield connection
