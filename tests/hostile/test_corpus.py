"""Nothing hangs past its limit, nothing takes the run down, and every refusal names the file."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.hostile.corpus import Make, corpus, write
from tests.hostile.measure import LIMITS, documented, measure
from tests.small import fill, kpi_pdf

SLACK = 5.0  # seconds on a busy machine
REFUSALS = ("NotAPdfError", "DamagedPdfError", "EncryptedPdfError", "MemoryLimitError")
FILES = list(corpus())


@pytest.mark.parametrize(("name", "make"), FILES, ids=[name for name, _ in FILES])
def test_one_file(name: str, make: Make, tmp_path: Path, repository: Path) -> None:
    if name == "2 GB of nothing" and sys.platform != "linux":
        pytest.skip("sparse files are not to be had everywhere")
    write(tmp_path / "raw", name, make)
    result = measure(tmp_path)
    print(f"{name:28} {result.seconds:6.1f} s {result.peak:5} MiB  {result.outcome}")
    assert result.seconds < LIMITS.seconds + SLACK
    if result.error == "TimeLimitError":  # a machine may be slower than the one of the table
        return
    assert result.error in ("", *REFUSALS), result.outcome
    expected = documented(repository / "docs" / "hostile.md")[name].split("|")[2].strip()
    if not name.startswith("bits flipped") and "longer than" not in expected:
        assert _said(result.outcome) == _said(expected), "python -m tests.hostile"


def _said(outcome: str) -> str:
    """An outcome without its counts: of pages and tables more may be understood one day."""
    return re.sub(r"read: pages \d+, tables \d+", "read", outcome)


def test_the_table_in_the_docs_has_each_file(repository: Path) -> None:
    assert documented(repository / "docs" / "hostile.md").keys() >= {name for name, _ in FILES}, (
        "python -m tests.hostile"
    )


def test_together_they_cost_a_good_document_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path, good=kpi_pdf())
    quick = [
        (n, m) for n, m in FILES if n.startswith(("cut", "bits", "a wrong", "nothing", "a loop", "text"))
    ]
    for name, make in quick:
        write(tmp_path / "raw", name, make)
    code = main(["run", "--root", str(tmp_path), "--json", "--time-limit", "20"])
    out, err = capsys.readouterr()
    report = json.loads(out)
    rows = {row["document_id"]: row for row in report["documents"]}
    assert code == ExitCode.SOME_FAILED
    assert rows["good"]["observations"] == 9
    failed = [name for name, row in rows.items() if row["outcome"] == "failed"]
    assert failed
    assert all(f"{name}.pdf" in err for name in failed)
