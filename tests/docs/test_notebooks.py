"""Every notebook runs from top to bottom against the warehouse of the main job, and also as an app."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.py"))

pytest.importorskip("marimo", reason="marimo is not installed")


def _python(shipped: Path, *arguments: str) -> str:
    command = [sys.executable, "-X", "utf8", *arguments]
    environment = os.environ | {"SHIHYO_ROOT": str(shipped), "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, shipped: Path) -> None:
    _python(shipped, str(notebook))


def test_the_notebooks_are_in_order(shipped: Path) -> None:
    _python(shipped, "-m", "marimo", "check", "--strict", *map(str, NOTEBOOKS))


def test_a_notebook_shows_the_figures(shipped: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    original = next(path for path in NOTEBOOKS if path.stem == "provisional_and_final")
    notebook = shutil.copy(original, tmp_path)  # marimo leaves a folder beside it
    _python(shipped, "-m", "marimo", "export", "html", str(notebook), "-o", str(target))
    told = json.dumps("18 件。「差」が正なら")[1:-1]  # as marimo writes it: 13 revised and 5 filled
    assert told in target.read_text(encoding="utf-8")
