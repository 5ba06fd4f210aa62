"""The command line as a whole: help, mistakes, what it loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode

HEAVY = ("duckdb", "pandas", "pyarrow", "numpy", "pdfplumber", "pypdfium2", "camelot", "playa", "regex")


def test_help_loads_nothing_heavy(repository: Path) -> None:
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, encoding="utf-8", cwd=repository
    )
    assert "shihyo" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["rum"], "Did you mean run?"),
        (["run", "--jobs", "0"], "no whole number above 0"),
        (["run", "--jobs", "x"], "no whole number above 0"),
        (["run", "--time-limit", "x"], "no number of seconds above 0"),
        (["export"], "required: xlsx|csv|parquet|package."),
        (["sql"], "QUERY"),
        (["diff", "a", "b", "c"], "two releases at most"),
        (["diff", "--indicators"], "asks for a document"),
        (["diff", "--statistics", "--exit-code"], "compares no two"),
        (["diff", "--targets", "--statistics"], "not allowed with"),
        (["run", "--reader", "three"], "invalid choice"),
    ],
)
def test_a_mistake_is_named(line: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("shihyo: ")
    assert says in err


def test_a_stage_is_a_script(repository: Path) -> None:
    for stage in ("extract", "normalize", "load"):
        command = [sys.executable, "-m", f"pipeline.{stage}", "--help"]
        done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=repository)
        assert done.returncode == 0
        assert f"shihyo {stage}" in done.stdout


@pytest.mark.parametrize("command", ["run", "extract", "status"])
def test_no_folder_and_no_pdf(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--root", str(tmp_path)]) == ExitCode.NO_INPUT
    assert "there is no folder raw/" in capsys.readouterr().err
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.xlsx").write_bytes(b"")
    assert main([command, "--root", str(tmp_path)]) == ExitCode.NO_INPUT
    err = capsys.readouterr().err
    assert str(tmp_path / "raw") in err
    assert "Put a PDF there" in err


@pytest.mark.parametrize("line", [["sql", "SELECT 1"], ["diff"], ["trace", "x"]])
def test_no_warehouse_yet(line: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*line, "--root", str(tmp_path)]) == ExitCode.NO_WAREHOUSE
    assert "Run `shihyo run`" in capsys.readouterr().err
