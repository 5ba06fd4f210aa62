"""How a random document looks: the quirks of office documents, each by a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tests.typeset.book import PageEffects
from tests.typeset.table import Effect, Rules

Arrangement = Literal["alone", "beside", "stacked", "continued"]


@dataclass(frozen=True)
class Look:
    """What quirks may change about a document.

    ``spans`` allows cells over several rows in the body, ``one_line`` keeps every text on one line and
    every position filled: where there are no rules, nothing else would tell rows and columns apart.
    ``shaded`` shades every cell.
    """

    rules: Rules = field(default_factory=Rules)
    page: PageEffects = field(default_factory=PageEffects)
    arrangement: Arrangement = "alone"
    repeat_header: bool = True
    continued: str = ""
    divide_spans: bool = False
    running_head: str = ""
    header_effect: Effect = "plain"
    body_effect: Effect = "plain"
    some_effect: Effect = "plain"
    spread_labels: bool = False
    marks: bool = False
    ruby: bool = False
    radicals: bool = False
    slanted: bool = False
    overflow: bool = False
    shaded: bool = False
    stripes: float | None = None
    spans: bool = True
    one_line: bool = False


Change = Callable[[Look], Look]


def _with(**changes: Any) -> Change:
    return lambda look: replace(look, **changes)


def _ruled(**changes: Any) -> Change:
    return lambda look: replace(look, rules=replace(look.rules, **changes))


def _page(**changes: Any) -> Change:
    return lambda look: replace(look, page=replace(look.page, **changes))


def _unruled(**changes: Any) -> Change:
    """Without rules between columns: nothing but the place of the text tells them apart."""
    return lambda look: replace(_ruled(vertical="none", **changes)(look), spans=False, one_line=True)


# Of each group a document has at most one quirk.
GROUPS: dict[str, dict[str, Change]] = {
    "rules": {
        "strokes": _ruled(),
        "thin rectangles": _ruled(made_of="bars"),
        "cell rectangles": _ruled(made_of="boxes"),
        "dashed": _ruled(dash=(2.0, 1.5)),
        "dotted": _ruled(dash=(0.5, 1.0)),
        "dots": _ruled(made_of="dots", width=0.75),
        "double": _ruled(double=1.6, width=0.4),
        "broken": _ruled(broken=17.0),
        "thick outline": _ruled(outer_width=1.5, header_width=1.2),
        "hairlines": _ruled(width=0.05),
        "gray": _ruled(gray=0.75),
        "specks": _ruled(specks=True),
        "white over black": _ruled(whitened=True),
        "open sides": _ruled(vertical="inner"),
        "horizontal only": _unruled(),
        "ends only": _unruled(horizontal="ends"),
        "no rules": _unruled(horizontal="none"),
        "shading only": lambda look: replace(_ruled(vertical="none", horizontal="none")(look), shaded=True),
        "stripes only": lambda look: replace(_unruled(horizontal="none")(look), stripes=0.9),
    },
    "text": {
        "fake bold": _with(body_effect="double"),
        "fake bold header": _with(header_effect="double"),
        "shadow": _with(body_effect="shadow"),
        "bold": _with(header_effect="bold"),
        "spaced header": _with(header_effect="spaced"),
        "placed singly": _with(body_effect="singly", header_effect="singly"),
        "spread labels": _with(spread_labels=True),
        "vertical header": _with(header_effect="vertical"),
        "turned header": _with(header_effect="turned"),
        "white text": _with(some_effect="white"),
        "invisible text": _with(some_effect="invisible"),
        "struck out": _with(some_effect="struck"),
        "no ToUnicode": _with(some_effect="unmapped"),
    },
    "content": {
        "raised marks": _with(marks=True),
        "ruby": _with(ruby=True),
        "radicals": _with(radicals=True),
        "slanted corner": _with(slanted=True),
        "overflow": _with(overflow=True),
    },
    "page": {
        "turned by 90": _page(rotation=90),
        "turned by 180": _page(rotation=180),
        "turned by 270": _page(rotation=270),
        "cropped": _page(crop=30.0),
        "form": _page(in_form=True),
        "turned, cropped form": _page(rotation=90, crop=12.0, in_form=True),
    },
    "arrangement": {
        "side by side": _with(arrangement="beside"),
        "stacked": _with(arrangement="stacked"),
        "continued": _with(arrangement="continued"),
        "continued without header": _with(arrangement="continued", repeat_header=False),
        "continued with a title": _with(arrangement="continued", continued="（つづき）"),
        "divided span": _with(arrangement="continued", divide_spans=True),
        "running head": _with(arrangement="continued", running_head="令和３年度　事務事業評価シート"),
    },
}
QUIRKS: dict[str, Change] = {name: change for group in GROUPS.values() for name, change in group.items()}


def look_of(quirks: Iterable[str]) -> Look:
    """Return the look with all of ``quirks``; raises ``KeyError`` for an unknown one."""
    look = Look()
    for quirk in quirks:
        look = QUIRKS[quirk](look)
    return look
