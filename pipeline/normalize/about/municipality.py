"""The municipalities and prefectures of Japan: their names in a text, and their codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.normalize.text import display
from pipeline.normalize.vocabulary import either, load

_ALIKE = str.maketrans("ヶヵ竜梼", "ケカ龍檮")
"""Spellings of one name (茅ヶ崎市 and 茅ケ崎市), one character for one, so that places stay."""


_ENDING = regex.compile("[市区町村](?!場|町村|区町村|会|内会|丁目|落|部)")
"""Where a name may end; what follows must not make a word of it (市町村, 市場, 町内会, 村落)."""
_LOOK_BACK = 12  # characters: 神奈川県 and a district of five kanji
_BEFORE = regex.compile(rf"({either(load('about/municipalities'))})\s*(?:\p{{Han}}{{1,5}}郡)?\s*$")
_KANJI_LAST = regex.compile(r"\p{Han}$")


@dataclass(frozen=True)
class Municipality:
    """A city, special ward, town or village, or a prefecture (its ``prefecture`` is then its own name).

    ``code`` has the six digits of 総務省, the last of them a check digit.
    """

    name: str
    prefecture: str
    code: str


@dataclass(frozen=True)
class Mention:
    """A municipality's name in a text from ``start`` to ``end``, and the prefecture printed before it."""

    name: str
    prefecture: str
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """Give the names of municipalities in ``text``, in order; 小平市 in 小平市民 is one, 都市計画 has none.

    A name of two characters (津市, 港区) is part of many a word (会津市, 横浜市港区), so no kanji may stand
    before it but a prefecture's or a district's name.
    """
    folded = text.translate(_ALIKE)
    for match in _ENDING.finditer(folded):
        end = match.end()
        name = next((w for n in _lengths() if (w := folded[max(0, end - n) : end]) in _by_name()), "")
        start = end - len(name)
        before = folded[max(0, start - _LOOK_BACK) : start]
        prefecture = _BEFORE.search(before)
        if name and (len(name) > 2 or prefecture or not _KANJI_LAST.search(before)):
            yield Mention(text[start:end], prefecture.group(1) if prefecture else "", start, end)


def prefectures_in(text: str) -> set[str]:
    """Return the prefectures that ``text`` names."""
    return {name for name in load("about/municipalities") if name in text}


def find(name: str, prefectures: set[str] | None = None) -> Municipality | None:
    """Return the municipality or prefecture called ``name``.

    Where several share the name (26 names do), the one in ``prefectures``; None where that doesn't decide.
    """
    found = _by_name().get(display(name).translate(_ALIKE), ())
    if len(found) > 1:
        found = tuple(m for m in found if m.prefecture in (prefectures or ()))
    return found[0] if len(found) == 1 else None


def is_code(code: str) -> bool:
    """Whether the last of six digits checks the five before it (weights 6 to 2, modulus 11)."""
    if not regex.fullmatch("[0-9]{6}", code):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    return int(code[5]) == (11 - total % 11) % 10


@cache
def _by_name() -> dict[str, tuple[Municipality, ...]]:
    found: dict[str, list[Municipality]] = {}
    for prefecture, codes in load("about/municipalities").items():
        for name, code in codes.items():
            own = prefecture if name == "code" else name
            found.setdefault(own.translate(_ALIKE), []).append(Municipality(own, prefecture, code))
    return {name: tuple(all_of_it) for name, all_of_it in found.items()}


@cache
def _lengths() -> tuple[int, ...]:
    """The lengths of the names, the longest first."""
    return tuple(sorted({len(name) for name in _by_name()}, reverse=True))
