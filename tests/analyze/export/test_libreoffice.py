"""A workbook opened by another program: LibreOffice sees numbers as numbers, dates as dates, no formula."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analyze.export import excel
from pipeline.analyze.export.sheets import sheets
from pipeline.warehouse import connect
from pipeline.workspace import Workspace


def test_libreoffice_sees_numbers(loaded: Path, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice")
    with connect(Workspace(loaded)) as connection:
        found = next(sheets(connection, "ja", ["series"]))
    at = found.place("indicator") or 0
    rows = [(*row[:at], "=1+1", *row[at + 1 :]) for row in found.rows]
    excel.write([replace(found, rows=rows)], tmp_path / "a.xlsx", "ja")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=120)
    opened = (tmp_path / "a.fods").read_text(encoding="utf-8")
    assert re.search(r'office:value-type="float" office:value="78\.1"', opened)
    assert 'office:date-value="2021-03-31"' in opened
    formulas = set(re.findall(r'table:formula="([^"]+)"', opened))
    assert formulas <= {"of:=TRUE()", "of:=FALSE()"}  # how it writes a boolean
    assert "<text:p>=1+1</text:p>" in opened
