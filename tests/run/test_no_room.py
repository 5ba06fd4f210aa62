"""A disk that is full and folders that may not be written to, in truth: on file systems of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import FINAL, fill, kpi_pdf

# In a namespace of its own: a small file system, filled up but for some KiB between two runs.
_FULL = """
import subprocess, sys
from pathlib import Path
from pipeline.cli import main
from tests.small import FINAL, fill, kpi_pdf
root, free = Path(sys.argv[1]), int(sys.argv[2])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(root)], check=True)
run = ["run", "--root", str(root)]
fill(root, mikomi=kpi_pdf())
assert main(run) == 0
before = (root / "warehouse.duckdb").read_bytes()
names = sorted(path.name for path in root.rglob("*"))
fill(root, mikomi=kpi_pdf(FINAL))
filler = root / "filler"
try:
    with filler.open("wb", buffering=0) as stream:
        while stream.write(bytes(1024)):
            pass
except OSError:
    pass
with filler.open("r+b") as stream:
    stream.truncate(filler.stat().st_size - 1024 * free)
code = main(run)
filler.unlink()
assert (root / "warehouse.duckdb").read_bytes() == before, "the warehouse changed"
assert set(path.name for path in root.rglob("*")) <= {*names}, "something is left behind"
assert main(run) == 0
assert (root / "warehouse.duckdb").read_bytes() != before
print(f"code {code}")
"""
# Root may write everywhere until it gives that right up; the program that it becomes hasn't it either.
_WITHOUT_RIGHTS = """
import ctypes, os, sys
if os.geteuid() == 0:
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0):
            sys.exit(77)
os.execv(sys.executable, [sys.executable, "-m", "pipeline.cli", *sys.argv[1:]])
"""
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for a small disk")


@LINUX
@pytest.mark.parametrize("free", [0, 8, 64, 300])
def test_a_full_disk(free: int, tmp_path: Path, repository: Path) -> None:
    apart = ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], check=False).returncode:
        pytest.skip("the system gives no namespace for a small disk")
    command = [*apart, sys.executable, "-c", _FULL, str(tmp_path), str(free)]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] in (f"code {ExitCode.STORAGE:d}", f"code {ExitCode.SOME_FAILED:d}")
    assert "No space left" in done.stderr or "can't be built" in done.stderr
    assert "Traceback" not in done.stderr


@LINUX
@pytest.mark.parametrize("folder", [".", ".shihyo", "extracted", "normalized/mikomi"])
def test_a_folder_that_may_not_be_written_to(folder: str, tmp_path: Path, repository: Path) -> None:
    root = fill(tmp_path / "root", mikomi=kpi_pdf())
    run = ["run", "--quiet", "--root", str(root)]
    assert main(run) == ExitCode.OK
    before = _files(root)
    fill(root, mikomi=kpi_pdf(FINAL))
    (root / folder).chmod(0o555)
    command = [sys.executable, "-c", _WITHOUT_RIGHTS, *run]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    (root / folder).chmod(0o755)
    if done.returncode == 77:
        pytest.skip("root may write everywhere here")
    assert done.returncode in (ExitCode.STORAGE, ExitCode.SOME_FAILED), done.stderr
    assert "ermission denied" in done.stderr
    assert str(root) in done.stderr
    assert "Traceback" not in done.stderr
    assert _files(root)["warehouse.duckdb"] == before["warehouse.duckdb"]
    assert _files(root).keys() <= before.keys()
    assert main(run) == ExitCode.OK
    assert _files(root)["warehouse.duckdb"] != before["warehouse.duckdb"]


@LINUX
def test_a_fresh_folder_that_may_not_be_written_to(tmp_path: Path, repository: Path) -> None:
    root = fill(tmp_path / "root", mikomi=kpi_pdf())
    root.chmod(0o555)
    command = [sys.executable, "-c", _WITHOUT_RIGHTS, "run", "--root", str(root)]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    root.chmod(0o755)
    if done.returncode == 77:
        pytest.skip("root may write everywhere here")
    assert done.returncode == ExitCode.STORAGE
    assert "ermission denied" in done.stderr
    assert os.listdir(root) == ["raw"]  # noqa: PTH208


def _files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and path.parts[-2] != "raw")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
