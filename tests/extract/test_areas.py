"""Where a table without enclosing lines begins and ends, from lines of text and what is drawn among them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.extract.pieces import Piece
from pipeline.extract.segments import Drawn, tables_in

SIZE, PITCH = 9.0, 16.0
LEFT, COLUMNS = 40.0, (220.0, 290.0, 360.0)

HEAD = ("指標", "令和２年度", "令和３年度", "令和４年度")
ROWS = (
    ("待機児童数", "38", "12", "0"),
    ("特定健康診査受診率", "36.8％", "41.2％", "60.0％"),
    ("市内の宿泊者数", "1,204", "987", "1,350"),
)


def row(texts: Sequence[str], bottom: float, shift: float = 0.0) -> list[Piece]:
    """Return a line with a name and, flush right in each column, values or titles."""
    ends = [LEFT + SIZE * len(texts[0]), *(x + shift for x in COLUMNS)]
    placed = [(end - SIZE * len(text), end, text) for end, text in zip(ends, texts, strict=True) if text]
    return [Piece(x0, bottom - SIZE, x1, bottom, SIZE, text) for x0, x1, text in placed]


def lone(text: str, bottom: float, x0: float = LEFT, size: float = SIZE) -> list[Piece]:
    return [Piece(x0, bottom - size, x0 + size * len(text), bottom, size, text)]


def table(top: float, shift: float = 0.0) -> list[list[Piece]]:
    return [row(texts, top + SIZE + k * PITCH, shift) for k, texts in enumerate((HEAD, *ROWS))]


@pytest.mark.parametrize(
    "heading",
    [
        lone("計画の目標", 92.0, size=14.0),
        lone("計画の目標", 92.0, x0=LEFT - 4),
        lone("（単位：人）", 92.0, x0=COLUMNS[-1] + 40),
        lone("次の表は、この計画の進み具合を測る指標の目標と実績を示したもの。", 92.0),
    ],
)
@pytest.mark.parametrize("drawn", [Drawn(), Drawn((99.0, 115.0))])
def test_a_heading_above_is_no_row(heading: list[Piece], drawn: Drawn) -> None:
    assert tables_in([heading, *table(100.0)], drawn) == [(1, 5)]


def test_a_note_below_is_no_row() -> None:
    note = lone("※ 数値は、各年度の末日のものによる。", 180.0, x0=LEFT - 4)
    assert tables_in([*table(100.0), note], Drawn()) == [(0, 4)]


def test_a_name_goes_on_below_its_values() -> None:
    assert tables_in([*table(100.0), lone("（延べ）", 169.0)], Drawn()) == [(0, 5)]


def test_a_row_without_a_value_is_one() -> None:
    assert tables_in([*table(100.0), lone("市民の満足度", 173.0)], Drawn()) == [(0, 5)]


def test_a_title_across_the_columns_parts_no_table() -> None:
    upper, lower = table(100.0), [row(texts, 189.0 + k * PITCH) for k, texts in enumerate(ROWS)]
    across = lone("基本目標２　にぎわいのあるまちをともにつくる", 173.0)
    assert tables_in([*upper, across, *lower], Drawn()) == [(0, 8)]


def test_a_heading_with_titles_below_it_opens_a_table() -> None:
    lines = [*table(100.0), lone("第２章", 190.0, size=12.0), *table(200.0)]
    assert tables_in(lines, Drawn()) == [(0, 4), (5, 9)]


def test_titles_of_other_columns_open_a_table_without_a_gap() -> None:
    lines = [*table(100.0), *table(164.0, shift=30.0)]
    assert tables_in(lines, Drawn()) == [(0, 4), (4, 8)]


def test_words_in_the_place_of_values_open_none() -> None:
    words = row(("公共施設の再編", "検討", "実施", "実施"), 173.0)
    lines = [*table(100.0), words, *(row(texts, 189.0 + k * PITCH) for k, texts in enumerate(ROWS))]
    assert tables_in(lines, Drawn()) == [(0, 8)]


def test_a_gap_between_rules_parts_tables_of_the_same_columns() -> None:
    lines = [*table(100.0), *table(170.0)]
    assert tables_in(lines, Drawn((98.0, 114.0, 130.0, 146.0, 160.0, 168.0), ruled=True)) == [(0, 4), (4, 8)]


def test_prose_is_no_table() -> None:
    assert (
        tables_in([lone("本計画は、総合計画の下に置かれる。", 100.0 + 15 * k) for k in range(4)], Drawn())
        == []
    )
