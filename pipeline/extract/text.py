"""The text of a line: spaces where gaps say so, superscripts marked, ruby taken out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.content import Char
from pipeline.extract.strips import Strip

WIDE = 0.6
"""Gap, in ems, that is a space between characters of which one is East Asian."""

NARROW = 0.18
"""Gap, in ems, that is a space between letters or digits of other scripts."""

SPACED = 0.15
"""Gap, in ems, from which evenly set characters count as letter-spaced."""

RAISED = 0.22
"""Share of the em by which a smaller character's baseline is raised in a superscript."""

SMALL = 0.8
"""Size of a superscript, at most, against that of its line."""

RUBY = 0.62
"""Size of a reading aid, at most, against that of the text below it."""

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def line_text(strip: Strip) -> str:
    """Return the text of a line as printed, blanks at its ends left out (an indent of U+3000 stays)."""
    chars = strip.chars
    size = strip.size
    if not size:
        return ""
    spaces = _spaces(chars, size)
    base = _baseline(chars, size)
    parts: list[str] = []
    raised = ""
    for char, space in zip(chars, spaces, strict=True):
        if _superscript(char, size, base):
            raised += char.text
            continue
        if raised:
            parts.append(_marked(raised))
            raised = ""
        parts.append(" " + char.text if space else char.text)
    if raised:
        parts.append(_marked(raised))
    return "".join(parts).rstrip().lstrip(" \u00a0\t")


def _baseline(chars: Sequence[Char], size: float) -> float:
    full = [c.bottom for c in chars if c.size >= SMALL * size and not c.text.isspace()]
    return sorted(full)[len(full) // 2] if full else 0.0


def _superscript(char: Char, size: float, base: float) -> bool:
    if char.size > SMALL * size or char.text.isspace():
        return False
    # bottoms of em boxes: a smaller character on the same baseline has its bottom a little higher
    on_baseline = base - 0.12 * (size - char.size)
    return on_baseline - char.bottom >= RAISED * size


def _marked(raised: str) -> str:
    raised = raised.strip()
    return raised.translate(_SUPERSCRIPT) if raised.isdigit() and raised.isascii() else f"^{{{raised}}}"


def _spaces(chars: Sequence[Char], size: float) -> list[bool]:
    """Say for each character whether a space that was not printed stands before it."""
    gaps = [0.0] + [(b.x0 - a.x1) / size for a, b in pairwise(chars)]
    if _letter_spaced(chars, gaps):
        return [False] * len(chars)
    found = [False]
    for (before, after), gap in zip(pairwise(chars), gaps[1:], strict=True):
        blank = before.text.isspace() or after.text.isspace()
        needed = WIDE if is_wide(before.text) or is_wide(after.text) else NARROW
        found.append(not blank and gap > needed)
    return found


def _letter_spaced(chars: Sequence[Char], gaps: list[float]) -> bool:
    """Whether a line is set apart evenly: 事　業　名 without blanks, or letters of one operation.

    Numbers set side by side are no letter-spaced number: those are closer, evener, and of one operation.
    """
    if len(chars) < 2 or any(c.text.isspace() for c in chars):
        return False
    inner = gaps[1:]
    if min(inner) <= SPACED:
        return False
    if all(is_wide(c.text) and not "０" <= c.text <= "９" for c in chars):
        return max(inner) - min(inner) <= max(0.3, 0.35 * max(inner))
    one_run = len({c.run for c in chars}) == 1
    return one_run and len(chars) > 2 and max(inner) <= 0.45 and max(inner) - min(inner) <= 0.06


def is_wide(text: str) -> bool:
    """Whether a character is East Asian (kana, kanji, full-width forms, CJK punctuation)."""
    code = ord(text[0])
    return (
        0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or code >= 0x20000
        or 0x2460 <= code <= 0x24FF or code in (0x203B, 0x2015, 0x2192, 0x00D7)
    )  # fmt: skip


def is_kana(text: str) -> bool:
    """Whether a character is hiragana or katakana, of full or half width."""
    code = ord(text[0])
    return 0x3040 <= code <= 0x30FF or 0xFF66 <= code <= 0xFF9F


def split_ruby(lines: Sequence[Strip]) -> tuple[list[Strip], list[Strip]]:
    """Part the lines of small kana that stand right above a line of kanji from the others."""
    body: list[Strip] = []
    ruby: list[Strip] = []
    largest = max((line.size for line in lines), default=0.0)
    for line in lines:
        small = 0 < line.size <= RUBY * largest and _all_kana(line)
        (ruby if small and any(_reads(line, other) for other in lines) else body).append(line)
    return body, ruby


def _all_kana(line: Strip) -> bool:
    return all(is_kana(c.text) for c in line.chars if not c.text.isspace())


def _reads(small: Strip, base: Strip) -> bool:
    if small.size > RUBY * base.size or small.turn != base.turn:
        return False
    inked = [c for c in small.chars if not c.text.isspace()]
    size = base.size
    bottom, top = max(c.bottom for c in inked), min(c.top for c in base.chars if c.size > SMALL * size)
    near = -0.35 * size <= top - bottom <= 0.35 * size
    inside = base.chars[0].x0 - size <= inked[0].x0 and inked[-1].x1 <= base.chars[-1].x1 + size
    return near and inside
