"""Cells in fonts that don't say, or say falsely, which characters their glyphs are."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import pytest

from pipeline.extract.document import extract_document
from pipeline.extract.scan import engine
from pipeline.layers.extracted import Page
from tests.roundtrip.compare import plain
from tests.typeset import Cell, Table, Text, Typeset, typeset
from tests.typeset.embedding import Naming
from tests.typeset.fonts import Face, gothic, mincho
from tests.typeset.table import Effect

_EFFECT: dict[Naming, Effect] = {"none": "unmapped"}
_PRINTED = ("1,234人", "88.5％", "△607", "9", "2,050", "25.7%", "１３", "－", "3,108ｔ", "▲46.9")
NAMINGS = [naming for naming in get_args(Naming) if naming != "true"]


def _page(naming: Naming, face: Face) -> Typeset:
    effect = _EFFECT.get(naming) or naming
    rows = [[Cell("刑法犯認知件数"), Cell(text, effect=effect)] for text in _PRINTED]  # type: ignore[arg-type]
    head = [[Cell("指標"), Cell("実績")], [Cell("緑地の面積"), Cell("1,357件")]]
    return typeset([Text("まえがき"), Table([150.0, 90.0], [*head, *rows], face=face)])


def _read(pdf: bytes, folder: Path, readers: Literal["one", "two"]) -> Page:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    (page,) = extract_document(path, "page", readers=readers).pages
    return page


@pytest.mark.parametrize("readers", ["one", "two"])
@pytest.mark.parametrize("face", [gothic(), mincho()], ids=["gothic", "mincho"])
@pytest.mark.parametrize("naming", NAMINGS)
def test_what_no_font_explains_is_flagged(
    naming: Naming,
    face: Face,
    readers: Literal["one", "two"],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "available", lambda: False)
    typeset_page = _page(naming, face)
    (table,) = _read(typeset_page.pdf, tmp_path, readers).tables
    truth = {(c.row, c.col): c.text for c in typeset_page.pages[0].tables[0].cells}
    wrong = [c for c in table.cells if plain(c.text) != plain(truth[c.row, c.col])]
    assert all(c.agreement == "disputed" and "unmapped_glyph" in c.warnings for c in wrong)
    assert len(wrong) >= 5
    assert not any(c.warnings for c in table.cells if c.col == 1 or c.row <= 2)


@pytest.mark.parametrize(
    ("naming", "face"),
    [("none", gothic()), ("none", mincho()), ("partial", gothic()), ("false", mincho())],
    ids=["none, gothic", "none, mincho", "partial, gothic", "false, mincho"],
)
def test_the_picture_tells_what_they_are(naming: Naming, face: Face, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    typeset_page = _page(naming, face)
    (table,) = _read(typeset_page.pdf, tmp_path, "two").tables
    truth = {(c.row, c.col): c.text for c in typeset_page.pages[0].tables[0].cells}
    for cell in table.cells:
        assert plain(cell.text) == plain(truth[cell.row, cell.col]) or cell.agreement == "disputed"
        assert cell.agreement != "disputed", (cell.text, cell.other)
        assert (cell.agreement == "agreed") == ("unmapped_glyph" not in cell.warnings)
