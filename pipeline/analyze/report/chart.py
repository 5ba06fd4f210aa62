"""An indicator's series as SVG: baseline, actuals, targets, and what older releases said, by fiscal year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.analyze.markup import Html, el
from pipeline.analyze.report.facts import Indicator, Statement
from pipeline.analyze.report.numbers import shown

WIDTH, HEIGHT = 520, 190  # of the drawing, in its own units
LEFT, RIGHT, TOP, BOTTOM = 64, 14, 12, 26
RESULTS = ("baseline", "actual")
AIMS = ("target", "interim_target", "forecast")


@dataclass(frozen=True)
class Scale:
    """From fiscal years and values to places in the drawing."""

    years: tuple[int, int]
    values: tuple[float, float]

    def x(self, year: float) -> float:
        """Where a year stands."""
        first, last = self.years
        return round(LEFT + (year - first) / max(1, last - first) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """Where a value stands."""
        low, high = self.values
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)


def chart(indicator: Indicator) -> Html | None:
    """Draw an indicator; None where there are less than two numbers with a year to compare."""
    points = drawable(indicator.statements)
    if len({(s.fiscal_year, s.kind, s.value) for s in points}) < 2:
        return None
    scale = _scale(points)
    parts = [*_axes(scale), *_line(points, scale), *_marks(points, scale)]
    label = f"{indicator.name}: {summary(points)}"
    return el("svg", parts, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=label)


def drawable(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that share the most frequent unit and have a number and a year."""
    numbered = [s for s in statements if s.value is not None and s.fiscal_year and s.kind in RESULTS + AIMS]
    if not numbered:
        return []
    unit = Counter(s.unit for s in numbered).most_common(1)[0][0]
    return [s for s in numbered if s.unit == unit]


def summary(points: Sequence[Statement]) -> str:
    """Tell the drawing in words: the latest figure of each year, then the targets."""
    results = ", ".join(f"{s.fiscal_year}: {shown(s.value, s.decimals)}" for s in _latest(points, RESULTS))
    aims = ", ".join(f"{s.fiscal_year} → {shown(s.value, s.decimals)}" for s in _latest(points, AIMS))
    return "; ".join(text for text in (results, aims) if text)


def _latest(points: Sequence[Statement], kinds: Sequence[str]) -> list[Statement]:
    found = {s.fiscal_year or 0: s for s in points if s.kind in kinds and s.is_latest}
    return [found[year] for year in sorted(found)]


def _scale(points: Sequence[Statement]) -> Scale:
    years = [s.fiscal_year or 0 for s in points]
    values = [_float(s.value) for s in points]
    low, high = min(values), max(values)
    low = 0.0 if 0 < low < high / 2 or low == high > 0 else low
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return Scale((min(years), max(years)), (low - (room if low else 0.0), high + room))


def _axes(scale: Scale) -> Iterator[Html]:
    first, last = scale.years
    low, high = scale.values
    for value in (low + (high - low) * part for part in (0.0, 0.5, 1.0)):
        y = scale.y(value)
        yield el("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid")
        yield el("text", _tick(value), x=LEFT - 6, y=y + 4, class_="tick end")
    step = max(1, (last - first + 1) // 8)
    for year in range(first, last + 1, step):
        yield el("text", str(year), x=scale.x(year), y=HEIGHT - 8, class_="tick middle")


def _tick(value: float) -> str:
    return shown(Decimal(f"{value:.3g}") if abs(value) < 1000 else Decimal(round(value)))


def _line(points: Sequence[Statement], scale: Scale) -> Iterator[Html]:
    path = [(scale.x(s.fiscal_year or 0), scale.y(_float(s.value))) for s in _latest(points, RESULTS)]
    if len(path) > 1:
        yield el("polyline", points=" ".join(f"{x},{y}" for x, y in path), class_="line")


def _marks(points: Sequence[Statement], scale: Scale) -> Iterator[Html]:
    for s in sorted(points, key=lambda s: s.is_latest):
        x, y = scale.x(s.fiscal_year or 0), scale.y(_float(s.value))
        kind = s.kind if s.status not in ("provisional", "preliminary") else "provisional"
        title = f"{s.period} {shown(s.value, s.decimals)}{s.unit} ({s.document})"
        classes = f"mark {kind}" + ("" if s.is_latest else " older")
        yield el("path", el("title", title), d=_shape(s.kind, x, y), class_=classes, data_o=s.id)


def _shape(kind: str, x: float, y: float) -> str:
    if kind in AIMS:
        return f"M{x} {y - 6}l6 6l-6 6l-6 -6z"
    if kind == "baseline":
        return f"M{x - 4.5} {y - 4.5}h9v9h-9z"
    return f"M{x - 4.5} {y}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z"


def _float(value: Decimal | None) -> float:
    return float(value or 0)
