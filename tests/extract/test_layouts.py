"""Each layout that offices make, typeset and read back, cell for cell."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract.document import extract_document
from tests.extract.layouts import STYLES, page_of, random_table, read, sample, score
from tests.typeset import Beside, Cell, PageEffects, Rules, Stamp, Table, Text, gothic, typeset
from tests.typeset.book import Book, Rotation
from tests.typeset.canvas import Style
from tests.typeset.table import Effect


@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_rules(style: str, tmp_path: Path) -> None:
    document = page_of(sample(STYLES[style]))
    result = score(document, read(document, tmp_path))
    assert result.exact == result.rows, result
    assert not result.wrong


@pytest.mark.parametrize("style", STYLES)
def test_spans_are_told_from_empty_cells(style: str, tmp_path: Path) -> None:
    document = page_of(sample(STYLES[style]))
    (table,) = read(document, tmp_path).pages[0].tables
    found = {(c.row, c.col): (c.row_span, c.col_span) for c in table.cells}
    expected = {(c.row, c.col): (c.row_span, c.col_span) for c in document.pages[0].tables[0].cells}
    assert found == expected


@pytest.mark.parametrize(("shade", "stripes"), [(0.8, None), (0.8, 0.92)])
def test_shading_alone(shade: float, stripes: float | None, tmp_path: Path) -> None:
    document = page_of(sample(Rules(vertical="none", horizontal="none"), shade=shade, stripes=stripes))
    result = score(document, read(document, tmp_path))
    assert result.exact == result.rows, result


@pytest.mark.parametrize(
    ("style", "effect"),
    [
        *(("lines", effect) for effect in ("bold", "double", "shadow", "spaced", "singly")),
        *(("no rules", effect) for effect in ("bold", "double", "shadow", "singly")),
    ],
)
def test_every_effect_on_text(style: str, effect: Effect, tmp_path: Path) -> None:
    document = page_of(sample(STYLES[style], effect=effect))
    result = score(document, read(document, tmp_path))
    assert result.exact == result.rows, result
    assert not result.wrong


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("in_form", [False, True])
def test_rotated_cropped_and_in_a_form(rotation: Rotation, in_form: bool, tmp_path: Path) -> None:
    document = page_of(sample(Rules()), effects=PageEffects(rotation, 40.0, in_form))
    found = read(document, tmp_path)
    result = score(document, found)
    assert result.exact == result.rows, result
    assert abs(found.pages[0].tables[0].box.top - document.pages[0].tables[0].box.top) < 1


@pytest.mark.parametrize("style", STYLES)
def test_random_tables(style: str, tmp_path: Path) -> None:
    rows = exact = 0
    wrong: list[str] = []
    for seed in range(6):
        document = page_of(random_table(random.Random(f"{style}{seed}"), STYLES[style]))
        result = score(document, read(document, tmp_path))
        rows, exact, wrong = rows + result.rows, exact + result.exact, [*wrong, *result.wrong]
    assert exact >= 0.98 * rows, f"{exact} of {rows}: {wrong}"


SMALL = Table(
    [60, 40, 40],
    [
        [Cell("区分"), Cell("R2"), Cell("R3")],
        [Cell("男"), Cell("11"), Cell("222")],
        [Cell("女"), Cell("33"), Cell("-")],
    ],
)


def test_tables_side_by_side(tmp_path: Path) -> None:
    document = typeset([Beside([SMALL, SMALL], gap=6)])
    assert len(read(document, tmp_path).pages[0].tables) == 2
    assert score(document, read(document, tmp_path)).exact == 6


def test_section_row_across_an_open_sided_table(tmp_path: Path) -> None:
    rows = [*SMALL.rows, [Cell("① 農のあるまちづくり", col_span=3)], *SMALL.rows[1:]]
    document = typeset([Table([80, 50, 50], rows, rules=Rules(vertical="inner"))])
    (table,) = read(document, tmp_path).pages[0].tables
    assert (table.row_count, table.col_count) == (6, 3)
    assert [(c.row, c.col_span) for c in table.cells if c.col_span > 1] == [(4, 3)]


def test_a_stamp_is_text(tmp_path: Path) -> None:
    document = typeset([Stamp(["資料３", "未定稿"], width=80), Text("見出し"), SMALL])
    page = read(document, tmp_path).pages[0]
    assert len(page.tables) == 1
    blocks = {line.text: line.block for line in page.lines}
    assert blocks["資料３"] != blocks["未定稿"]


def test_prose_is_no_table(tmp_path: Path) -> None:
    document = typeset(
        [Text("目標は計画の終わりの数値である。" * 12), Text("・自助の能力を高める。\n・共助を進める。")]
    )
    page = read(document, tmp_path).pages[0]
    assert not page.tables
    assert page.lines


def test_text_that_overflows_its_cell(tmp_path: Path) -> None:
    rows = [
        [Cell("区分"), Cell("R2"), Cell("R3")],
        [Cell("とても長い名前の事業所", overflow=True), Cell(""), Cell("5")],
    ]
    document = typeset([Table([60, 60, 40], rows)])
    (table,) = read(document, tmp_path).pages[0].tables
    cell = next(c for c in table.cells if (c.row, c.col) == (2, 1))
    assert cell.text == "とても長い名前の事業所"
    assert "overflow" in cell.warnings
    assert next(c for c in table.cells if (c.row, c.col) == (2, 2)).text == ""


def test_marks_ruby_and_turned_text(tmp_path: Path) -> None:
    rows = [
        [Cell("区分"), Cell("値"), Cell("縦", effect="plain")],
        [Cell("子供", ruby="こども"), Cell("1,234", mark="1"), Cell("基本目標", effect="vertical")],
        [Cell("満足度"), Cell("80.9%", mark="※2"), Cell("回転文字", effect="turned")],
    ]
    document = typeset([Table([80, 80, 40], rows)])
    (table,) = read(document, tmp_path).pages[0].tables
    texts = {(c.row, c.col): c for c in table.cells}
    assert (texts[2, 1].text, texts[2, 1].ruby) == ("子供", "こども")
    assert texts[2, 2].text == "1,234¹"
    assert texts[3, 2].text == "80.9%^{※2}"
    assert texts[2, 3].text.replace("\n", "") == "基本目標"
    assert texts[3, 3].text == "回転文字"


def test_white_and_invisible_text_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = [*SMALL.rows, [Cell("隠", effect="white"), Cell("999", effect="invisible"), Cell("5")]]
    page = read(typeset([Table([60, 40, 40], rows)]), tmp_path).pages[0]
    texts = [c.text for c in page.tables[0].cells]
    assert "999" not in "".join(texts)
    assert "隠" not in "".join(texts)
    assert page.account.hidden == 4


def test_every_character_is_accounted_for(tmp_path: Path) -> None:
    page = read(page_of(sample(Rules(), effect="shadow")), tmp_path).pages[0]
    account = page.account
    parts = (account.cells, account.lines, account.furniture, account.duplicate, account.hidden, account.ruby)
    assert account.seen == sum(parts)


def test_fonts_without_unicode_are_flagged(tmp_path: Path) -> None:
    document = typeset([SMALL], naming="none")
    page = read(document, tmp_path).pages[0]
    assert all(c.agreement != "agreed" for t in page.tables for c in t.cells if c.text)


def test_text_that_leaves_the_page_is_flagged(tmp_path: Path) -> None:
    rows = [[Cell("区分"), Cell("R2")], [Cell("男"), Cell("1,234,567", overflow=True)]]
    document = typeset([Table([60, 40], rows, indent=455)])
    (table,) = read(document, tmp_path).pages[0].tables
    cell = next(c for c in table.cells if (c.row, c.col) == (2, 2))
    assert cell.text == "1,234,567" or cell.agreement == "disputed"


def test_a_sign_at_the_left_of_its_column_stays_with_its_number(tmp_path: Path) -> None:
    table = random_table(random.Random(3), STYLES["no rules"])
    rows = [[*row] for row in table.rows]
    for row in rows[table.header_rows :]:
        row[-2:-1] = [Cell("△　　420", align="right")]
    document = page_of(replace(table, rows=rows))
    texts = [c.text for t in read(document, tmp_path).pages[0].tables for c in t.cells]
    assert sum("".join(text.split()) == "△420" for text in texts) == len(rows) - table.header_rows


def test_a_shaded_header_belongs_to_the_rules_below_it(tmp_path: Path) -> None:
    """White titles on a dark bar, a light rule below each row, and a bar with a heading above it all."""
    book, style = Book(), Style(gothic(), 9.0)
    canvas = book.page(400.0, 300.0)
    canvas.rectangle((40.0, 30.0, 340.0, 46.0), fill=0.9)
    canvas.text(44.0, 42.0, "基本目標１　しごとをつくる", style)
    canvas.rectangle((40.0, 60.0, 340.0, 78.0), fill=0.2)
    rows = [
        ["指標名", "単位", "令和元年度", "令和２年度"],
        ["件数", "件", "5", "4"],
        ["人口", "人", "1,199", "1,786"],
    ]
    rows += [["世帯数", "世帯", "8,782", "9,001"], ["実施率", "％", "46.9", "70.0"]]
    for number, row in enumerate(rows):
        for x, text in zip((44.0, 150.0, 200.0, 280.0), row, strict=True):
            canvas.text(x, 73.0 + 18 * number, text, replace(style, gray=1.0 if number == 0 else 0.0))
        if number:
            canvas.line((40.0, 78.0 + 18 * number), (340.0, 78.0 + 18 * number), gray=0.8)
    path = tmp_path / "page.pdf"
    path.write_bytes(book.to_bytes())
    (table,) = extract_document(path, "page").pages[0].tables
    assert [[c.text for c in table.cells if c.row == k + 1] for k in range(len(rows))] == rows
