"""Paragraphs out of the lines of a page, joined where a line was only broken at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from pipeline.layers.extracted import Box, Document, Line, Page
from pipeline.normalize.labels.label import join_lines

_ITEM = regex.compile(
    r"\s*(?:[・●○■□◆◇▲▼◎※☆★†＊*➢✓]|[（(\[［]?(?:※|注)|[①-⑳]|"
    r"[（(][\d０-９]{1,2}[）)]|[\d０-９]{1,2}[.．、 　]|"
    r"第[\d０-９一二三四五六七八九十]+[章節編]|[【〔＜<≪《])"
)
# It repeats from page to page at one place, and still belongs to the table below it.
_UNIT_LINE = regex.compile(r"\s*[（(\[［]?\s*単位.{1,30}")
# Tables reach this share of the text's width into the margin, and the text still ends where its lines end.
_OVERHANG = 0.06
_LONGEST_HEADING = 40
_SENTENCE_END = ("。", "．", "？", "！", "」。")


@dataclass(frozen=True)
class Paragraph:
    """Text outside tables with its place; ``position`` orders it among the paragraphs and tables."""

    text: str
    page: int
    box: Box
    size: float
    bold: bool
    lines: int

    @property
    def position(self) -> tuple[int, float]:
        """Page and top edge: what stands above has the smaller position."""
        return (self.page, self.box.top)


def body_size(document: Document) -> float:
    """Return the font size of running text in points: of most sentences, or without any, of most cells.

    A document of tables and headings has no running text to measure headings by, but cells are never
    larger than it. 0 without text.
    """
    lines = [line for page in document.pages for line in page.lines if not line.furniture]
    running = [line for line in lines if _is_running(line.text)]
    cells = [cell for page in document.pages for table in page.tables for cell in table.cells if cell.size]
    for group in (running, cells, lines):
        sizes: Counter[float] = Counter()
        for part in group:
            sizes[round(part.size, 1)] += len(part.text)
        if sizes:
            return sizes.most_common(1)[0][0]
    return 0.0


def _is_running(text: str) -> bool:
    """Whether a line is of a sentence: it ends one, has one's comma, or is as long as no heading is."""
    return text.rstrip().endswith(_SENTENCE_END) or "、" in text or len(text) >= _LONGEST_HEADING


def paragraphs(document: Document) -> list[Paragraph]:
    """Return the paragraphs of a document in reading order; of page furniture only lines of units."""
    found: list[Paragraph] = []
    for page in document.pages:
        found += _of_page(page)
    return found


def _of_page(page: Page) -> list[Paragraph]:
    lines = [line for line in page.lines if _is_read(line)]
    right = _right_margin(lines, page)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, right, page):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(page.number, group) for group in groups]


def _is_read(line: Line) -> bool:
    return bool(line.text.strip()) and (not line.furniture or _UNIT_LINE.fullmatch(line.text) is not None)


def _right_margin(lines: Sequence[Line], page: Page) -> float:
    """Where the text of a page ends at the right; tables may reach a little further than its lines."""
    text = max((line.box.x1 for line in lines), default=0.0)
    left = min((line.box.x0 for line in lines), default=0.0)
    all_right = max([text, *(table.box.x1 for table in page.tables)])
    return text if all_right - text < _OVERHANG * (all_right - left) else all_right


def _continues(group: Sequence[Line], line: Line, right: float, page: Page) -> bool:
    last = group[-1]
    size = max(last.size, line.size, 1.0)
    gap = line.box.top - last.box.bottom
    if abs(last.size - line.size) > 0.6 or last.bold != line.bold or not -size < gap < size:
        return False
    if len(group) > 1 and gap - (last.box.top - group[-2].box.bottom) > 0.4 * size:
        return False  # more room than between the lines before
    if _ITEM.match(line.text) or any(last.box.bottom <= t.box.top <= line.box.top for t in page.tables):
        return False
    if last.block == line.block and last.text.rstrip().endswith(("、", "，", "・")):
        return True
    full = last.box.x1 >= right - 2.2 * size or _fills_its_block(group, line, size)
    indented = line.box.x0 > group[0].box.x0 + 0.5 * size and not _ITEM.match(group[0].text)
    ended = last.text.rstrip().endswith(_SENTENCE_END) and line.box.x0 >= group[-1].box.x0 - 0.5 * size
    return full and not (indented and ended) and not (ended and len(group) > 1 and indented)


def _fills_its_block(group: Sequence[Line], line: Line, size: float) -> bool:
    """A line as long as the ones around it in one block was broken for want of room."""
    return group[-1].block == line.block and len(group) > 1 and group[-1].box.x1 >= group[0].box.x1 - size


def _paragraph(page: int, lines: Sequence[Line]) -> Paragraph:
    box = Box(
        min(line.box.x0 for line in lines),
        min(line.box.top for line in lines),
        max(line.box.x1 for line in lines),
        max(line.box.bottom for line in lines),
    )
    text = join_lines("\n".join(line.text for line in lines))
    return Paragraph(text, page, box, _common_size(lines), lines[0].bold, len(lines))


def _common_size(lines: Iterable[Line]) -> float:
    return Counter(line.size for line in lines).most_common(1)[0][0]
