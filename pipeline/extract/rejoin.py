"""Networks that are not one table each: parts of one put together, two without a gap taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.content import Char
from pipeline.extract.rulings import Network

NEAR = 3.0
"""Points by which the sides of two parts may differ."""

ROW = 2.6
"""Height of the row between, at most, in sizes of its text."""

TALL = 0.6
"""Share of a part's height that a line must run to be one between its columns."""

OWN_ROWS = 3
OWN_COLUMNS = 3
"""Rows, and lines between columns, from which a part is a table of its own."""


def rejoined(networks: Sequence[Network], chars: Sequence[Char]) -> list[Network]:
    """Return the networks with those joined that only a row across an open-sided table keeps apart.

    Nothing vertical is drawn in such a row, so that no line leads from the part above to the one below.
    """
    found: list[Network] = []
    for network in sorted(networks, key=lambda n: n.box[1]):
        above = next((k for k, n in enumerate(found) if _goes_on(n, network, chars)), None)
        if above is None:
            found.append(network)
        else:
            first = found[above]
            found[above] = Network(
                (*first.horizontal, *network.horizontal), (*first.vertical, *network.vertical)
            )
    return found


def _goes_on(first: Network, second: Network, chars: Sequence[Char]) -> bool:
    a, b = first.box, second.box
    if abs(a[0] - b[0]) > NEAR or abs(a[2] - b[2]) > NEAR or not 0 < b[1] - a[3] < 60:
        return False
    if not (_open(first) and _open(second)):
        return False
    between = [
        c
        for c in chars
        if a[0] <= c.x0 and c.x1 <= a[2] and a[3] <= (c.top + c.bottom) / 2 <= b[1] and c.text.strip()
    ]
    return bool(between) and b[1] - a[3] <= ROW * max(c.size for c in between)


def _open(network: Network) -> bool:
    """Whether neither side of a network is drawn."""
    x0, _, x1, _ = network.box
    return not any(abs(v.at - x) <= NEAR for v in network.vertical for x in (x0, x1))


def parted(network: Network) -> list[Network]:
    """Part tables that stand one on the other: each of several rows and columns, with few lines in common.

    A form changes its columns too, but every row or two.
    """
    x0, top, x1, bottom = network.box
    cuts = [
        h.at
        for h in network.horizontal
        if h.start <= x0 + NEAR and h.end >= x1 - NEAR and top + NEAR < h.at < bottom - NEAR
    ]
    for cut in cuts:
        parts = [_part(network, top, cut), _part(network, cut, bottom)]
        if all(_is_own(part) for part in parts) and _changes(network, cut):
            return [p for part in parts for p in parted(part)]
    return [network]


def _part(network: Network, top: float, bottom: float) -> Network:
    return Network(
        tuple(h for h in network.horizontal if top - NEAR <= h.at <= bottom + NEAR),
        tuple(
            v._replace(start=max(v.start, top), end=min(v.end, bottom))
            for v in network.vertical
            if min(v.end, bottom) - max(v.start, top) > NEAR
        ),
    )


def _columns(part: Network) -> list[float]:
    """Return where inner lines run for most of a part's height, rows across it left out."""
    x0, top, x1, bottom = part.box
    length: dict[float, float] = {}
    for v in part.vertical:
        if x0 + NEAR < v.at < x1 - NEAR:
            length[v.at] = length.get(v.at, 0.0) + v.end - v.start
    return [x for x, reach in length.items() if reach >= TALL * (bottom - top)]


def _is_own(part: Network) -> bool:
    return len(part.horizontal) > OWN_ROWS and len(_columns(part)) >= OWN_COLUMNS


def _changes(network: Network, cut: float) -> bool:
    """Whether the lines that come down to a rule from above are others than those that go on below."""
    above = {v.at for v in network.vertical if v.start < cut - NEAR and v.end >= cut - NEAR}
    below = {v.at for v in network.vertical if v.end > cut + NEAR and v.start <= cut + NEAR}
    x0, _, x1, _ = network.box
    above, below = ({x for x in side if x0 + NEAR < x < x1 - NEAR} for side in (above, below))
    shared = sum(1 for x in above if any(abs(x - other) <= NEAR for other in below))
    least = min(len(above), len(below))
    return least >= OWN_COLUMNS and shared * 3 <= least
