"""The truth that comes with a page is what is on the page: boxes of cells and of text, after all effects."""

from __future__ import annotations

import pytest

from tests.typeset import Cell, PageEffects, Rules, Sheet, Stamp, Table, Text, TruthCell, Typeset, typeset
from tests.typeset.reading import characters, plumbed_characters, plumbed_tables

ROWS = [
    [Cell("指　標", row_span=2), Cell("目標値", col_span=2, align="center"), Cell("所管課", row_span=2)],
    [Cell("令和3年度"), Cell("令和4年度", effect="double")],
    [Cell("① 農のあるまちづくりの推進", col_span=4, shade=0.9)],
    [
        Cell("新規就農者数", mark="※1"),
        Cell("1,234人", align="right"),
        Cell("－", align="center"),
        Cell("産業振興課"),
    ],
    [
        Cell("縦", effect="vertical"),
        Cell("回", effect="turned"),
        Cell("読み", ruby="よ"),
        Cell("", shade=0.8),
    ],
]
WIDTHS = (120.0, 70.0, 70.0, 90.0)


def _page(rules: Rules | None = None, effects: PageEffects | None = None) -> Typeset:
    table = Table(WIDTHS, ROWS, 2, rules=rules or Rules())
    return typeset([Text("基本目標１"), table], Sheet(), effects=effects)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [0.0, 20.0])
@pytest.mark.parametrize("in_form", [False, True])
def test_text_stands_where_the_truth_says(rotation: int, crop: float, in_form: bool) -> None:
    """Every character of a cell lies in its box, whatever was done to the page."""
    document = _page(effects=PageEffects(rotation, crop, in_form))  # type: ignore[arg-type]
    chars = plumbed_characters(document.pdf, 0)
    for cell in document.pages[0].tables[0].cells:
        inside = [
            char["text"].strip()
            for char in chars
            if cell.box.x0 < (char["x0"] + char["x1"]) / 2 - crop < cell.box.x1
            and cell.box.top < (char["top"] + char["bottom"]) / 2 - crop < cell.box.bottom
        ]
        assert sorted("".join(inside)) == sorted("".join(drawn(cell).split())), cell
    assert characters(document.pdf, 0)["指"] == 1


def drawn(cell: TruthCell) -> str:
    """Return what is drawn in a cell, the ruby and the second strike with it."""
    return cell.text * (2 if cell.text == "令和4年度" else 1) + cell.ruby


@pytest.mark.parametrize(
    "rules", [Rules(), Rules(made_of="bars"), Rules(made_of="boxes"), Rules(width=1.5, header_width=2.0)]
)
def test_cells_stand_where_the_truth_says(rules: Rules) -> None:
    """An independent reader of rulings finds the same boxes."""
    document = _page(rules)
    found = max(plumbed_tables(document.pdf, 0), key=len)
    truth = sorted(cell.box for cell in document.pages[0].tables[0].cells)
    assert len(found) == len(truth)
    for cell, box in zip(found, truth, strict=True):
        assert cell == pytest.approx(box, abs=2.1)


def test_table_continues_with_its_header() -> None:
    """Rows that do not fit go to the next page, under the header again; spans are not divided."""
    body = [[Cell(f"指標{n}", row_span=2), Cell(f"{n}人")] for n in range(60)]
    rows = [[Cell("指標"), Cell("実績")], *[row for pair in body for row in (pair, [Cell("（令和元年度）")])]]
    document = typeset([Table([200, 80], rows)])
    tables = [page.tables[0] for page in document.pages]
    assert [table.part for table in tables] == list(range(1, len(tables) + 1))
    assert all(table.cells[0].text == "指標" and table.cells[0].header for table in tables)
    assert [cell.text for table in tables for cell in table.cells if cell.row_span == 2] == [
        f"指標{n}" for n in range(60)
    ]


def test_a_heading_stays_with_its_table() -> None:
    """A heading is not left at the foot of a page."""
    filler = [Text("本文")] * 32
    table = Table([200, 80], [[Cell("指標"), Cell("実績")], [Cell("人口"), Cell("1人")]])
    document = typeset([*filler, Text("見出し", with_next=True), table])
    page = next(page for page in document.pages if page.tables)
    assert "見出し" in [line.text for line in page.lines]


def test_lines_are_broken_as_the_truth_says() -> None:
    """The lines of a cell join to its text and stay in its box."""
    text = "「小平産の農産物を購入するようにしている」人の割合は187,066人（平成25年度）である"
    document = typeset([Table([90.0], [[Cell(text)]], 0)])
    cell = document.pages[0].tables[0].cells[0]
    assert "".join(cell.lines) == text
    assert len(cell.lines) > 3
    assert not any(line[0] in "、。）」" or line[-1] in "（「" for line in cell.lines)
    assert cell.lines_box is not None
    assert cell.box.x0 <= cell.lines_box.x0 < cell.lines_box.x1 <= cell.box.x1


def test_stamp_stands_in_the_corner() -> None:
    """A stamp is no table; it stands flush with the right margin, what follows below it."""
    page = typeset([Stamp(["資料３", "未定稿"], 100.0), Text("本文")], Sheet(footer="")).pages[0]
    assert not page.tables
    assert [line.text for line in page.lines] == ["資料３", "未定稿", "本文"]
    assert page.lines[0].box.x1 == pytest.approx(Sheet().width - Sheet().margins[2])
    assert page.lines[2].box.top > page.lines[1].box.bottom


def test_cells_must_tile_the_grid() -> None:
    """A table whose cells leave a hole or overlap is refused."""
    with pytest.raises(ValueError, match="no cell at row 2, column 2"):
        typeset([Table([50, 50], [[Cell("a"), Cell("b")], [Cell("c")]])])
    with pytest.raises(ValueError, match="does not fit"):
        typeset([Table([50, 50], [[Cell("a", col_span=3)]])])


def test_without_to_unicode_text_is_lost() -> None:
    """A font without ToUnicode shows glyphs that no reader can name."""
    document = typeset([Text("指標")], naming="none")
    assert characters(document.pdf, 0)["指"] == 0
