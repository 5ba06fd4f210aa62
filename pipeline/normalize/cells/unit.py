"""Units: their printed forms, their canonical form and their factor (V1, V10)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pipeline.normalize.cells.kanji import KANJI_NUMERALS
from pipeline.normalize.text import DASHES, fold
from pipeline.normalize.vocabulary import by_word, either, load

_WORDS: Final = load("cells/units")
_TAILS: Final = load("cells/words")


@dataclass(frozen=True)
class Unit:
    """A unit: ``canonical`` text and the factor into it. ``known`` is False where the table has no such unit.

    ``refused`` says why the text is no unit at all: an ``ordinal`` (3位) or a ``date`` (24年度).
    """

    canonical: str
    factor: Decimal = Decimal(1)
    known: bool = True
    refused: str | None = None


def _forms() -> dict[str, Unit]:
    forms = {}
    for entry in _WORDS["unit"]:
        for form in entry["forms"]:
            forms[form] = Unit(entry["canonical"])
        for form, factor in entry.get("times", {}).items():
            forms[form] = Unit(entry["canonical"], Decimal(factor))
    return forms


_FORMS: Final = _forms()
_MULTIPLIERS: Final = {word: Decimal(factor) for word, factor in _WORDS["multipliers"].items()}
_DENOMINATORS: Final[dict[str, str]] = by_word(_WORDS["denominators"])
_REFUSED: Final = {word: why for why in ("ordinal", "date") for word in _WORDS["not_units"][why]}
_ENDINGS: Final = tuple(_WORDS["not_units"]["endings"])
_MULTIPLIED = re.compile(f"({either(_MULTIPLIERS)})(.+)", re.DOTALL)
_HINT = re.compile(r"\s*[(\[【〔]?\s*(?:単位\s*[:：]?)?\s*(.*?)\s*[)\]】〕]?\s*", re.DOTALL)
_NAMED_HINT = re.compile(r"([^()]+)\(([^()]+)\)?")  # 会員数（人）, but also ％（年） and 点（5点満点）
_BLANKS = re.compile(r"\s+")

_AFTER: Final = [word for group in _TAILS["after"].values() for word in group]
_LAST: Final = [
    *_TAILS["vague"]["after"],
    *_TAILS["direction"]["increase"],
    *_TAILS["direction"]["decrease"],
    *_TAILS["flags"]["after"],
    *_TAILS["kept"]["after"],
]
_DELIMITER: Final = (
    r"\s()\[\]【】〔〕「」『』{}〈〉<>、。,;:※*†‡☆★+±=→←⇒⇨➡↑↓↗↘|~～〜∼\^\"①-⑳⁰¹²³⁴-⁹\d"
    + re.escape(DASHES.replace("ー", ""))
)
BOUNDARY: Final = (
    rf"(?:\Z|(?=[{_DELIMITER}])|(?={either(_AFTER)})|(?=から)|(?=/\d)"
    rf"|(?=(?:{either(_LAST)})(?:\Z|[{_DELIMITER}])))"
)
_SPECIAL = re.compile(
    f"(?:{either(form for form in _FORMS if re.search(r'[0-9(),^²³-]', form))})(?![a-zA-Z0-9]){BOUNDARY}"
)
_NO_UNIT: Final = rf"(?!{either(_AFTER)}|(?:{either(_LAST)})(?:\Z|[{_DELIMITER}])|[prB](?:\Z|\s))"
_RUN = re.compile(rf"{_NO_UNIT}[^{_DELIMITER}]{{1,16}}?{BOUNDARY}")
_UNKNOWN = re.compile(r"(?![・/ー])[A-Za-zμΩ々〆ヶヵァ-ヺー一-鿿・/]{1,8}|つ|こま|ヶ|ケ|か村|か年計")


def known_forms() -> Iterable[str]:
    """The printed forms of all units of the table, without multipliers and rates."""
    return _FORMS


_TWO_WORDS = re.compile("[一-鿿][ァ-ヺA-Za-z]|[ァ-ヺー][一-鿿]{3}|[A-Za-z][一-鿿]|[・/]\\Z")
_NEVER_IN_UNIT = re.compile(f"[{KANJI_NUMERALS}]|{either(_WORDS['not_units']['within'])}")
_LONG_REFUSED: Final = tuple(word for word in _REFUSED if len(word) > 1)
_LONGEST: Final = 24  # characters of a unit
_DIGIT_LIKE: Final = frozenset("OoQlI|")


def find_unit(text: str) -> Unit | None:
    """The unit that folded ``text`` names, with multipliers and rates; None if unknown."""
    return _found(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _found(text: str) -> Unit | None:
    if text in _FORMS:
        return _FORMS[text]
    return _rate(text) if "/" in text else _multiplied(text)


def _multiplied(text: str) -> Unit | None:
    """千円, 万人: one multiplier before a unit of the table (V1)."""
    if text in _FORMS:
        return _FORMS[text]
    match = _MULTIPLIED.fullmatch(text)
    unit = _FORMS.get(match[2]) if match else None
    return Unit(unit.canonical, unit.factor * _MULTIPLIERS[match[1]]) if match and unit else None


def _rate(text: str) -> Unit | None:
    """回/年, 人/台, 円/人: both sides known, the denominator kept (V10)."""
    above, _, below = text.partition("/")
    unit, denominator = _multiplied(above), _denominator(below)
    return Unit(f"{unit.canonical}/{denominator}", unit.factor) if unit and denominator else None


def _denominator(text: str) -> str | None:
    if text in _DENOMINATORS:
        return _DENOMINATORS[text]
    unit = _FORMS.get(text)
    return unit.canonical if unit and unit.factor == 1 else None


@lru_cache(maxsize=4096)
def hinted_unit(text: str) -> tuple[Unit, str] | None:
    """The unit of a column or a corner (千円, 単位：百万円) and its text; None where there is none."""
    match = _HINT.fullmatch(fold(text))
    printed = _BLANKS.sub("", match[1]) if match else ""
    if named := _NAMED_HINT.fullmatch(printed):
        printed = next((part for part in named.groups() if find_unit(part)), printed)
    if not printed or printed in DASHES:
        return None
    return find_unit(printed) or Unit(printed, known=False), printed


def take_unit(text: str, at: int, *, glued: bool) -> tuple[Unit, int] | None:
    """The unit at ``at`` of folded text and where it ends. An unknown one must be ``glued`` to its number."""
    match = _SPECIAL.match(text, at) or _RUN.match(text, at)
    if match is None:
        return None
    printed, end = match[0], match.end()
    if "・" in printed and find_unit(printed) is None:
        printed = printed[: printed.index("・")]  # 市内50人・市外50人
        end = at + len(printed)
    if (why := _REFUSED.get(printed)) is not None:
        return Unit(printed, known=False, refused=why), end
    unit = find_unit(printed)
    if unit is None and glued and _may_be_unit(printed):
        unit = Unit(printed, known=False)
    return None if unit is None else (unit, end)


def _may_be_unit(printed: str) -> bool:
    """Whether an unknown text glued to a number may be its unit: no act, no look-alike of a digit (V13)."""
    if _UNKNOWN.fullmatch(printed) is None or _TWO_WORDS.search(printed) or _NEVER_IN_UNIT.search(printed):
        return False
    return not printed.endswith((*_ENDINGS, *_LONG_REFUSED)) and printed[0] not in _DIGIT_LIKE
