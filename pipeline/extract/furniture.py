"""Page furniture: page numbers and running heads, told by their place and by their repeating."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layers.extracted import Line, Page

EDGE = 0.1
"""Share of the page's height, above and below, in which furniture stands."""

_NUMBER = re.compile(
    r"[\W_]*(?:p\.?|page)?[\W_]*[0-9０-９]{1,4}[\W_]*(?:(?:of|頁|ページ)?[\W_]*[0-9０-９]{0,4})[\W_]*", re.I
)


def mark_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with the furniture among their lines marked, and counted apart."""
    repeated = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page)})
    often = max(2, len(pages) // 3)
    return [_marked(page, repeated, often) for page in pages]


def _marked(page: Page, repeated: Counter[str], often: int) -> Page:
    lines = tuple(
        replace(line, furniture=_at_edge(line, page) and _is_furniture(line, repeated, often))
        for line in page.lines
    )
    count = sum(1 for line in lines if line.furniture for c in line.text if not c.isspace())
    account = replace(page.account, lines=page.account.lines - count, furniture=count)
    return replace(page, lines=lines, account=account)


def _edge_lines(page: Page) -> list[Line]:
    return [line for line in page.lines if _at_edge(line, page)]


def _at_edge(line: Line, page: Page) -> bool:
    """Whether a line stands in the margin, with no table or other text further out on that side."""
    middle = (line.box.top + line.box.bottom) / 2
    if EDGE * page.height < middle < (1 - EDGE) * page.height:
        return False
    if middle > page.height / 2:
        return not any(t.box.bottom > line.box.bottom for t in page.tables)
    return not any(t.box.top < line.box.top for t in page.tables)


def _is_furniture(line: Line, repeated: Counter[str], often: int) -> bool:
    if _NUMBER.fullmatch(line.text.strip()):
        return True
    return repeated[_key(line)] >= often


def _key(line: Line) -> str:
    """Return what stays the same from page to page: the text without digits, and the height."""
    return f"{round(line.box.top / 6)}:{re.sub(r'[0-9０-９]+', '#', ''.join(line.text.split()))}"
