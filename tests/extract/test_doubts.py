"""Tables that no lines enclose: doubted where text contradicts their columns, parted where they are two."""

from __future__ import annotations

from pipeline.extract.abreast import abreast
from pipeline.extract.areas import Area
from pipeline.extract.cells import assign
from pipeline.extract.content import Char
from pipeline.extract.doubts import doubtful
from pipeline.extract.grid import Grid, Region
from pipeline.extract.pieces import baselines

SIZE = 9.0
STEP = 20.0


def _text(x: float, row: int, text: str) -> list[Char]:
    """Set ``text`` from ``x`` on in a row; each text is an operation of its own."""
    y, run = 100 + STEP * row, hash((x, row))
    return [
        Char(letter, x + SIZE * k, y, x + SIZE * (k + 1), y + SIZE, SIZE, False, False, 0, False, run, 0)
        for k, letter in enumerate(text)
    ]


def _doubted(rows: list[list[str]], at: list[list[float]]) -> set[tuple[int, int]]:
    """Return the places (row, column) that are doubted of texts set ``at`` places in columns 100 wide."""
    cols = len(rows[0])
    xs = tuple(100.0 * k for k in range(cols + 1))
    ys = tuple(95 + STEP * k for k in range(len(rows) + 1))
    places = [(row, col) for row in range(len(rows)) for col in range(cols)]
    grid = Grid(xs, ys, tuple(Region(row, col, 1, 1) for row, col in places))
    chars = [c for row, col in places for c in _text(at[row][col], row, rows[row][col])]
    return {(r.row, r.col) for r in doubtful(grid, assign(grid, chars))}


def _plain(rows: list[list[str]]) -> list[list[float]]:
    return [[10 + 100.0 * col for col in range(len(row))] for row in rows]


def test_columns_with_titles_and_values_are_not_doubted() -> None:
    rows = [["指標", "元年度", "令和2年度"], ["利用者数", "12", "14"], ["参加率", "3", "-"]]
    assert _doubted(rows, _plain(rows)) == set()


def test_neighbouring_columns_of_which_no_row_has_both_may_be_one() -> None:
    rows = [["指標", "元年度", ""], ["利用者数", "12", ""], ["参加率", "", "14"], ["件数", "", "15"]]
    assert {(1, 1), (2, 2), (3, 2)} <= _doubted(rows, _plain(rows))
    titled = [["科目", "収入", "支出"], *rows[1:]]
    assert _doubted(titled, _plain(titled)) == set()


def test_a_column_of_values_without_a_title_is_doubted_with_its_neighbours() -> None:
    rows = [["指標", "元年度", "", "備考"], ["利用者数", "12", "13", "済"], ["参加率", "3", "4", "済"]]
    found = _doubted(rows, _plain(rows))
    assert {(1, 1), (1, 2), (2, 2)} <= found
    assert (1, 0) not in found


def test_values_that_stand_elsewhere_below_a_second_header_are_doubted() -> None:
    first = [["指標", "元年度"], ["利用者数", "12"], ["参加率", "34"]]
    rows = [*first, ["事業", "令和3年度"], ["会議", "56"], ["講座", "78"]]
    at = [*_plain(first), *[[10.0, 150.0]] * 3]
    assert {(3, 1), (4, 1), (5, 1)} <= _doubted(rows, at)
    assert _doubted(rows, _plain(rows)) == set()


def test_a_wall_through_a_word_is_doubted() -> None:
    rows = [["指標", "元年度", "令和2年度"], ["利用者数", "12", "14"], ["参加率", "33", "44"]]
    at = _plain(rows)
    at[1][1], at[1][2] = 182.0, 200.5
    assert _doubted(rows, at) == {(1, 1), (1, 2)}


def test_tables_abreast_are_parted_where_their_titles_or_rows_tell() -> None:
    names, others = (
        ["利用者数合計", "参加者数合計", "認定件数", "支援件数"],
        ["開催回数合計", "講座参加者数", "相談件数合計", "登録件数"],
    )
    area = Area(0, 95, 400, 300)
    for title, rows in (("指標名", 4), ("事業名", 3), ("事業名", 4)):
        chars = [
            c
            for x, text in ((10, "指標名"), (110, "元年度"), (210, title), (310, "令和3年度"))
            for c in _text(x, 0, text)
        ]
        for k in range(4):
            chars += [*_text(10, k + 1, names[k]), *_text(110, k + 1, f"{k}12")]
        for k in range(rows):
            chars += [*_text(210, k + 1, others[k]), *_text(310, k + 1, f"{k}34")]
        parts = abreast(area, baselines(chars))
        assert len(parts) == (1 if (title, rows) == ("事業名", 4) else 2)


def test_all_texts_are_doubted_under_two_titles_in_one_cell_of_which_some_stand_in_two_halves() -> None:
    """A name and the value right of it are one column where the names fill theirs: 利用件数の割合27人."""
    cells = [
        [("項目", 5), ("実績値", 60)],
        [("参加率", 5), ("27人", 60)],
        [("利用件数割合27", 5)],
        [("件数", 5), ("9人", 70)],
    ]
    grid = Grid(
        (0.0, 140.0, 240.0),
        tuple(95 + STEP * k for k in range(5)),
        tuple(Region(row, col, 1, 1) for row in range(4) for col in range(2)),
    )
    values = ("目標値", "30人", "31人", "32人")
    chars = [c for row, texts in enumerate(cells) for text, x in texts for c in _text(x, row, text)]
    chars += [c for row, text in enumerate(values) for c in _text(160, row, text)]
    found = {(r.row, r.col) for r in doubtful(grid, assign(grid, chars))}
    assert {(1, 0), (2, 0), (3, 0)} <= found
    assert not {(1, 1), (2, 1), (3, 1)} & found
