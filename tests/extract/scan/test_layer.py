"""Scanned pages with a layer of hidden text, and pages with pictures of tables among their text."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from pipeline.extract.document import extract_document
from pipeline.extract.scan import engine
from pipeline.layers.extracted import Page
from tests.extract.scan.paper import picture
from tests.typeset import Block, Cell, PageEffects, Picture, Sheet, Table, Text, typeset

LAYERS = ("invisible", "below")


def _blocks(value: str = "1,234件", label: str = "刑法犯認知件数") -> list[Block]:
    rows = [
        [Cell("項目"), Cell("現状値"), Cell("目標値")],
        [Cell(label), Cell(value), Cell("△604団体")],
        [Cell("新規就農者数"), Cell("88.87%"), Cell("7.82")],
    ]
    return [Text("農のあるまちづくりの推進"), Table([190.0, 80.0, 80.0], rows)]


def _read(pdf: bytes, folder: Path) -> Page:
    path = folder / "scan.pdf"
    path.write_bytes(pdf)
    (page,) = extract_document(path, "scan").pages
    return page


def _layered(layer: Literal["invisible", "below"], hidden: list[Block], shown: list[Block]) -> bytes:
    effects = PageEffects(scan=picture(typeset(shown).pdf), layer=layer)
    return typeset(hidden, effects=effects).pdf


@pytest.mark.parametrize("layer", LAYERS)
def test_a_hidden_layer_alone_is_not_trusted(
    layer: Literal["invisible", "below"], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "available", lambda: False)
    page = _read(_layered(layer, _blocks("1,284件"), _blocks()), tmp_path)
    (table,) = page.tables
    assert [(c.text, c.agreement, c.warnings) for c in table.cells][:5] == [
        (text, "single", ("hidden_layer",))
        for text in ("項目", "現状値", "目標値", "刑法犯認知件数", "1,284件")
    ]
    assert [line.text for line in page.lines] == ["農のあるまちづくりの推進", "1"]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_hidden_layer_that_says_another_number_disputes_the_cell(
    layer: Literal["invisible", "below"], tmp_path: Path
) -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    page = _read(_layered(layer, _blocks("1,284件", "刑法犯認知伜数"), _blocks()), tmp_path)
    cells = {(c.row, c.col): c for c in page.tables[0].cells}
    assert {c.agreement for at, c in cells.items() if at != (2, 2)} == {"single"}
    assert (cells[2, 2].text, cells[2, 2].agreement, cells[2, 2].other) == ("1,234件", "disputed", "1,284件")
    assert (cells[2, 1].text, cells[2, 1].other) == ("刑法犯認知件数", "刑法犯認知伜数")
    assert cells[2, 1].warnings == ("low_confidence",)


def _with_picture() -> tuple[bytes, Picture]:
    inner = typeset(_blocks()[1:], Sheet(432.0, 120.0, (20.0, 10.0, 20.0, 10.0), footer=""))
    levels, size = picture(inner.pdf)
    shown = Picture(levels, size, 432.0)
    table = Table([150.0, 90.0], [[Cell("項目"), Cell("実績")], [Cell("利用者数"), Cell("3,456件")]])
    return typeset([Text("はじめに"), table, Text("表２"), shown, Text("おわりに")]).pdf, shown


def test_a_picture_of_a_table_is_listed_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "available", lambda: False)
    pdf, shown = _with_picture()
    page = _read(pdf, tmp_path)
    real, pictured = page.tables
    assert {c.agreement for c in real.cells} == {"agreed"}
    assert (pictured.row_count, pictured.col_count, pictured.cells) == (3, 3, ())
    assert (pictured.source, pictured.warnings, page.problem) == (
        "picture",
        ("unread_picture",),
        "picture_of_table",
    )
    assert pictured.box.x1 - pictured.box.x0 == pytest.approx(350.0, abs=2)
    assert pictured.box.bottom - pictured.box.top < shown.height


def test_a_picture_of_a_table_is_read_beside_the_text(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    page = _read(_with_picture()[0], tmp_path)
    real, pictured = page.tables
    assert {c.agreement for c in real.cells} == {"agreed"}
    assert [c.text for c in pictured.cells][3:6] == ["刑法犯認知件数", "1,234件", "△604団体"]
    assert {(c.reader, c.agreement) for c in pictured.cells} == {("ocr", "single")}
    assert [line.text for line in page.lines] == ["はじめに", "表２", "おわりに", "1"]
    assert page.problem == ""
    parts = (page.account.cells, page.account.lines, page.account.furniture)
    assert page.account.seen == sum(parts)
