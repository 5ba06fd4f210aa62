"""A label as a sequence of words, periods, units and brackets, accounted for to the last character."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import regex

from pipeline.normalize.cells.period import Period
from pipeline.normalize.cells.unit import find_unit
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.brackets import unbracketed
from pipeline.normalize.labels.dates import single_period
from pipeline.normalize.labels.words import Word

_SKIP = frozenset("()[]【】{}<>＜＞〈〉「」:・,、，/･・|*;")
_PERIOD_START = regex.compile(r"[\[(（]*(?:明治|大正|昭和|平成|令和|[MTSHRmtshr明大昭平令㍻㋿㍼]|\d|[元])")
_PERIOD_RUN = regex.compile(
    r"(?:明治|大正|昭和|平成|令和|年度|年|月|日|末|初め|初|当初|現在|時点|から|まで|[MTSHRmtshr明大昭平令㍻㋿㍼]|[\d元.・~～〜\-－―/／,、()（）\[\]])+"
)
# A column's own short name and the formula of another: a, (B), ①, b－a, b／a×100, (C=A-B).
_FORMULA = regex.compile(r"[A-Za-z①-⑳ア-オ](?:[=\-－−―‐+÷×/*]*+[\[(]?(?:[A-Za-z①-⑳ア-オ]|100%?|%)[\])]?)*+")
# The same with each letter in brackets of its own: (B)-(A).
_BRACKETED_FORMULA = regex.compile(r"\([A-Za-z①-⑳]\)(?:[\-－−―‐+÷×/]\([A-Za-z①-⑳]\))+")
# One of several measures of a card, which the cell beside it names: 指標1, 成果指標②.
_NTH_MEASURE = regex.compile(
    r"(?:成果|活動|評価)?指標(?:名)?[(]?(?:\d{1,2}|[①-⑳])[)]?|KPI[(]?(?:\d{1,2}|[①-⑳])[)]?"
)
# Which of several plans a label is about, before the word that says what of it: 第6期計画見込量, 第2次実績.
_NTH_PLAN = regex.compile(
    r"第\d{1,2}[期次](?:計画(?=実績|見込|推計|目標|数値|に))?(?:における|の)?(?=計画[値量額数]|[^計\d])"
)
# So many years together (5年間累計, 3か年平均), and a year by its place in the plan (2年目).
_YEARS = regex.compile(r"(\d{1,2}|[二三四五六七八九十])(?:年間|[かカヵヶケ箇]年(?:間|度)?)の?")
# So many years that somebody or something has had: 20年勤続の者, 5年以上.
_LASTING = regex.compile(r"\d{1,2}年\s*(?=勤続|在職|勤務|居住|経過|以上|以下|未満|以内|超)")
_NTH_YEAR = regex.compile(r"第?\d{1,2}年目(?!標)|第\d{1,2}年度(?:目(?!標))?|第\d{1,2}年次")
_KANJI_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九十", start=1)}
# A stretch of a year that another label names: 第1四半期, 上半期.
_PART = regex.compile(r"第?[1-4一二三四]四半期|[上下]半期|[上下]期")
# Kinds of a value that may stand in brackets after another one.
_SECOND = frozenset({"rate", "difference", "grade"})
_UNIT_LINE = regex.compile(r"単位[:：]?(.+)")
_MAY_DATE = regex.compile(r"年|月|[MTSHRmtshrＭＴＳＨＲｍｔｓｈｒ㍻㋿]|\d{4}|度")
# A label with more tokens than this is a sentence.
_MOST_TOKENS = 60


class Setting(NamedTuple):
    """What dates a label without an era or a year of its own (P6): an era's name, and a fiscal year."""

    era: str | None = None
    fiscal_year: int | None = None


UNSET = Setting()
# The flag of a label that counts its year from one that is not known.
RELATIVE = "relative"


@dataclass
class Found:
    """What was found in a label so far; ``years`` and ``part`` as in a label."""

    setting: Setting
    roles: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    periods: list[tuple[Period, str]] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    years: int = 0
    part: str = ""
    beside: str = ""


def lex(compact: str, found: Found) -> bool:
    """Read ``compact`` as words, periods, units and brackets; False where a character is left over."""
    folded = vocabulary.fold(compact)
    table = vocabulary.load()
    if _NTH_MEASURE.fullmatch(folded):
        found.roles.append("name")
        return True
    if folded in table.exact:
        _take(found, table.exact[folded], compact)
        return True
    if unit := unit_line(folded):
        found.units.append(unit)
        return True
    if not found.units and (unit := unit_of(folded)):
        found.units.append(unit)
        return True
    position, steps = 0, 0
    while position < len(folded):
        end = _span_of_years(folded, position, found) or _step(compact, folded, position, found)
        position, steps = end, steps + 1
        if position < 0 or steps > _MOST_TOKENS:
            return False
    return True


def _step(compact: str, folded: str, position: int, found: Found) -> int:
    """Read one token at ``position``; return where it ends, or −1."""
    table = vocabulary.load()
    period, period_end = period_at(compact, folded, position, found.setting)
    word = table.match(folded, position)
    if period is not None and period_end - position >= len(word):
        found.periods.append((period, unbracketed(compact[position:period_end])))
        return period_end
    if end := _aside(folded, position, found):
        return end
    if word:
        end = position + len(word)
        beside = bool(found.kinds or found.periods) and _is_beside(folded, position, end)
        if beside:
            found.beside = word  # 実績（達成率）: a second value stands in brackets after the first
        if not (beside and found.kinds):  # R5（達成率） may head the rate alone
            _take(found, table.exact[word], compact[position:end])
        return end
    if folded[position] in _SKIP:
        return position + 1
    formula = _FORMULA.match(folded, position)
    return formula.end() if formula and _ends_token(folded, formula.end()) else -1


def _aside(folded: str, position: int, found: Found) -> int:
    """Read a unit or a formula in brackets at ``position``; return where it ends, or 0."""
    if formula := _BRACKETED_FORMULA.match(folded, position):
        return formula.end()
    end = _closing(folded, position) if folded[position] == "(" else 0
    if end <= 0:
        return 0
    inner = folded[position + 1 : end]
    unit = unit_line(inner) or unit_of(inner)
    if unit:
        found.units.append(unit)
    return end + 1 if unit or _FORMULA.fullmatch(inner) else 0


def _span_of_years(folded: str, position: int, found: Found) -> int:
    """Read 5年間, 2年目, 第6期計画 or 上半期 at ``position``; return where it ends, or 0."""
    if position and folded[position - 1].isdecimal():
        return 0
    if match := _YEARS.match(folded, position):
        found.years = _KANJI_DIGITS.get(match[1]) or int(match[1])
    elif match := _PART.match(folded, position):
        found.part = match[0]
    else:
        match = _NTH_YEAR.match(folded, position) or _NTH_PLAN.match(folded, position)
    return match.end() if match else 0


def _is_beside(folded: str, start: int, end: int) -> bool:
    """Whether a word of another kind stands in brackets by itself."""
    says = vocabulary.load().exact[folded[start:end]]
    bracketed = folded[start - 1] == "(" and folded[end : end + 1] == ")"
    return bracketed and any(word.kind in _SECOND for word in says)


def _ends_token(folded: str, end: int) -> bool:
    return end == len(folded) or folded[end] in _SKIP


def _closing(folded: str, start: int) -> int:
    return folded.find(")", start)


def period_at(
    compact: str, folded: str, position: int, setting: Setting = UNSET
) -> tuple[Period | None, int]:
    """Return the longest period that starts at ``position`` and where it ends."""
    if not _PERIOD_START.match(folded, position):
        return None, position
    run = _PERIOD_RUN.match(folded, position)
    if run is None or _LASTING.match(folded, position):
        return None, position
    for end in range(min(run.end(), position + 40), position, -1):
        period = _single_period(compact[position:end], setting)
        if period is not None:
            return period, end
    return None, position


def _single_period(text: str, setting: Setting) -> Period | None:
    if text[0] in "([（［" and not text.endswith((")", "]", "）", "］")):
        return None
    if not _MAY_DATE.search(text):
        return None
    return single_period(text, era=setting.era, fiscal_year=setting.fiscal_year)


def unbroken(text: str) -> str:
    """Return a label without the line breaks in so many years that something has lasted (20年⏎勤続の者)."""
    return _LASTING.sub(lambda match: match[0].rstrip(), text)


def unit_line(folded: str) -> str:
    """Return the unit that a text like 単位：千円 names, or empty."""
    match = _UNIT_LINE.fullmatch(folded.strip("()[]"))
    return match.group(1) if match else ""


def unit_of(folded: str) -> str:
    """Return ``folded`` where it is a known unit and no word of the vocabulary, else empty."""
    return folded if folded not in vocabulary.load().exact and find_unit(folded) is not None else ""


def _take_year(found: Found, away: int, printed: str) -> None:
    """A year counted from the one that the document is about, where that is known."""
    base = found.setting.fiscal_year
    period = None if base is None else single_period(f"{base + away}年度")
    if period is None:
        found.flags.add(RELATIVE)
    else:
        found.periods.append((replace(period, warnings=("relative_year",)), printed))


def _take(found: Found, says: tuple[Word, ...], printed: str) -> None:
    for word in says:
        if word.role:
            found.roles.append(word.role)
        if word.kind:
            found.kinds.append(word.kind)
        if word.flag:
            found.flags.add(word.flag)
        if word.year is not None:
            _take_year(found, word.year, printed)


def merge_found(found: Found, other: Found) -> None:
    """Add what was found in another piece of the label."""
    found.roles += other.roles
    found.kinds += other.kinds
    found.flags |= other.flags
    found.periods += other.periods
    found.units += other.units
    found.years = other.years or found.years
    found.part = other.part or found.part
    found.beside = other.beside or found.beside
