"""Inputs that can't be read, and inputs that look so: a message with file and remedy, the others load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.bad import encrypted, tableless, textless
from tests.small import fill, kpi_pdf


def _run(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, Any]], str]:
    code = main(["run", "--root", str(root), "--json"])
    out, err = capsys.readouterr()
    return code, {row["document_id"]: row for row in json.loads(out)["documents"]}, err


def test_a_password_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, good=kpi_pdf(), locked=encrypted("himitsu"))
    code, rows, said = _run(tmp_path, capsys)
    assert code == ExitCode.SOME_FAILED
    assert {name: row["outcome"] for name, row in rows.items()} == {"good": "read", "locked": "failed"}
    assert "locked.pdf" in said
    assert "password" in said


def test_what_opens_without_a_password_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, good=kpi_pdf(), open=encrypted(""))
    code, rows, _ = _run(tmp_path, capsys)
    assert code == ExitCode.OK
    assert rows["open"]["outcome"] == "read"


def test_pages_without_text_are_listed_and_are_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path, good=kpi_pdf(), scan=textless())
    code, rows, _ = _run(tmp_path, capsys)
    assert code == ExitCode.OK
    assert rows["scan"]["unreadable"] == "page 1 (no text layer)"
    assert main(["run", "--root", str(tmp_path)]) == ExitCode.OK
    assert "page 1 (no text layer)" in capsys.readouterr().out


def test_no_table_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, prose=tableless())
    code, rows, _ = _run(tmp_path, capsys)
    assert code == ExitCode.OK
    assert rows["prose"]["tables"] == 0
    assert main(["run", "--root", str(tmp_path), "--force"]) == ExitCode.OK
    assert "no table" in capsys.readouterr().out


def test_other_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, good=kpi_pdf())
    for name in ("表.xlsx", "good.docx", ".DS_Store"):
        (tmp_path / "raw" / name).write_bytes(b"x")
    assert main(["run", "--root", str(tmp_path)]) == ExitCode.OK
    assert "only PDFs are read:\n  good.docx\n  表.xlsx\n" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["指標 一覧（最終）", "a'b", "ば", "x;DROP TABLE observation"])
def test_names_are_only_names(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, **{name: kpi_pdf()})
    code, rows, _ = _run(tmp_path, capsys)
    assert code == ExitCode.OK
    (row,) = rows.values()
    assert row["observations"] == 9


@pytest.mark.parametrize("file", ["hints.toml", "indicators.toml"])
def test_broken_settings_are_named_and_documents_load(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path, good=kpi_pdf())
    path = tmp_path / "raw" / file
    path.write_text("[[x\n", encoding="utf-8")
    for _ in range(2):
        code, rows, said = _run(tmp_path, capsys)
        assert code == ExitCode.SOME_FAILED
        assert f"{path}" in said
        assert "not valid TOML" in said
        assert rows["good"]["outcome"] in ("read", "unchanged")
    assert (tmp_path / "warehouse.duckdb").exists()
