"""Small pictures in the cells of tables: a change, and a result against its target."""

from __future__ import annotations

from decimal import Decimal

from pipeline.analyze.markup import Html, el

WIDTH, HEIGHT = 120, 12
MOST_CHANGE = 50.0  # per cent; a longer bar is cut and ends in an arrow
MOST_RATE = 150.0


def change(percent: Decimal | float | None) -> Html | None:
    """A bar to the left or right of the middle."""
    if percent is None:
        return None
    value = max(-MOST_CHANGE, min(MOST_CHANGE, float(percent)))
    middle = WIDTH / 2
    length = round(abs(value) / MOST_CHANGE * middle, 1)
    bar = el(
        "rect",
        x=middle if value > 0 else middle - length,
        y=2,
        width=length,
        height=HEIGHT - 4,
        class_=_sign(value),
    )
    arrow = _arrow(value) if abs(float(percent)) > MOST_CHANGE else None
    return _svg(bar, el("line", x1=middle, x2=middle, y1=0, y2=HEIGHT, class_="grid"), arrow)


def rate(percent: Decimal | float | None, reached: bool | None) -> Html | None:
    """A bar from the left; a line stands where the target is reached (100 %)."""
    if percent is None or percent < 0:
        return None
    length = round(min(MOST_RATE, float(percent)) / MOST_RATE * WIDTH, 1)
    verdict = {True: "reached", False: "missed", None: "undecided"}[reached]
    goal = round(100 / MOST_RATE * WIDTH, 1)
    bar = el("rect", x=0, y=2, width=length, height=HEIGHT - 4, class_=verdict)
    return _svg(bar, el("line", x1=goal, x2=goal, y1=0, y2=HEIGHT, class_="goal"))


def shares(parts: list[tuple[str, int]]) -> Html | None:
    """One bar of several parts: classes and counts."""
    total = sum(count for _, count in parts)
    if not total:
        return None
    found, x = [], 0.0
    for name, count in parts:
        width = count / total * 240
        found.append(
            el(
                "rect",
                el("title", str(count)),
                x=round(x, 1),
                y=0,
                width=round(width, 1),
                height=14,
                class_=name,
            )
        )
        x += width
    return el("svg", found, viewBox="0 0 240 14", class_="shares", aria_hidden="true")


def _arrow(value: float) -> Html:
    tip, back = (WIDTH, WIDTH - 6) if value > 0 else (0, 6)
    return el("path", d=f"M{back} 0L{tip} {HEIGHT / 2}L{back} {HEIGHT}z", class_=_sign(value))


def _sign(value: float) -> str:
    return "more" if value > 0 else "less"


def _svg(*content: Html | None) -> Html:
    return el("svg", content, viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="bar", aria_hidden="true")
