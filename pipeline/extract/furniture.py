"""Page furniture: page numbers and running heads, told by their place and by their repeating.

A heading that repeats at the top of pages is larger or bolder than the text, and no furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layers.account import inked
from pipeline.layers.extracted import Line, Page

EDGE = 0.1
"""Share of the page's height, above and below, in which furniture stands."""

_NUMBER = re.compile(
    r"[^\w\s,.]*\s*(?:p\.?|page)?\s*[0-9０-９]{1,4}\s*(?:(?:/|／|of)\s*[0-9０-９]{1,4})?\s*(?:頁|ページ)?\s*[^\w\s,.]*",
    re.I,
)
"""A page number with what is set around it: 12, - 12 -, P.12, 3／20, 12ページ; no value such as 12,345."""


def mark_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with the furniture among their lines marked, and counted apart."""
    repeated = Counter(key for page in pages for key in {_key(line) for line in _at_edge(page)})
    often = max(2, len(pages) // 3)
    usual = _usual_size(pages)
    return [_marked(page, repeated, often, usual) for page in pages]


def _usual_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0.0


def _marked(page: Page, repeated: Counter[str], often: int, usual: float) -> Page:
    edge = _at_edge(page)
    outer = {id(line) for line in edge if not any(_beyond(other, line, page) for other in edge)}
    found = {
        id(line)
        for line in edge
        if (id(line) in outer and _NUMBER.fullmatch(line.text.strip()))
        or (repeated[_key(line)] >= often and line.size <= usual and not line.bold)
    }
    lines = tuple(replace(line, furniture=id(line) in found) for line in page.lines)
    count = sum(inked(line.text) for line in lines if line.furniture)
    account = replace(page.account, lines=page.account.lines - count, furniture=count)
    return replace(page, lines=lines, account=account)


def _beyond(other: Line, line: Line, page: Page) -> bool:
    """Whether ``other`` stands further out on the same side of the page."""
    if (line.box.top < page.height / 2) is not (other.box.top < page.height / 2):
        return False
    if line.box.top < page.height / 2:
        return other.box.bottom < line.box.top
    return other.box.top > line.box.bottom


def _at_edge(page: Page) -> list[Line]:
    """Return the lines in the margins, with no table further out on their side."""
    first = min((t.box.top for t in page.tables), default=page.height)
    last = max((t.box.bottom for t in page.tables), default=0.0)
    return [
        line
        for line in page.lines
        if (line.box.bottom < EDGE * page.height and line.box.top < first)
        or (line.box.top > (1 - EDGE) * page.height and line.box.bottom > last)
    ]


def _key(line: Line) -> str:
    """Return what stays the same from page to page: the text without digits, and the height."""
    return f"{round(line.box.top / 6)}:{re.sub(r'[0-9０-９]+', '#', ''.join(line.text.split()))}"
