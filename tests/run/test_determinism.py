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
SURROUNDINGS = {
    "far in the east, in UTF-8": {"LC_ALL": "C.UTF-8", "TZ": "AAA-14", "PYTHONHASHSEED": "4242"},
    "far in the west, in ASCII": {
        "LC_ALL": "C",
        "TZ": "BBB+11:30",
        "PYTHONHASHSEED": "7",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "in Japan, in EUC": {"LC_ALL": "ja_JP.EUC-JP", "TZ": "JST-9", "PYTHONHASHSEED": "99"},
    "in Turkey, where I is ı": {"LC_ALL": "tr_TR.UTF-8", "LC_NUMERIC": "tr_TR.UTF-8", "TZ": "TRT-3"},
}
_TELL = "import locale, time; locale.setlocale(locale.LC_ALL, ''); print(time.timezone, locale.getencoding())"


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


@pytest.mark.parametrize("where", SURROUNDINGS)
def test_other_surroundings(
    where: str, reference: dict[str, bytes], tmp_path: Path, repository: Path
) -> None:
    """Three jobs, files that came in another order, another locale, time zone and order of sets."""
    told, plain = (_told(each) for each in (SURROUNDINGS[where], {}))
    if told is None:
        pytest.skip("the system has no such locale")
    assert told != plain
    root = _workspace(tmp_path, repository, backwards=True)
    assert _differing(_bytes(root, repository, SURROUNDINGS[where], ["--jobs", "3"]), reference) == []


def _told(more: dict[str, str]) -> str | None:
    """What Python makes of such surroundings: offset and encoding; None where the locale is not there."""
    environment = {**os.environ, **BASE, **more}
    done = subprocess.run(
        [sys.executable, "-c", _TELL], env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else None


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


def test_another_python(
    reference: dict[str, bytes], tmp_path: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    python = next(_other_pythons(repository, tmp_path_factory), "")
    if not python:
        pytest.skip("no other Python here has the packages (SHIHYO_OTHER_PYTHON can name one)")
    found = _bytes(_workspace(tmp_path, repository), repository, {}, [], python)
    assert _differing(found, reference) == []


def _other_pythons(repository: Path, folders: pytest.TempPathFactory) -> Iterator[str]:
    """Pythons of another version that have what the project needs; in CI it is installed for them."""
    code = "import sys; print(*sys.version_info[:2]); import duckdb, pyarrow, pypdfium2, playa, regex, jaconv"
    for path in _pythons():
        done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
        version = tuple(int(part) for part in done.stdout.split())
        if version < (3, 11) or version == sys.version_info[:2]:
            continue
        if done.returncode == 0:
            yield path
        elif os.environ.get("CI") == "true":
            yield _with_packages(path, folders.mktemp("other"), repository)


def _pythons() -> list[str]:
    """The Python that is named, else those on the path and those that pyenv keeps, newest first."""
    if named := os.environ.get("SHIHYO_OTHER_PYTHON"):
        return [named]
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = (shutil.which(f"python3.{minor}") for minor in range(19, 10, -1))
    by_pyenv = (str(p) for minor in range(19, 10, -1) for p in kept.glob(f"3.{minor}.*/bin/python3"))
    return [path for path in (*on_path, *by_pyenv) if path]


def _with_packages(python: str, folder: Path, repository: Path) -> str:
    """Make an environment of ``python`` with the pinned packages; skip where that can't be done."""
    own = folder / "bin" / "python"
    pins = ["-m", "pip", "install", "--quiet", "-r", str(repository / "requirements.txt")]
    for command in ([python, "-m", "venv", str(folder)], [str(own), *pins]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"{python} can't be given the packages: {done.stderr[-200:]}")
    return str(own)


def _differing(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    names = found.keys() | expected.keys()
    return sorted(name for name in names if found.get(name) != expected.get(name))
