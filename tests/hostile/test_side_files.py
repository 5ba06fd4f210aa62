"""Files that people keep beside the PDFs, and those that the program keeps for itself, however broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import fill, kpi_pdf

DEEP = "a = " + "[" * 30_000 + "]" * 30_000
PEOPLE = ("raw/catalog.toml", "raw/hints.toml", "raw/corrections.toml", "raw/indicators.toml", "shihyo.toml")
BROKEN = {
    "nested too deep": DEEP,
    "no text": "\x00\xff",
    "a word": "table = 5",
    "a list of numbers": "table = [5]\ndocument = [5]\ntranscription = [5]\nindicator = [5]\nrun = [5]",
    "a table": "[table]\nx = 1\n[document]\nx = 1\n[transcription]\nx = 1\n[indicator]\nx = 1\n[run]\nx = 1",
    "lists in one line": 'table = [{document = "mikomi"}, {document = ["x"]}]\ntranscription = [{page = 1}]',
    "nothing": "",
}
MEMORIES = {
    "nested too deep": "[" * 200_000,
    "a number": "5",
    "a list": "[]",
    "no text": "\x00\xff",
    "nothing": "",
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after its first run."""
    root = fill(tmp_path_factory.mktemp("done"), mikomi=kpi_pdf())
    assert main(["run", "--quiet", "--root", str(root)]) == ExitCode.OK
    return root


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("name", PEOPLE)
def test_a_broken_file_of_people_is_named(
    done: Path, tmp_path: Path, name: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(done, tmp_path / "root")
    (root / name).write_bytes(BROKEN[what].encode("latin-1"))
    code = main(["run", "--quiet", "--root", str(root)])
    err = capsys.readouterr().err
    assert "unexpected" not in err
    if code != ExitCode.OK:
        assert Path(name).name in err
    else:
        assert what == "nothing"


@pytest.mark.parametrize("what", MEMORIES)
def test_a_broken_memory_costs_time_only(done: Path, tmp_path: Path, what: str) -> None:
    root = shutil.copytree(done, tmp_path / "root")
    names = [p for p in (root / ".shihyo").iterdir() if p.suffix in (".json", ".jsonl")]
    assert len(names) >= 3
    for path in names:
        path.write_bytes(MEMORIES[what].encode("latin-1"))
    before = {p: p.read_bytes() for p in (root / "extracted").iterdir()}
    for command in (["status"], ["run", "--quiet"], ["status"]):
        assert main([*command, "--root", str(root)]) == ExitCode.OK
    assert {p: p.read_bytes() for p in (root / "extracted").iterdir()} == before
