"""Parts of one table with open sides, parted by a row that runs across it, put together again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.content import Char
from pipeline.extract.rulings import Network

NEAR = 3.0
"""Points by which the sides of two parts may differ."""

ROW = 2.6
"""Height of the row between, at most, in sizes of its text."""


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
