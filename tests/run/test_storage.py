"""No room and no right to write: said with the place, the old warehouse whole, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import FINAL, fill, kpi_pdf

_SCARCE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from pipeline.cli import main
sys.exit(main(["run", "--quiet", "--root", sys.argv[2]]))
"""


def _run(root: Path, largest: int, repository: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _SCARCE, str(largest), str(root)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=repository, check=False)


@pytest.mark.skipif(os.name == "nt", reason="no limit on the size of files")
@pytest.mark.parametrize("largest", [300, 5_000, 100_000])
def test_files_that_cannot_grow(largest: int, tmp_path: Path, repository: Path) -> None:
    fill(tmp_path, mikomi=kpi_pdf())
    assert main(["run", "--quiet", "--root", str(tmp_path)]) == ExitCode.OK
    before = (tmp_path / "warehouse.duckdb").read_bytes()
    fill(tmp_path, mikomi=kpi_pdf(FINAL))
    done = _run(tmp_path, largest, repository)
    assert done.returncode in (ExitCode.STORAGE, ExitCode.SOME_FAILED)
    assert "File too large" in done.stderr or "can't be built" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "warehouse.duckdb").read_bytes() == before
    assert not [p for p in tmp_path.rglob("*") if ".tmp" in p.name or ".new" in p.name or "partial" in p.name]
    assert main(["run", "--quiet", "--root", str(tmp_path)]) == ExitCode.OK
    assert (tmp_path / "warehouse.duckdb").read_bytes() != before


def test_a_file_in_the_place_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, mikomi=kpi_pdf())
    (tmp_path / ".shihyo").write_text("not a folder", encoding="utf-8")
    assert main(["run", "--quiet", "--root", str(tmp_path)]) == ExitCode.STORAGE
    assert str(tmp_path / ".shihyo") in capsys.readouterr().err


def test_a_clock_that_goes_back(tmp_path: Path) -> None:
    fill(tmp_path, mikomi=kpi_pdf())
    future = 4_000_000_000
    os.utime(tmp_path / "raw" / "mikomi.pdf", (future, future))
    assert main(["run", "--quiet", "--root", str(tmp_path)]) == ExitCode.OK
    fill(tmp_path, mikomi=kpi_pdf(FINAL))
    os.utime(tmp_path / "raw" / "mikomi.pdf", (future, future))
    before = (tmp_path / "extracted" / "mikomi.jsonl").read_bytes()
    assert main(["run", "--quiet", "--root", str(tmp_path)]) == ExitCode.OK
    assert (tmp_path / "extracted" / "mikomi.jsonl").read_bytes() != before
