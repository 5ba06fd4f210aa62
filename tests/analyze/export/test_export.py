"""What other programs get: numbers as numbers, text as text, and every column explained."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from pipeline.analyze.export import excel, package, plain
from pipeline.analyze.export.codes import code_of
from pipeline.analyze.export.harmless import harmless, is_risky
from pipeline.analyze.export.run import KINDS
from pipeline.analyze.export.sheets import Column, Sheet, sheets
from pipeline.analyze.export.wareki import day, fiscal_year
from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.layers.contract import tables
from pipeline.warehouse import connect
from pipeline.workspace import Workspace

ATTACKS = (
    "=1+1",
    '=HYPERLINK("http://example.invalid")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
)


def _export(root: Path, kind: str, target: Path, *more: str) -> None:
    assert main(["export", "--root", str(root), kind, *more, "--out", str(target)]) == ExitCode.OK


def _sheet(*texts: str) -> Sheet:
    columns = (
        Column("printed", "印字", "VARCHAR", "", False),
        Column("value", "値", "DECIMAL(38,10)", "", False),
        Column("notes", "注", "VARCHAR[]", "", False),
    )
    rows = [(text, Decimal("1234.5000000000"), [text]) for text in texts]
    return Sheet("series", "最新値", "", "value", columns, rows)


def test_a_workbook_has_numbers_dates_and_notes(loaded: Path, tmp_path: Path) -> None:
    _export(loaded, "xlsx", tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    page = book["最新値"]
    assert page.freeze_panes == "A2"
    head = {cell.value: cell.column for cell in page[1]}
    rows = list(page.iter_rows(min_row=2))
    target = next(
        r for r in rows if r[head["指標"] - 1].value == "市民の定住意向" and r[head["値"] - 1].value == 85
    )
    assert target[head["値"] - 1].number_format == "#,##0.0"
    assert target[head["期間末日"] - 1].value.date() == date(2021, 3, 31)
    assert target[head["期間末日"] - 1].is_date
    assert page.column_dimensions["A"].width >= 7
    explained = {row[2].value: row[3].value for row in book["説明"].iter_rows(min_row=2)}
    assert explained["fiscal_year"]


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_becomes_a_formula(text: str, tmp_path: Path) -> None:
    sheet = _sheet(text)
    excel.write([sheet], tmp_path / "a.xlsx", "ja")
    cell = load_workbook(tmp_path / "a.xlsx")["最新値"]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    plain.write(sheet, tmp_path / "a.csv", "ja")
    package.write([sheet], tmp_path / "package", "ja")
    for path in (tmp_path / "a.csv", tmp_path / "package" / "data" / "series.csv"):
        rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
        assert not rows[1][0].startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize("text", ["-", "-1,234", "+460", "-12.5%", "小平市", "※1"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert not is_risky(text)
    assert harmless(text) == text


def test_control_characters_do_not_break_a_workbook(tmp_path: Path) -> None:
    excel.write([_sheet("a\x00b\x1fc\ufffe")], tmp_path / "a.xlsx", "ja")
    assert load_workbook(tmp_path / "a.xlsx")["最新値"]["A2"].value == "a�b�c�"


def test_numbers_that_excel_would_round_are_text(tmp_path: Path) -> None:
    sheet = _sheet("a")
    exact = Decimal("1234567890123456.7")
    excel.write([replace(sheet, rows=[("a", exact, [])])], tmp_path / "a.xlsx", "ja")
    assert load_workbook(tmp_path / "a.xlsx")["最新値"]["B2"].value == "1234567890123456.7"


def test_csv_has_a_mark_and_one_datum_a_cell(loaded: Path, tmp_path: Path) -> None:
    _export(loaded, "csv", tmp_path / "csv", "見込と確定", "series")
    assert sorted(p.name for p in (tmp_path / "csv").iterdir()) == ["最新値.csv", "見込と確定.csv"]
    data = (tmp_path / "csv" / "最新値.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert {r["年度（和暦）"] for r in rows} == {"令和2年度", "平成26年度"}
    assert all("\n" not in cell and "," not in r["値"] for r in rows for cell in r.values())
    assert {(r["値"], r["単位"]) for r in rows} >= {("713", "人"), ("85", "%")}


def test_parquet_keeps_types_and_comments(loaded: Path, tmp_path: Path) -> None:
    _export(loaded, "parquet", tmp_path / "p", "series")
    table = pq.read_table(tmp_path / "p" / "series.parquet")
    assert str(table.schema.field("value").type) == "decimal128(38, 10)"
    assert table.schema.field("value").metadata[b"comment"]
    with connect(Workspace(loaded)) as connection:
        assert connection.execute("SELECT count(*) FROM series").fetchall() == [(table.num_rows,)]


def test_a_package_describes_what_it_holds(loaded: Path, tmp_path: Path) -> None:
    _export(loaded, "package", tmp_path / "p")
    found = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in found["resources"]:
        path = tmp_path / "p" / resource["path"]
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
        assert len(path.read_bytes()) == resource["bytes"]
        numbers = [i for i, field in enumerate(resource["schema"]["fields"]) if field["type"] == "number"]
        for row in rows[1:]:
            assert all(Decimal(row[i]).is_finite() for i in numbers if row[i])
    codes = next(r for r in found["resources"] if r["name"] == "series")["schema"]["fields"][-1]
    assert codes["name"] == "obs_status"


def test_every_status_and_every_missing_value_has_a_code() -> None:
    columns = {column.name: column for column in tables()["observation"].columns}
    statuses = {code_of(status, None) for status in columns["status"].values}
    missing = {code_of("final", reason) for reason in columns["missing_reason"].values}
    assert statuses == {"A", "P", "E", "F"}
    assert missing == {"M", "L", "O", "Q"}


def test_every_column_has_a_label_and_a_comment(loaded: Path) -> None:
    with connect(Workspace(loaded)) as connection:
        found = list(sheets(connection, "ja"))
    without = [(s.name, c.name) for s in found for c in s.columns if not c.comment]
    assert not without
    unlabelled = [c.name for s in found for c in s.columns if c.label == c.name and s.name != "document"]
    assert not unlabelled


def test_a_view_that_is_not_there(loaded: Path, tmp_path: Path) -> None:
    command = ["export", "--root", str(loaded), "csv", "none", "--out", str(tmp_path)]
    assert main(command) == ExitCode.USAGE


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_in_english(kind: str, loaded: Path, tmp_path: Path) -> None:
    _export(loaded, kind, tmp_path / "out", "--lang", "en")
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2021, 3, 31), "令和3年3月31日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1850, 1, 1), ""),
    ],
)
def test_days_in_their_era(value: date, text: str) -> None:
    assert day(value) == text


def test_fiscal_years_in_their_era() -> None:
    assert [fiscal_year(y) for y in (2014, 2018, 2019, 2020)] == [
        "平成26年度",
        "平成30年度",
        "令和元年度",
        "令和2年度",
    ]
