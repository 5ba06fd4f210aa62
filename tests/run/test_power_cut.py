"""A power cut at each rename of a run in turn: the warehouse is whole, the next run mends the rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.small import CATALOG, FINAL, ROWS, fill, kpi_pdf

_MOST = 40  # renames of one run
_CUT = 137
# Ends the process, without a word to anybody, instead of the rename number argv[1] (after it, if negative).
_RUN = """
import os, sys
number, rename = int(sys.argv[1]), os.replace
def cut(*arguments, **named):
    global number
    number += -1 if number > 0 else 1
    if number == 0:
        if int(sys.argv[1]) < 0:
            rename(*arguments, **named)
        os._exit(137)
    rename(*arguments, **named)
os.replace = os.rename = cut
from pipeline.cli import main
sys.exit(main(["run", "--quiet", "--jobs", "1", "--root", sys.argv[2]]))
"""


def _change(root: Path, number: int) -> None:
    rows = [("人口の社会増減", "713人", f"{number}人", "1,000人"), *ROWS[1:]]
    fill(root, mikomi=kpi_pdf(rows), kakutei=kpi_pdf(FINAL, "実績"))
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")


def _figure(root: Path) -> int:
    query = (
        "SELECT value FROM observation WHERE document_id = 'mikomi' AND value_kind = 'actual' AND row_no = 2"
    )
    with connect(Workspace(root)) as connection:
        ((value,),) = connection.execute(query).fetchall()
        assert connection.execute("SELECT count(*) FROM observation").fetchall() == [(18,)]
    return int(value)


def _layers(root: Path) -> dict[str, bytes]:
    files = (p for layer in ("extracted", "normalized") for p in (root / layer).rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


def _cut_at(number: int, root: Path, repository: Path) -> bool:
    """Run until a rename; say whether the power went."""
    command = [sys.executable, "-c", _RUN, str(number), str(root)]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (_CUT, ExitCode.OK), done.stderr
    return done.returncode == _CUT


def test_each_rename_in_turn(tmp_path: Path, repository: Path) -> None:
    root, clean = tmp_path / "cut", tmp_path / "clean"
    _change(root, 100)
    assert main(["run", "--quiet", "--root", str(root)]) == ExitCode.OK
    before, cuts = 100, 0
    for number in range(1, _MOST):
        _change(root, 200 + number)
        went = _cut_at(number if number % 2 else -number, root, repository)
        assert _figure(root) in (before, 200 + number)
        before = _figure(root)
        cuts += went
        if not went:
            break
    assert cuts >= 3
    assert main(["run", "--quiet", "--root", str(root)]) == ExitCode.OK
    _change(clean, 200 + cuts + 1)
    assert main(["run", "--quiet", "--root", str(clean)]) == ExitCode.OK
    assert _figure(root) == _figure(clean) == 200 + cuts + 1
    assert _layers(root) == _layers(clean)
    assert {p.name for p in root.iterdir()} == {p.name for p in clean.iterdir()}
    assert {p.name for p in (root / ".shihyo").iterdir()} == {p.name for p in (clean / ".shihyo").iterdir()}
