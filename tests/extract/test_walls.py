"""Text that touches text beyond a wall of its cell."""

from __future__ import annotations

from pipeline.extract.cells import OVERLAP, assign
from pipeline.extract.content import Char
from pipeline.extract.grid import Grid, Region
from pipeline.extract.overflow import WARNING, settle

LEFT, RIGHT = Region(0, 0, 1, 1), Region(0, 1, 1, 1)
GRID = Grid((50.0, 100.0, 150.0), (80.0, 94.0), (LEFT, RIGHT))


def _text(text: str, x0: float, *, letter_gap: float = 0.0, run: int = 0) -> list[Char]:
    step = 5.0 + letter_gap
    return [
        Char(c, x0 + step * k, 84.0, x0 + step * k + 5, 92.0, 8.0, False, False, 0, False, run + k, 0)
        for k, c in enumerate(text)
    ]


def _settled(*texts: list[Char]) -> tuple[dict[Region, str], dict[Region, tuple[str, ...]]]:
    placed = assign(GRID, [c for text in texts for c in text])
    warnings = settle(GRID, placed)
    shown = {
        region: "".join(c.text for c in sorted(chars, key=lambda c: c.x0))
        for region, chars in placed.inside.items()
    }
    return shown, warnings


def test_what_runs_out_of_the_table_belongs_to_its_last_cell() -> None:
    shown, warnings = _settled(_text("12", 60.0), _text("1,234,567t", 104.0, run=10))
    assert shown == {LEFT: "12", RIGHT: "1,234,567t"}
    assert warnings == {RIGHT: (WARNING,)}


def test_text_beside_the_table_stays_outside() -> None:
    shown, warnings = _settled(
        _text("12", 60.0), _text("1,234,567", 104.0, run=10), _text("※", 151.5, run=30)
    )
    assert shown == {LEFT: "12", RIGHT: "1,234,567"}
    assert not warnings


def test_a_last_letter_beyond_the_wall_comes_back_and_both_cells_are_doubted() -> None:
    shown, warnings = _settled(_text("1,842,578ha", 50.0), _text("課", 107.0, run=20))
    assert shown == {LEFT: "1,842,578ha", RIGHT: "課"}
    assert warnings[LEFT] == warnings[RIGHT] == (OVERLAP,)


def test_spaced_digits_that_go_on_before_the_next_number_are_doubted() -> None:
    _, warnings = _settled(
        _text("1,092,145", 47.0, letter_gap=1.5), _text("106", 105.5, letter_gap=1.5, run=20)
    )
    assert warnings[LEFT] == warnings[RIGHT] == (OVERLAP,)


def test_numbers_that_fill_their_cells_are_not_doubted() -> None:
    _, warnings = _settled(_text("123456789", 53.0), _text("987", 102.0, run=20))
    assert not warnings


def test_text_across_the_wall_between_two_rows_makes_both_doubtful() -> None:
    """Where a row is too low for its text, the lines above and below stand in its neighbours."""
    upper, lower = Region(0, 0, 1, 1), Region(1, 0, 1, 1)
    grid = Grid((50.0, 100.0), (72.0, 87.5, 103.0), (upper, lower))
    assert settle(grid, assign(grid, _text("3,166", 60.0))) == {upper: (OVERLAP,), lower: (OVERLAP,)}


def test_text_that_fills_one_cell_after_another_is_given_to_the_first_that_it_fills() -> None:
    regions = tuple(Region(0, col, 1, 1) for col in range(3))
    grid = Grid((50.0, 100.0, 150.0, 200.0), (80.0, 94.0), regions)
    texts = (_text("あ" * 10, 50.0), _text("い" * 10, 100.0, run=20), _text("う", 150.0, run=40))
    warnings = settle(grid, assign(grid, [c for text in texts for c in text]))
    assert warnings[regions[0]] == warnings[regions[1]] == (OVERLAP,)
