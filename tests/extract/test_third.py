"""Disputes are settled by a third library where two of three agree, and left where they don't."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract.document import extract_document
from pipeline.extract.third import third_opinion
from pipeline.layers.extracted import Cell, Page
from tests.typeset import Cell as Set
from tests.typeset import Sheet, Table, typeset


@pytest.fixture(scope="module")
def typeset_page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Page]:
    rows = [[Set("指標"), Set("平成30年度 実績")], [Set("利用者数"), Set("1,234人")]]
    data = typeset([Table([160.0, 120.0], rows)], Sheet()).pdf
    path = tmp_path_factory.mktemp("third") / "page.pdf"
    path.write_bytes(data)
    return path, extract_document(path, "page").pages[0]


def disputed(page: Page, printed: str, **changes: object) -> Page:
    """Return the page with the cell that prints ``text`` put in dispute."""

    def change(cell: Cell) -> Cell:
        return replace(cell, agreement="disputed", **changes) if cell.text == printed else cell  # type: ignore[arg-type]

    table = page.tables[0]
    return replace(page, tables=(replace(table, cells=tuple(map(change, table.cells))),))


def value_cell(page: Page) -> Cell:
    return next(cell for cell in page.tables[0].cells if cell.row == 2 and cell.col == 2)


def test_two_of_three_prevail(typeset_page: tuple[Path, Page]) -> None:
    path, page = typeset_page
    found = value_cell(third_opinion(path, disputed(page, "1,234人", other="1,284人")))
    assert (found.text, found.agreement, found.other) == ("1,234人", "agreed", "1,284人")


def test_two_kin_against_pdfium_settle_nothing(typeset_page: tuple[Path, Page]) -> None:
    path, page = typeset_page
    found = value_cell(third_opinion(path, disputed(page, "1,234人", text="1,284人", other="1,234人")))
    assert (found.text, found.agreement, found.other) == ("1,284人", "disputed", "1,234人")


def test_three_readings_stay_in_dispute(typeset_page: tuple[Path, Page]) -> None:
    path, page = typeset_page
    found = value_cell(third_opinion(path, disputed(page, "1,234人", text="1,284人", other="7,234人")))
    assert (found.text, found.agreement) == ("1,284人", "disputed")


def test_a_cell_that_one_reader_saw_is_confirmed_by_a_grid(typeset_page: tuple[Path, Page]) -> None:
    path, page = typeset_page
    found = value_cell(third_opinion(path, disputed(page, "1,234人", warnings=("structure",), other="")))
    assert (found.agreement, found.warnings) == ("agreed", ())


def test_a_page_that_no_third_library_can_read_stays_in_dispute(
    typeset_page: tuple[Path, Page], tmp_path: Path
) -> None:
    _, page = typeset_page
    open_page = disputed(page, "1,234人", other="1,284人")
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.4 no more than this")
    assert third_opinion(damaged, open_page) == open_page


def test_a_page_without_disputes_asks_nobody(typeset_page: tuple[Path, Page], tmp_path: Path) -> None:
    _, page = typeset_page
    assert third_opinion(tmp_path / "none.pdf", page) is page
