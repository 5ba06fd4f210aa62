"""Scanned pages and undecodable cells, read by the engine of the extra ``ocr``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("rapidocr")
pytest.importorskip("onnxruntime")

from pipeline.extract.content import Char
from pipeline.extract.document import extract_document
from pipeline.extract.pdfium import PdfiumReader
from pipeline.extract.scan.engine import Engine
from pipeline.extract.scan.opinion import third_opinion
from pipeline.extract.scan.picture import rendered
from pipeline.layers.extracted import Cell as ReadCell
from pipeline.layers.extracted import Page
from tests.extract.scan.paper import scanned
from tests.roundtrip.compare import plain
from tests.typeset import Cell, Table, Text, Typeset, typeset

_LABELS = ("刑法犯認知件数", "コミュニティバス利用者数", "新規就農者数", "有効求人倍率", "緑の保全面積")
_VALUES = ("1,234件", "△604団体", "88.87%", "7.82", "―")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module")
def page() -> Typeset:
    head = [Cell("項目"), Cell("現状値"), Cell("目標値")]
    body = [
        [Cell(label), Cell(value, align="right"), Cell(_VALUES[-1 - row], align="right")]
        for row, (label, value) in enumerate(zip(_LABELS, _VALUES, strict=True))
    ]
    return typeset([Text("農のあるまちづくりの推進"), Table([190.0, 80.0, 80.0], [head, *body])])


def _read(pdf: bytes, folder: Path) -> Page:
    path = folder / "scan.pdf"
    path.write_bytes(pdf)
    (read,) = extract_document(path, "scan").pages
    return read


@pytest.mark.parametrize(
    ("dpi", "askew", "dirt", "way"),
    [
        (300, 0.0, 0, 0), (200, 0.6, 150, 0), (200, 3.0, 0, 0), (150, 0.0, 0, 0),
        (200, 0.0, 0, 90), (200, 1.0, 0, 180), (200, -2.5, 0, 270),
    ],
)  # fmt: skip
def test_a_scan_is_read_cell_by_cell(
    page: Typeset, tmp_path: Path, dpi: int, askew: float, dirt: int, way: int
) -> None:
    read = _read(scanned(page.pdf, dpi=dpi, askew=askew, dirt=dirt, way=way), tmp_path)
    assert read.rotation == way
    assert (read.problem, read.readers) == ("", ("ocr",))
    (table,) = read.tables
    wanted = {(c.row, c.col): plain(c.text).replace("―", "－") for c in page.pages[0].tables[0].cells}
    assert {(c.row, c.col): plain(c.text) for c in table.cells} == wanted
    assert {(c.reader, c.agreement) for c in table.cells} == {("ocr", "single")}
    assert all(c.confidence and c.confidence > 0.3 for c in table.cells)
    assert all("low_confidence" in c.warnings for c in table.cells if c.text == "－")


def test_text_around_the_table_is_read(page: Typeset, tmp_path: Path) -> None:
    texts = {line.text for line in _read(scanned(page.pdf), tmp_path).lines}
    assert texts == {line.text for line in page.pages[0].lines}


def test_the_picture_speaks_for_cells_in_doubt(page: Typeset, tmp_path: Path, engine: Engine) -> None:
    read = _read(page.pdf, tmp_path)
    (table,) = read.tables
    doubted: dict[tuple[int, int], dict[str, object]] = {
        (2, 1): {"text": "\ufffd\ufffd\ufffd", "other": None, "warnings": ("unmapped_glyph",)},
        (2, 2): {"text": "1,284件", "other": "1,234件"},
        (3, 2): {"text": "△604団体", "other": "△694団体"},
        (4, 2): {"text": "11.11%", "other": "22.22%"},
    }
    cells = tuple(_doubted(c, doubted.get((c.row, c.col))) for c in table.cells)
    document = pypdfium2.PdfDocument(page.pdf)
    picture = rendered(document[0])
    document.close()
    chars = [
        c._replace(text="\ufffd") if _is_in(c, cells[3]) else c
        for c in PdfiumReader(page.pdf, "page").page(1).chars
    ]
    seen = third_opinion(replace(read, tables=(replace(table, cells=cells),)), chars, [picture], engine)
    found = {(c.row, c.col): (c.text, c.agreement) for c in seen.tables[0].cells}
    assert found[2, 1] == ("刑法犯認知件数", "single")
    assert found[2, 2] == ("1,234件", "single")
    assert found[3, 2] == ("△604団体", "single")
    assert found[4, 2] == ("11.11%", "disputed")


def _is_in(char: Char, cell: ReadCell) -> bool:
    return cell.box.x0 <= char.x0 <= cell.box.x1 and cell.box.top <= char.bottom <= cell.box.bottom


def _doubted(cell: ReadCell, change: dict[str, object] | None) -> ReadCell:
    return replace(cell, agreement="disputed", **change) if change else cell  # type: ignore[arg-type]


def test_columns_of_a_cell_are_read_from_right_to_left(tmp_path: Path) -> None:
    rows = [
        [Cell("地域福祉", effect="vertical", row_span=4), Cell("相談件数")],
        *([Cell(text)] for text in ("人数", "回数", "日数")),
        [Cell("子ども子育て\n支援事業計画", effect="vertical", row_span=5), Cell("面積")],
        *([Cell(text)] for text in ("人数", "回数", "日数", "台数")),
    ]
    read = _read(scanned(typeset([Table([40.0, 120.0], rows)]).pdf), tmp_path)
    (table,) = read.tables
    found = [cell.text for cell in table.cells if cell.col == 1]
    assert found == ["地域福祉", "子ども子育て\n支援事業計画"]
