"""Which characters of a page count: what is drawn twice counts once, what does not show is set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.content import Char, PageContent, lightness
from pipeline.extract.rulings import PALE

TINY = 1.0
"""Points; text of this size is not meant to be read."""

CONTRAST = 0.12
"""Lightness by which pale text must differ from what lies under it; white on light gray can't be read."""

MAX_FILLS = 1500
"""Fills, the last ones painted, that are looked at for what lies under a character."""


@dataclass(frozen=True)
class Ink:
    """The characters of a page that show, and how many others there are (blanks not counted).

    ``cut`` has the operation and the baseline of text that goes on beyond the edge of the page.
    """

    chars: list[Char]
    seen: int
    duplicate: int
    hidden: int
    hidden_chars: list[Char]
    cut: frozenset[tuple[int, int]] = frozenset()

    def is_cut(self, chars: Sequence[Char]) -> bool:
        """Whether some of ``chars`` go on where the page has ended."""
        return bool(self.cut) and any((c.run, round(c.bottom)) in self.cut for c in chars)


def ink_of(content: PageContent) -> Ink:
    """Part the characters of ``content`` into those that show and the rest."""
    width, height = content.width, content.height
    hidden = [
        c for c in content.chars
        if c.hidden or c.size < TINY or c.x0 < 0 or c.top < 0 or c.x1 > width or c.bottom > height or c.colour
        if _unseen(c, content)
    ]  # fmt: skip
    away = set(map(id, hidden))
    showing = [c for c in content.chars if id(c) not in away] if hidden else list(content.chars)
    chars, duplicates = without_duplicates(showing)
    cut = frozenset((c.run, round(c.bottom)) for c in hidden if _is_off(c, content))
    return Ink(chars, _count(content.chars), duplicates, _count(hidden), hidden, cut)


def _count(chars: Sequence[Char]) -> int:
    return sum(len(c.text) for c in chars if not c.text.isspace())


def _unseen(char: Char, content: PageContent) -> bool:
    if char.hidden or char.size < TINY:
        return True
    if _is_off(char, content):
        return True
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return lightness(char.colour) > PALE and not _stands_out(char, x, y, content)


def _is_off(char: Char, content: PageContent) -> bool:
    """Whether a character stands beyond the edge of the page."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return not (0 <= x <= content.width and 0 <= y <= content.height)


def _stands_out(char: Char, x: float, y: float, content: PageContent) -> bool:
    """Whether something darker than a pale character, or a picture, lies under its middle."""
    under = [f for f in content.fills[-MAX_FILLS:] if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
    if under:
        ground = lightness(max(under, key=lambda f: f.order).colour)
        return lightness(char.colour) - ground >= CONTRAST
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in content.pictures)


def without_duplicates(chars: Sequence[Char]) -> tuple[list[Char], int]:
    """Drop characters drawn again in nearly the same place (fake bold, shadow); what stays is bold.

    Only position decides: 11 and 々 stand a whole advance apart, a shadow less than half of one.
    """
    order = sorted((c.text, c.top, k) for k, c in enumerate(chars))
    dropped: set[int] = set()
    bold: set[int] = set()
    for position, (text, top, k) in enumerate(order):
        reach = top + 0.25 * chars[k].size
        following = position + 1
        while k not in dropped and following < len(order):
            other_text, other_top, other = order[following]
            if other_text != text or other_top > reach:
                break
            if other not in dropped and _same_place(chars[k], chars[other]):
                dropped.add(max(k, other))
                bold.add(min(k, other))
            following += 1
    if not dropped:
        return list(chars), 0
    kept = [c._replace(bold=True) if k in bold else c for k, c in enumerate(chars) if k not in dropped]
    return kept, sum(len(chars[k].text) for k in dropped if not chars[k].text.isspace())


def _same_place(first: Char, second: Char) -> bool:
    width = max(first.x1 - first.x0, 0.2 * first.size)
    return abs(second.x0 - first.x0) <= 0.45 * width and abs(second.size - first.size) < 0.2 * first.size
