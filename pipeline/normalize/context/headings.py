"""Headings, and the goal and the section that they give to a table or to a row (DESIGN: Goal and section)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import regex

from pipeline.normalize.context.paragraphs import Paragraph
from pipeline.normalize.context.unit_lines import is_unit_alone
from pipeline.normalize.text import key

_GOAL = regex.compile(r"基本目標\s*[（(]?[\d０-９①-⑳一二三四五六七八九十ⅠⅡⅢⅣⅤⅥIV]")
_CIRCLED = regex.compile(r"\s*[①-⑳]")
# A number before one of these counts something (3歳児健診, 2020年の人口).
_COUNTED = "年歳才次か月日人つ期回件%％万億千百割級位"
_LEADING_ORDINAL = regex.compile(
    r"^\s*(?:第?[\d０-９一二三四五六七八九十]+\s*[.．、章節編](?!\d)|[（(][\d０-９一二三四五六七八九十]+[）)]"
    rf"|[一二三四五六七八九十]+(?=[\s　])|[\d０-９]++(?:[.．－-][\d０-９]++)*+(?![.．{_COUNTED}]))[\s　]*"
)
# A letter alone marks a part of a figure (A, Ｄ), and heads nothing.
_WORDS = regex.compile(r"\p{L}.*[\p{L}\p{N}]|\p{N}.*\p{L}", regex.DOTALL)
_NUMBERED = regex.compile(
    r"\s*(?:第[\d０-９一二三四五六七八九十]+|[\d０-９]+[.．章\s　]|"
    r"[（(][\d０-９一二三四五六七八九十]+[）)]|[①-⑳ⅠⅡⅢⅣⅤⅥ]|[【〔■◆●○◇□＜<≪《])"
)
# Nor does what says how cells are to be read: （ ）内は実績, 上段：目標.
_NOT_HEADING = regex.compile(
    r"[。、，]$|^\s*[・※＊*☆★†]|^[（(]?(?:注|単位)|[…‥・.]{4,}|[-‐]{6,}"
    r"|^[（(][\s　]*[）)]|^[（(]?[上中下]段[はがの：:＝=]"
)
# A day or a month by itself dates a page and heads nothing: （令和６年10月公表）, 2024年3月31日現在.
_DATE = regex.compile(
    r"[（(【\[\s]*(?:令和|平成|昭和|[RHSＲＨＳ]|(?=[\d０-９]{4}))[\d０-９元年度.．/／\s]+月?(?:末|[\d０-９\s]+日)?"
    r"[\s　]*(?:現在|時点|公表|作成|策定|改訂|改定|発行|更新|版)?[）)】\]\s]*"
)
# What says that a table or a section is printed on from the page before; 手続き is none.
_CONTINUED = regex.compile(
    r"[\s　]*(?:[（(〔\[［【＜<]\s*(?:前(?:ページ|頁)(?:から|より)?の?)?(?:つづき|続き?)\s*[）)〕\]］】＞>]"
    r"|(?:^|[\s　])(?:前(?:ページ|頁)(?:から|より)?の?)?(?:つづき|続き))[\s　]*$"
)
# Sizes nearer than this are one level: a producer's rounding is not a hierarchy.
_SAME_SIZE = 0.4


@dataclass(frozen=True)
class Heading:
    """A heading, or a row across a table, with its place. ``level`` 0 is the highest."""

    text: str
    page: int
    top: float
    level: int

    @property
    def position(self) -> tuple[int, float]:
        """Page and top edge."""
        return (self.page, self.top)


@dataclass(frozen=True)
class Outline:
    """The headings of a document in order, and its title as its first page prints it (or empty)."""

    headings: tuple[Heading, ...]
    title: str

    def above(self, page: int, top: float) -> list[Heading]:
        """Return the headings above a place, the nearest first, the document's title left out."""
        if self._positions:
            return list(self.headings[: bisect_left(self._positions, (page, top))][::-1])
        return [h for h in reversed(self.headings) if h.position < (page, top)]

    def goes_on(self, before: tuple[int, float], after: tuple[int, float]) -> bool:
        """Whether no other heading stands between two places: none, or those above the first one again."""
        above = self.above(*after)
        new = [heading.text for heading in above if heading.position > before]
        return [heading.text for heading in above[len(new) : 2 * len(new)]] == new

    @cached_property
    def _positions(self) -> list[tuple[int, float]]:
        """The places of the headings where they stand in order, to find one without asking all; else none."""
        positions = [h.position for h in self.headings]
        return positions if all(a <= b for a, b in pairwise(positions)) else []


def outline(paragraphs: Sequence[Paragraph], body: float, known_title: str | None = None) -> Outline:
    """Find the headings among ``paragraphs``; ``body`` is the size of running text in points.

    ``known_title`` is what the catalogue says; without it, the title is the largest heading of the first
    page, if its rank does not recur (chapter titles do).
    """
    found = _once([p for p in paragraphs if _is_heading(p, body)])
    ranks = _ranks(found)
    title = _title(found, ranks, known_title)
    levels = {rank: level for level, rank in enumerate(sorted(set(ranks.values())))}
    return Outline(
        tuple(Heading(p.text, p.page, p.box.top, levels[ranks[id(p)]]) for p in found if p is not title),
        title.text if title else "",
    )


def _once(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The headings without those that are printed again, as they say, on a further page."""
    kept: list[Paragraph] = []
    known: set[str] = set()
    for paragraph in found:
        text = without_continued(paragraph.text)
        if text != paragraph.text and (not text or key(text) in known):
            continue
        known.add(key(text))
        kept.append(replace(paragraph, text=text))
    return kept


def without_continued(text: str) -> str:
    """Return a heading or a label without the words that it is printed again: 子育て（続き）."""
    return _CONTINUED.sub("", text)


def _is_heading(paragraph: Paragraph, body: float) -> bool:
    text = paragraph.text
    if paragraph.lines > 2 or len(text) > 70 or _NOT_HEADING.search(text) or not _WORDS.search(text):
        return False
    if is_unit_alone(text) or ("月" in text and _DATE.fullmatch(text)):
        return False
    stands_out = paragraph.size >= body + 0.5 or (paragraph.bold and paragraph.size >= body - 0.5)
    numbered = bool(_NUMBERED.match(text)) and paragraph.lines == 1 and paragraph.size >= body - 0.5
    return stands_out or numbered or bool(_GOAL.match(text))


_Rank = tuple[float, int, int]


def _ranks(found: Sequence[Paragraph]) -> dict[int, _Rank]:
    """Rank of each heading by identity: its size (largest first), bold before plain, (1) and ① below 1."""
    steps: list[float] = []
    for size in sorted({p.size for p in found}, reverse=True):
        if not steps or steps[-1] - size > _SAME_SIZE:
            steps.append(size)
    return {id(p): (_step_of(p.size, steps), 0 if p.bold else 1, _depth(p.text.lstrip())) for p in found}


def _step_of(size: float, steps: Sequence[float]) -> float:
    return -next(step for step in reversed(steps) if step >= size - 1e-6)


def _depth(text: str) -> int:
    return 2 if _CIRCLED.match(text) else 1 if text[:1] in "（(【〔＜<≪《■◆●○◇□" else 0


def _title(found: Sequence[Paragraph], ranks: dict[int, _Rank], known: str | None) -> Paragraph | None:
    if not found:
        return None
    if known and (paragraph := _known_title(found, key(known))) is not None:
        return paragraph
    first = [p for p in found if p.page == found[0].page]
    largest = min(first, key=lambda p: ranks[id(p)])
    recurs = Counter(ranks.values())[ranks[id(largest)]] > 1
    return None if recurs or _GOAL.search(largest.text) else largest


def _known_title(found: Sequence[Paragraph], wanted: str) -> Paragraph | None:
    """The heading that prints the catalogue's title; one that recurs heads its pages and titles nothing."""
    texts = Counter(key(p.text) for p in found)
    for paragraph in found:
        said = key(without_ordinal(paragraph.text))
        if paragraph.page > found[0].page + 1 or len(said) < 6 or texts[key(paragraph.text)] > 1:
            continue
        if said in wanted or wanted in said:
            return paragraph
    return None


def without_ordinal(text: str) -> str:
    """Return a heading without its leading number."""
    return _LEADING_ORDINAL.sub("", text, count=1).strip() or text.strip()


def place(headings: Sequence[Heading], across: Sequence[Heading]) -> tuple[str, str]:
    """Return goal and section for a place from the headings above it (nearest first).

    ``across`` are the rows across the table above it, nearest first.
    """
    goal = next((h for h in headings if _GOAL.search(h.text)), None)
    rows = [h for h in across if not _GOAL.search(h.text)]
    across_goal = next((h for h in across if _GOAL.search(h.text)), None)
    if across_goal is not None:
        goal = across_goal
    if goal is not None:
        under = [h for h in (*rows, *headings) if h.position > goal.position]
        section = next((h.text for h in under if _CIRCLED.match(h.text)), "")
        return _goal_text(goal.text), section
    return _two_levels(headings, rows)


def _goal_text(text: str) -> str:
    match = _GOAL.search(text)
    start = match.start() if match else 0
    return text[start:].strip() if not without_ordinal(text[:start]).strip(" 　.．、") or start < 6 else text


def _two_levels(headings: Sequence[Heading], rows: Sequence[Heading]) -> tuple[str, str]:
    if rows:
        return (headings[0].text if headings else ""), rows[0].text
    if not headings:
        return "", ""
    section = headings[0]
    upper = next((h for h in headings[1:] if h.level < section.level), None)
    return (upper.text if upper else ""), section.text
