"""Tables of anything: each gives rows that fit the contract, and no cell with a number is lost in silence."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.layers.contract import tables
from pipeline.layers.extracted import Box, Cell, Document, Line, Page, Table
from pipeline.layers.normalized import encode
from pipeline.normalize.document import normalize_document
from tests.fuzz.texts import cases, texts

HEADS = (
    ["指標", "単位", "基準値", "令和2年度 目標", "備考"],
    ["指標名", "現状値（R5）", "目標値（R10）", "所管課"],
    ["事業名", "令和3年度", "令和4年度", "概要"],
    ["施策番号", "名称", "内容", "進捗状況"],
    ["区分", "平成26年度末\n実績", "平成27年度末\n実績（見込）", "達成率", "評価"],
    ["款", "項", "本年度", "前年度", "比較"],
)


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """A table with some header or none, cells of anything, some of them over several rows or columns."""
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(texts(4), min_size=width, max_size=width), max_size=6))
    head = draw(st.sampled_from([*HEADS, []]))
    if head:
        rows.insert(0, (head * 2)[:width])
    rows = rows or [["x"] * width]
    top = draw(st.integers(40, 400))
    cells = _cells(draw, rows, float(top))
    box = Box(40, top, 40 + 60.0 * width, top + 14.0 * len(rows))
    return Table(1, box, len(rows), width, tuple(cells))


def _cells(draw: st.DrawFn, rows: list[list[str]], top: float) -> list[Cell]:
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if (r, c) in taken:
                continue
            tall, wide = draw(st.sampled_from([(1, 1), (1, 1), (1, 1), (1, 2), (2, 1), (3, 2)]))
            places = {(r + dr, c + dc) for dr in range(tall) for dc in range(wide)}
            if places & taken or r + tall > len(rows) or c + wide > len(row):
                tall, wide, places = 1, 1, {(r, c)}
            taken |= places
            box = Box(40 + 60.0 * c, top + 14.0 * r, 40 + 60.0 * (c + wide), top + 14.0 * (r + tall))
            agreement = draw(st.sampled_from(["agreed", "agreed", "single", "disputed"]))
            other = "別" if agreement == "disputed" else None
            cells.append(Cell(r + 1, c + 1, tall, wide, text, box, agreement=agreement, other=other))  # type: ignore[arg-type]
    return cells


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Up to three pages of lines and tables."""
    pages = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        said = draw(st.lists(texts(6), max_size=4))
        lines = [Line(t, Box(40, 10.0 * n, 400, 10.0 * n + 9), n, 9.0 + n % 3) for n, t in enumerate(said)]
        found = [replace(grid, number=n) for n, grid in enumerate(draw(st.lists(grids(), max_size=2)), 1)]
        pages.append(Page(number, 595, 842, 0, tuple(lines), tuple(found)))
    return Document("fuzz", "fuzz.pdf", "0" * 64, tuple(pages))


@cases(150)
@given(documents())
def test_any_table_fits_the_contract(document: Document) -> None:
    found = normalize_document(document)
    contract = tables()
    for name, rows in found.items():
        if rows:
            encode(contract[name], rows)
    seen = {(p.number, t.number) for p in document.pages for t in p.tables}
    assert {(row["page"], row["table_no"]) for row in found.get("source_table", [])} == seen
    for row in found.get("observation", []):
        valued = any(row.get(key) is not None for key in ("value", "value_low", "value_high", "grade"))
        assert valued != (row.get("missing_reason") is not None), row
    ids = [row["observation_id"] for row in found.get("observation", [])]
    assert len(ids) == len(set(ids))
    assert normalize_document(document) == found


@cases(150)
@given(documents())
def test_disputed_cells_assert_nothing(document: Document) -> None:
    disputed = {
        (page.number, table.number, cell.row, cell.col)
        for page in document.pages
        for table in page.tables
        for cell in table.cells
        if cell.agreement == "disputed"
    }
    for row in normalize_document(document).get("observation", []):
        assert (row["page"], row["table_no"], row["row_no"], row["col_no"]) not in disputed
