"""The same input gives the same bytes: any number of jobs, order of files, locale, time zone, Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small import CATALOG, FINAL, fill, kpi_pdf

BASE = {"LC_ALL": "C", "LANG": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"}
OTHER = {
    "LC_ALL": "ja_JP.SJIS",
    "LANG": "tr_TR.UTF-8",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "4242",
}


def _workspace(root: Path, repository: Path, backwards: bool = False) -> Path:
    """A provisional and a final release and a document of the project, written in one order or the other."""
    documents = [("mikomi", kpi_pdf()), ("kakutei", kpi_pdf(FINAL, "実績"))]
    documents.append(("cards", (repository / "raw" / "reform-items-h28.pdf").read_bytes()))
    for stem, data in reversed(documents) if backwards else documents:
        fill(root, **{stem: data})
    entries = CATALOG.strip().split("\n\n")
    text = "\n\n".join(reversed(entries) if backwards else entries)
    (root / "raw" / "catalog.toml").write_text(text + "\n", encoding="utf-8")
    return root


def _bytes(
    root: Path, repository: Path, more: dict[str, str], options: list[str], python: str = sys.executable
) -> dict[str, bytes]:
    command = [python, "-m", "pipeline.cli", "run", "--quiet", "--root", str(root), *options]
    environment = {**os.environ, **BASE, **more, "PYTHONPATH": str(repository)}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    files = (p for layer in ("extracted", "normalized") for p in (root / layer).rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> dict[str, bytes]:
    """What one job in the plainest surroundings writes."""
    root = _workspace(tmp_path_factory.mktemp("reference"), repository)
    found = _bytes(root, repository, {}, ["--jobs", "1"])
    assert any(name.startswith("normalized/cards/") for name in found)
    return found


def test_other_surroundings(reference: dict[str, bytes], tmp_path: Path, repository: Path) -> None:
    """Three jobs, files that came in another order, another locale, time zone and order of sets."""
    root = _workspace(tmp_path, repository, backwards=True)
    assert _differing(_bytes(root, repository, OTHER, ["--jobs", "3"]), reference) == []


def test_one_after_another(reference: dict[str, bytes], tmp_path: Path, repository: Path) -> None:
    """Documents that come in one run at a time end as those that come in together."""
    root = _workspace(tmp_path, repository)
    away = tmp_path / "away"
    away.mkdir()
    waiting = sorted((root / "raw").glob("*.pdf"))[1:]
    for path in waiting:
        path.replace(away / path.name)
    catalog = root / "raw" / "catalog.toml"
    shutil.move(catalog, away)
    _bytes(root, repository, {}, [])
    for path in away.iterdir():
        path.replace(root / "raw" / path.name)
    found = _bytes(root, repository, {}, [])
    assert _differing(found, reference) == []


def test_another_python(reference: dict[str, bytes], tmp_path: Path, repository: Path) -> None:
    python = next(_other_pythons(), "")
    if not python:
        pytest.skip("no other Python here has the packages (SHIHYO_OTHER_PYTHON can name one)")
    found = _bytes(_workspace(tmp_path, repository), repository, {}, [], python)
    assert _differing(found, reference) == []


def _other_pythons() -> Iterator[str]:
    """Pythons of another version that have what the project needs."""
    named = os.environ.get("SHIHYO_OTHER_PYTHON")
    names = [named] if named else [f"python3.{minor}" for minor in range(11, 20)]
    code = "import sys, duckdb, pyarrow, pypdfium2, playa, regex, jaconv; print(*sys.version_info[:2])"
    for name in names:
        path = shutil.which(name)
        if path:
            done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
            if done.returncode == 0 and done.stdout.split() != [str(n) for n in sys.version_info[:2]]:
                yield path


def _differing(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    names = found.keys() | expected.keys()
    return sorted(name for name in names if found.get(name) != expected.get(name))
