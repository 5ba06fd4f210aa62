"""The main job as a user meets it: what comes in, what stands still, what fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import CATALOG, FINAL, ROWS, fill, kpi_pdf
from tests.typeset import Cell, Table, Text, typeset

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json; give its exit code, its output and what it said."""

    def call(command: str, root: Path, *options: str) -> tuple[int, Any, str]:
        code = main([command, "--root", str(root), "--json", *options])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else {}, err

    return call


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a provisional and a final release."""
    fill(tmp_path, mikomi=kpi_pdf(), kakutei=kpi_pdf(FINAL, "実績"))
    (tmp_path / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workspace after a run."""
    root = fill(tmp_path_factory.mktemp("loaded"), mikomi=kpi_pdf(), kakutei=kpi_pdf(FINAL, "実績"))
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    return root


@pytest.fixture
def loaded(template: Path, tmp_path: Path) -> Path:
    """A copy of the workspace after a run."""
    return Path(shutil.copytree(template, tmp_path / "workspace"))


def _outcomes(report: dict[str, Any]) -> dict[str, str]:
    return {row["document_id"]: row["outcome"] for row in report["documents"]}


def _stamps(root: Path) -> dict[str, tuple[int, bytes]]:
    files = (p for layer in ("extracted", "normalized") for p in (root / layer).rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


def _values(root: Path, capsys: pytest.CaptureFixture[str], query: str) -> list[dict[str, Any]]:
    assert main(["sql", query, "--root", str(root), "--json"]) == ExitCode.OK
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def test_documents_come_in(root: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code, report, said = run("run", root)
    assert (code, said) == (ExitCode.OK, "")
    assert _outcomes(report) == {"kakutei": "read", "mikomi": "read"}
    assert report["warehouse"]["totals"]["observations"] == 2 * 3 * len(ROWS)
    assert report["warehouse"]["revisions"] == {"confirmed": 1, "filled": 1, "revised": 1}
    where = "document_id = 'mikomi' AND value_kind = 'actual'"
    query = f"SELECT indicator, value, unit FROM observation WHERE {where} ORDER BY row_no"
    rows = _values(root, capsys, query)
    assert rows[1] == {"indicator": "認定創業支援による創業者数", "value": 417, "unit": "件"}


def test_a_second_run_touches_nothing(loaded: Path, run: Run) -> None:
    before, warehouse = _stamps(loaded), (loaded / "warehouse.duckdb").stat()
    code, report, _ = run("run", loaded)
    assert code == ExitCode.OK
    assert set(_outcomes(report).values()) == {"unchanged"}
    assert not report["warehouse"]["built"]
    assert _stamps(loaded) == before
    assert (loaded / "warehouse.duckdb").stat().st_mtime_ns == warehouse.st_mtime_ns


def test_without_its_memory_a_run_writes_the_same_bytes(loaded: Path, run: Run) -> None:
    before = _stamps(loaded)
    for path in sorted((loaded / ".shihyo").iterdir()):
        path.unlink()
    _, report, _ = run("run", loaded, "--jobs", "1")
    assert set(_outcomes(report).values()) == {"read"}
    assert _stamps(loaded) == before


def test_only_what_changed_is_read_again(loaded: Path, run: Run) -> None:
    fill(loaded, kakutei=kpi_pdf((("人口の社会増減", "713人", "714人", "1,000人"), *FINAL[1:]), "実績"))
    code, report, _ = run("run", loaded)
    assert code == ExitCode.OK
    assert _outcomes(report) == {"kakutei": "read", "mikomi": "unchanged"}
    changes = report["warehouse"]["changes"]
    assert changes == [{"document_id": "kakutei", "added": 0, "removed": 0, "changed": 1}]


def test_a_document_that_leaves_raw_leaves_everything(loaded: Path, run: Run) -> None:
    (loaded / "raw" / "mikomi.pdf").unlink()
    (loaded / "raw" / "catalog.toml").unlink()
    code, report, _ = run("run", loaded)
    assert code == ExitCode.OK
    assert _outcomes(report)["mikomi"] == "removed"
    assert not (loaded / "extracted" / "mikomi.jsonl").exists()
    assert not (loaded / "normalized" / "mikomi").exists()
    assert report["warehouse"]["totals"]["documents"] == 1


@pytest.mark.parametrize("layer", ["extracted/mikomi.jsonl", "normalized/mikomi/observation.parquet"])
def test_a_deleted_layer_is_built_again(loaded: Path, run: Run, layer: str) -> None:
    before = (loaded / layer).read_bytes()
    (loaded / layer).unlink()
    _, report, _ = run("run", loaded)
    assert _outcomes(report)["mikomi"] == "read"
    assert (loaded / layer).read_bytes() == before


def test_the_stages_one_by_one_do_what_run_does(root: Path, run: Run, tmp_path: Path) -> None:
    for stage in ("extract", "normalize", "load"):
        assert run(stage, root)[0] == ExitCode.OK
    _, report, _ = run("run", root)
    assert set(_outcomes(report).values()) == {"unchanged"}


def test_bad_files_cost_only_themselves(root: Path, run: Run) -> None:
    whole = kpi_pdf()
    fill(root, letter=b"Dear Sir", empty=b"", torn=whole[: len(whole) // 3])
    code, report, said = run("run", root)
    assert code == ExitCode.SOME_FAILED
    failed = {name for name, outcome in _outcomes(report).items() if outcome == "failed"}
    assert failed == {"letter", "empty", "torn"}
    for name in failed:
        line = next(line for line in said.splitlines() if f"{name}.pdf" in line)
        assert line.startswith("shihyo: ")
    assert report["warehouse"]["totals"]["documents"] == 2
    # a failure is not tried again until something changes, and is said again
    code, report, again = run("run", root)
    assert (code, again) == (ExitCode.SOME_FAILED, said)
    assert report["warehouse"]["totals"]["documents"] == 2


def test_a_document_that_fails_is_in_no_layer(loaded: Path, run: Run) -> None:
    kept = (loaded / "extracted" / "mikomi.jsonl").read_bytes()
    fill(loaded, mikomi=b"no")
    run("run", loaded)
    for _ in range(2):
        assert not (loaded / "extracted" / "mikomi.jsonl").exists()
        assert not (loaded / "normalized" / "mikomi").exists()
        (loaded / "extracted" / "mikomi.jsonl").write_bytes(kept)
        _, report, _ = run("run", loaded)
        assert report["warehouse"]["totals"]["documents"] == 1


def test_the_last_good_warehouse_stays_where_nothing_can_be_read(loaded: Path, run: Run) -> None:
    before = (loaded / "warehouse.duckdb").read_bytes()
    fill(loaded, mikomi=b"no", kakutei=b"no")
    code, report, said = run("run", loaded)
    assert code == ExitCode.SOME_FAILED
    assert report["warehouse"] is None
    assert "stays as it was" in said
    assert (loaded / "warehouse.duckdb").read_bytes() == before
    for path in (loaded / "raw").glob("*.pdf"):
        path.unlink()
    assert run("run", loaded)[0] == ExitCode.NO_INPUT
    assert (loaded / "warehouse.duckdb").read_bytes() == before


def test_a_broken_catalogue_is_named_and_documents_load(root: Path, run: Run) -> None:
    path = root / "raw" / "catalog.toml"
    path.write_text(CATALOG.replace('"まち総合戦略"', '"まち総合戦略', 1), encoding="utf-8")
    code, report, said = run("run", root)
    assert code == ExitCode.SOME_FAILED
    assert f"{path}, line 5: not valid TOML" in said
    assert report["warehouse"]["totals"]["documents"] == 2


def test_an_entry_without_its_file_is_named(root: Path, run: Run) -> None:
    (root / "raw" / "mikomi.pdf").unlink()
    code, report, said = run("run", root)
    assert code == ExitCode.SOME_FAILED
    assert "'mikomi.pdf', which is not in raw/" in said
    assert report["warehouse"]["totals"]["documents"] == 1


def test_another_file_than_the_catalogue_describes_is_refused(root: Path, run: Run) -> None:
    with (root / "raw" / "catalog.toml").open("a", encoding="utf-8") as stream:
        stream.write(f'sha256 = "{"0" * 64}"\n')
    code, report, said = run("run", root)
    assert code == ExitCode.SOME_FAILED
    assert _outcomes(report) == {"kakutei": "failed", "mikomi": "read"}
    assert "SHA-256 differs" in said


def test_two_files_with_one_id(root: Path, run: Run) -> None:
    (root / "raw" / "sub").mkdir()
    (root / "raw" / "sub" / "mikomi.pdf").write_bytes(kpi_pdf(ROWS[:1]))
    code, _, said = run("run", root)
    assert code == ExitCode.SOME_FAILED
    assert "has the id 'mikomi' already" in said


def test_one_failing_document_by_name_costs_the_others_nothing(loaded: Path, run: Run) -> None:
    fill(loaded, mikomi=b"no")
    code, report, _ = run("run", loaded, "mikomi")
    assert code == ExitCode.SOME_FAILED
    assert report["warehouse"]["totals"]["documents"] == 1


def test_force_reads_again(loaded: Path, run: Run) -> None:
    before = _stamps(loaded)
    _, report, _ = run("run", loaded, "--force", "mikomi")
    assert _outcomes(report) == {"mikomi": "read"}
    assert _stamps(loaded) == before


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for one process")
def test_an_interrupted_run_goes_on_later(root: Path, run: Run) -> None:
    fill(root, **{f"a{number}": kpi_pdf(ROWS[: number % 3 + 1]) for number in range(8)})
    command = [sys.executable, "-m", "pipeline.cli", "run", "--jobs", "1", "--root", str(root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    while not list((root / "extracted").glob("*.jsonl")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (ExitCode.INTERRUPTED, "")
    assert err.startswith("shihyo: interrupted")
    _, report, _ = run("run", root)
    assert report["warehouse"]["totals"]["documents"] == 10


def test_one_document_by_name(root: Path, run: Run) -> None:
    code, report, _ = run("extract", root, "mikomi.pdf")
    assert (code, _outcomes(report)) == (ExitCode.OK, {"mikomi": "read"})
    assert main(["extract", "--root", str(root), "mikomu"]) == ExitCode.USAGE


def test_a_hanging_document_is_stopped(root: Path, run: Run) -> None:
    code, report, said = run("run", root, "--time-limit", "0.01")
    assert code == ExitCode.SOME_FAILED
    assert set(_outcomes(report).values()) == {"failed"}
    assert "longer than 0.01 s" in said
    assert run("run", root)[0] == ExitCode.OK  # other limits are worth another try


def test_status_tells_without_doing(root: Path, run: Run) -> None:
    def states() -> dict[str, str]:
        _, rows, _ = run("status", root)
        return {row["document_id"]: row["state"] for row in rows}

    assert states() == {"kakutei": "new", "mikomi": "new"}
    assert not (root / "extracted").exists()
    run("run", root)
    assert states() == {"kakutei": "current", "mikomi": "current"}
    fill(root, mikomi=kpi_pdf(ROWS[:1]))
    (root / "raw" / "kakutei.pdf").unlink()
    (root / "raw" / "catalog.toml").unlink()
    assert states() == {"kakutei": "left", "mikomi": "stale"}


def test_a_budget_ledger_is_named_among_what_was_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = [Cell(text) for text in ("款", "項", "目", "本年度予算額")]
    ledger = Table([60.0, 60.0, 60.0, 120.0], [head, [Cell(text) for text in ("1", "2", "3", "12,000")]])
    fill(tmp_path, yosan=typeset([Text("予算書", 14.0), ledger], title="").pdf)
    assert main(["run", "--root", str(tmp_path), "--quiet"]) == ExitCode.OK
    assert (
        "Tables recognised and not read:\n  yosan  budget or accounting ledgers: 1\n"
        in capsys.readouterr().out
    )
