"""The forms of headers that offices use, each drawn from a maker.

The unit stands in the name, in a column, at the corner of the table, or in the cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.typeset.headers.maker import Maker
from tests.typeset.headers.meaning import (
    ACTUALS,
    BASELINES,
    CHANGES,
    GRADE,
    INTERIM,
    OUTLOOKS,
    RATE,
    TARGETS,
    Head,
    Kind,
)
from tests.typeset.table import Cell, Row, Table

Form = Callable[[Maker], Table]


def _columns(maker: Maker, count: int, width: float = 62.0) -> list[float]:
    return [150.0, *([40.0] if maker.place == "column" else []), *[width] * count]


def _centred(text: str, **spans: int) -> Cell:
    return Cell(text, align="center", **spans)  # type: ignore[arg-type]


def _body(maker: Maker, heads: Sequence[Head]) -> list[Row]:
    return [
        [Cell(maker.label(number)), *maker.unit_cells(number), *(maker.value(number, head) for head in heads)]
        for number in range(len(maker.names))
    ]


def _periods_over_kinds(maker: Maker) -> Table:
    target, actual = maker.one(TARGETS), maker.one(ACTUALS[:2])
    kinds = [target, actual, *([RATE] if maker.random.random() < 0.5 else [])]
    years = [maker.first + step for step in range(maker.random.randint(1, 3))]
    heads = [Head(year, kind) for year in years for kind in kinds]
    tall = {"row_span": 2}
    top = [_centred("指標名", **tall), *maker.unit_cells(None, **tall)]
    top += [_centred(maker.spell(year), col_span=len(kinds)) for year in years]
    below = [_centred(kind.word) for _ in years for kind in kinds]
    return Table(_columns(maker, len(heads)), [top, below, *_body(maker, heads)], 2)


def _kinds_over_periods(maker: Maker) -> Table:
    parts = [
        (maker.one(BASELINES), [maker.first]),
        (maker.one(ACTUALS[:2]), [maker.first + step for step in (1, 2)]),
        (maker.one(TARGETS), [maker.first + step for step in (3, 4, 5)][: maker.random.randint(1, 3)]),
    ]
    parts = parts[maker.random.randint(0, 1) :]
    heads = [Head(year, kind) for kind, years in parts for year in years]
    tall = {"row_span": 2}
    top = [_centred("成果指標", **tall), *maker.unit_cells(None, **tall)]
    top += [_centred(kind.word, col_span=len(years)) for kind, years in parts]
    below = [_centred(maker.spell(head.year or 0)) for head in heads]
    return Table(_columns(maker, len(heads)), [top, below, *_body(maker, heads)], 2)


def _flat(maker: Maker) -> Table:
    heads = [Head(maker.first, maker.one(BASELINES))]
    heads += [Head(maker.first + step, ACTUALS[0]) for step in range(1, maker.random.randint(2, 4))]
    if maker.random.random() < 0.4:
        heads.append(Head(maker.first + 4, maker.one(OUTLOOKS)))
    heads.append(Head(maker.first + 5, maker.one(TARGETS)))
    top = [_centred("指　標"), *maker.unit_cells(None)]
    top += [_centred(f"{maker.spell(head.year or 0)}\n{head.kind.word}") for head in heads]
    return Table(_columns(maker, len(heads), 66.0), [top, *_body(maker, heads)])


def _bracketed(maker: Maker) -> Table:
    heads = [Head(maker.first, maker.one(BASELINES)), Head(maker.first + 5, maker.one(TARGETS))]
    joint = maker.random.choice(("", "\n"))
    top = [_centred("指標"), *maker.unit_cells(None)]
    top += [_centred(f"{head.kind.word}{joint}（{maker.spell(head.year or 0)}）") for head in heads]
    return Table(_columns(maker, 2, 96.0), [top, *_body(maker, heads)])


def _stages(maker: Maker) -> Table:
    heads = [
        Head(maker.first, BASELINES[1]),
        Head(maker.first + 3, INTERIM),
        Head(maker.first + 6, Kind("最終目標", "target", "planned")),
    ]
    top = [_centred("項目"), *maker.unit_cells(None)]
    top += [_centred(f"{head.kind.word}\n{maker.spell(head.year or 0)}") for head in heads]
    return Table(_columns(maker, 3, 80.0), [top, *_body(maker, heads)])


def _evaluated(maker: Maker) -> Table:
    year = maker.first
    heads = [Head(year, TARGETS[0]), Head(year, ACTUALS[0]), Head(year, RATE), Head(year, GRADE)]
    top = [_centred("指標名"), *maker.unit_cells(None)]
    top += [_centred(f"{maker.spell(year)}\n{head.kind.word}") for head in heads]
    return Table(_columns(maker, 4, 72.0), [top, *_body(maker, heads)])


def _sub_rows(maker: Maker) -> Table:
    kinds = [maker.one(TARGETS[:2]), maker.one(ACTUALS[:2])]
    years = [maker.first + step for step in range(maker.random.randint(2, 4))]
    unit = [40.0] if maker.place == "column" else []
    top = [
        _centred("指標名"),
        *maker.unit_cells(None),
        _centred("区分"),
        *(_centred(maker.spell(y)) for y in years),
    ]
    rows: list[Row] = [top]
    for number in range(len(maker.names)):
        names = [
            Cell(maker.label(number), row_span=len(kinds)),
            *maker.unit_cells(number, row_span=len(kinds)),
        ]
        for place, kind in enumerate(kinds):
            values = [maker.value(number, Head(year, kind)) for year in years]
            rows.append([*(names if not place else []), _centred(kind.word), *values])
    return Table([150.0, *unit, 45.0, *[62.0] * len(years)], rows)


def _transposed(maker: Maker) -> Table:
    if maker.place == "column":
        maker.place = "cell"
    kind = maker.one(ACTUALS[:2])
    years = [maker.first + step for step in range(maker.random.randint(3, 6))]
    count = min(len(maker.names), 5)
    top = [_centred("年度"), *(_centred(maker.label(number)) for number in range(count))]
    rows: list[Row] = [top]
    for year in years:
        rows.append(
            [
                _centred(f"{maker.spell(year)}{kind.word}"),
                *(maker.value(n, Head(year, kind)) for n in range(count)),
            ]
        )
    return Table([100.0, *[82.0] * count], rows)


def _single_and_cumulative(maker: Maker) -> Table:
    actual = maker.one(ACTUALS[:2])
    years = [maker.first + step for step in range(maker.random.randint(1, 3))]
    heads = [Head(year, actual, cumulative) for year in years for cumulative in (False, True)]
    tall = {"row_span": 2}
    top = [_centred("指標名", **tall), *maker.unit_cells(None, **tall)]
    top += [_centred(maker.spell(year) + actual.word, col_span=2) for year in years]
    below = [_centred("累計" if head.cumulative else "単年度") for head in heads]
    return Table(_columns(maker, len(heads)), [top, below, *_body(maker, heads)], 2)


def _three_levels(maker: Maker) -> Table:
    years = [maker.first + step for step in range(2)]
    heads = [Head(year, kind) for year in years for kind in (TARGETS[0], ACTUALS[0])]
    tall = {"row_span": 3}
    top = [_centred("項目", **tall), *maker.unit_cells(None, **tall), _centred("目標及び実績", col_span=4)]
    middle = [_centred(maker.spell(year), col_span=2) for year in years]
    below = [_centred(head.kind.word) for head in heads]
    return Table(_columns(maker, 4), [top, middle, below, *_body(maker, heads)], 3)


def _changed(maker: Maker) -> Table:
    actual, change = ACTUALS[0], maker.one(CHANGES)
    year = maker.first + 1
    heads = [Head(year - 1, actual), Head(year, actual), Head(year, change)]
    top = [_centred("指標"), *maker.unit_cells(None)]
    top += [_centred(f"{maker.spell(head.year or 0)}\n{head.kind.word}") for head in heads]
    return Table(_columns(maker, 3, 76.0), [top, *_body(maker, heads)])


FORMS: dict[str, Form] = {
    "periods over kinds": _periods_over_kinds,
    "kinds over periods": _kinds_over_periods,
    "flat": _flat,
    "period in brackets": _bracketed,
    "stages": _stages,
    "evaluated": _evaluated,
    "sub-rows": _sub_rows,
    "transposed": _transposed,
    "single and cumulative": _single_and_cumulative,
    "three levels": _three_levels,
    "change": _changed,
}
