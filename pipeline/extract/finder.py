"""The table finder: from the lines and characters of a page to tables, whoever read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.cells import assign
from pipeline.extract.content import Char, Fill, PageContent, lightness
from pipeline.extract.grid import Grid, Region, grid_of
from pipeline.extract.rulings import Network, networks, whole_lines


@dataclass(frozen=True)
class FoundTable:
    """A table and the characters of each of its cells."""

    grid: Grid
    source: str
    chars: dict[Region, list[Char]]
    warnings: tuple[str, ...] = ()
    cell_warnings: dict[Region, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """A box that is no table: a stamp, or a frame around text."""

    x0: float
    top: float
    x1: float
    bottom: float


def find_tables(
    content: PageContent, chars: Sequence[Char]
) -> tuple[list[FoundTable], list[Frame], list[Char]]:
    """Return the tables of a page, the boxes that are none, and the characters outside tables."""
    lines = whole_lines(content.rulings, content.fills)
    found, _ = networks(lines)
    rest = list(chars)
    tables: list[FoundTable] = []
    frames: list[Frame] = []
    for network in sorted(found, key=_area):  # a table inside a cell of another takes its characters first
        grid = grid_of(network)
        if grid is None:
            continue
        inside, outside = assign(grid, rest)
        if is_table(grid, inside):
            tables.append(FoundTable(grid, "ruled", inside))
            rest = outside
        else:
            frames.append(Frame(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]))
    tables.sort(key=lambda t: (t.grid.ys[0], t.grid.xs[0]))
    return tables, frames, rest


def _area(network: Network) -> float:
    x0, top, x1, bottom = network.box
    return (x1 - x0) * (bottom - top)


def is_table(grid: Grid, chars: dict[Region, list[Char]]) -> bool:
    """Whether a grid holds a table: two columns, and text in two cells, at least."""
    if grid.cols < 2:
        return False
    filled = [r for r, cs in chars.items() if any(not c.text.isspace() for c in cs)]
    return len(filled) >= 2 and len({r.col for r in filled}) + len({r.row for r in filled}) > 2


def shaded(box: tuple[float, float, float, float], fills: Sequence[Fill]) -> bool:
    """Whether a fill that shows lies under the middle of a cell."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    under = [f for f in fills if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
    return bool(under) and lightness(max(under, key=lambda f: f.order).colour) < 0.985
