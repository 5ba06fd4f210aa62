"""Reads the values of a cell from left to right; what no rule accounts for stops it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Context as Arithmetic
from decimal import Decimal, Inexact
from typing import Final

from pipeline.normalize.kanji import (
    GROUPED,
    KANJI_NUMERALS,
    MalformedNumeralError,
    Numeral,
    arabic,
    decimals,
    numeral,
    plain,
)
from pipeline.normalize.marks import Legend
from pipeline.normalize.notes import take_notes
from pipeline.normalize.period import ImpossibleDateError, Period, parse_period
from pipeline.normalize.text import DASHES
from pipeline.normalize.unit import BOUNDARY, Unit, find_unit, hinted_unit, take_unit
from pipeline.normalize.value import Direction, Qualifier, Value
from pipeline.normalize.vocabulary import either, load

_WORDS: Final = load("words")
_EXACT: Final = Arithmetic(prec=120, traps=[Inexact])


def _by_word(section: str) -> dict[str, Qualifier]:
    return {word: name for name, words in _WORDS[section].items() for word in words}


_BEFORE: Final = _by_word("before")
_AFTER: Final = _by_word("after")
_DIRECTIONS: Final[dict[str, Direction]] = {
    word: name for name, words in _WORDS["direction"].items() for word in words
}
_FLAGS: Final = frozenset([*_WORDS["flags"]["after"], *_WORDS["flags"]["before"]])
_SIGNS: Final[dict[str, str]] = _WORDS["flags"]["signs"]
_CURRENCY: Final[dict[str, str]] = _WORDS["currency"]
_WORDS_NOT_VALUES: Final = frozenset(_WORDS["not_values"]["words"])

_BLANKS = re.compile(r"\s*+")
_NUMBER_START: Final = rf"[\d{KANJI_NUMERALS}]"
_SIGN = re.compile(rf"([△▲−－‐–\-ー+±])\s*+(?={_NUMBER_START})")
_CURRENCY_SIGN = re.compile(f"[{re.escape(''.join(_CURRENCY))}]")
_PIECES = re.compile(r"\d[\d,.]*+(?:\s++[\d,.]++)*+", re.ASCII)
_PIECE = re.compile(r"\d[\d,.]*+", re.ASCII)
_SPACED = re.compile(r" |\u00a0|\u2009|\u202f")
_MIXED = re.compile(rf"[\d,.{KANJI_NUMERALS}]++", re.ASCII)
_TENTHS = re.compile(r"(\d)分(?:(\d)厘)?")
_RANGE_MARK = re.compile(r"\s*+(?:[~～〜∼]|から)\s*+")
_HYPHEN = re.compile(rf"(?<=\d)[{re.escape(DASHES)}ー](?=\d)")
_LEAD_RANGE = re.compile(r"[~～〜∼]\s*+(?=[\d△▲+−－-])")
_QUALIFIER_BEFORE = re.compile(either(_BEFORE))
_QUALIFIER_AFTER = re.compile(either(_AFTER))
_VAGUE = re.compile(f"(?:{either(_WORDS['vague']['after'])}){BOUNDARY}")
_DIRECTION = re.compile(f"(?:{either(_DIRECTIONS)}){BOUNDARY}")
_FLAG_BEFORE = re.compile(f"(?:{either(_WORDS['flags']['before'])})\\s*[:：]?\\s*(?=[^\\s])")
_FLAG_AFTER = re.compile(f"(?:{either(_WORDS['flags']['after'])}){BOUNDARY}")
_SIGN_FLAG = re.compile(r"([prB])\s*+(?=[\d△▲-])|(#)\s*+(?=[\d△▲-])")
_SIGN_FLAG_AFTER = re.compile(r"\s*+([prB#])(?=\s|\Z)")
_PER = re.compile(
    r"(?:市民|町民|村民|区民|住民|県民)?((?:[1一](?:人|日|か月|ヶ月|カ月|月|年|週|世帯|校|回|団体|施設|件|台|戸|時間)\s*)+)(?:当たり|当り|あたり|につき|平均)の?\s*"
)
_PER_PART = re.compile(r"[1一](人|日|か月|ヶ月|カ月|月|年|週|世帯|校|回|団体|施設|件|台|戸|時間)")
_EVERY = re.compile(r"(?:毎)?(年間?|月間?|週間?|日)に?\s*+(?=[\d約])")
_BRACKET = re.compile(r"\s*+([(\[【〔〈<「『])((?:[^()\[\]【】〔〕<>]|\([^()]*+\)|\[[^\[\]]*+\])*+)([)\]】〕〉>」』])")
_ENUMERATOR = re.compile(r"[①-⑳]\s*+")
_SEPARATOR = re.compile(r"\s*+(?:[、,;]|→|⇒|⇨|➡)\s*+|\s++")
_PERIOD_SIGN = re.compile(r"[年月]|[MTSHRmtshr明大昭平令]\.?\d|\d[./]\d")
_PERIOD_BEFORE = re.compile(r"([^\s:]*?(?:年度末?|年末?|月末?|日|現在|時点))\s*+[:：]?\s*+(?=[^\d\s]*\d)")
_DIGIT = re.compile(r"\d")
_ORDINAL = re.compile(r"第\s*[\d一二三四五六七八九十]+|\d+\s*(?:位|級|段階|層|号|番目|期|回目|次)")
_LABEL = re.compile(r"[^\d()\[\]+±△▲~～〜、,;]*?(?=[+±△▲−－\-]?\s*\d|約\s*\d)")
_SUB_SEPARATOR = re.compile(r"\s*+[、,;・/\s:]\s*+")
_COMPARISON = re.compile(r"(.+?)(?:との)?(?:比較|比|対比)")


class UnaccountedError(ValueError):
    """What a cell holds besides its value. ``malformed`` where a number breaks its own grammar."""

    def __init__(self, reason: str, *, malformed: bool = False) -> None:
        super().__init__(reason)
        self.malformed = malformed


@dataclass(frozen=True)
class Circumstances:
    """What is known of a cell besides its text; see `parse_value`."""

    unit_hint: str | None = None
    legend: Legend | None = None
    default_era: str | None = None
    fiscal_year: int | None = None


@dataclass
class _Draft:
    """A value in the making."""

    start: int
    number: Numeral | None = None
    unit: Unit | None = None
    unit_text: str = ""
    qualifier: Qualifier | None = None
    low: Numeral | None = None
    high: Numeral | None = None
    per: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    direction: Direction | None = None
    sub: list[Value] = field(default_factory=list)
    period: Period | None = None
    warnings: list[str] = field(default_factory=list)
    negative: bool = False


class CellReader:
    """Reads one folded text. Every method reads what it is named for and moves on, or leaves things as they are."""

    def __init__(self, text: str, given: Circumstances) -> None:
        self.text = text
        self.given = given
        self.at = 0
        self.separate_until = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def values(self) -> list[Value]:
        """All values of the text; raises `UnaccountedError` with what is left over."""
        if self.text in _WORDS_NOT_VALUES or (not _DIGIT.search(self.text) and find_unit(self.text)):
            raise UnaccountedError(f"leftover: {_short(self.text)}")
        values = [self.value()]
        while self.at < len(self.text):
            if self.text[self.at :] in ("。", "."):
                break
            if not self.take(_SEPARATOR) and not self.text[self.at - 1] in ")]】〕":
                raise UnaccountedError(f"leftover: {_short(self.text[self.at :])}")
            values.append(self.value())
        return values

    def value(self) -> Value:
        """One value with all that belongs to it."""
        draft = _Draft(self.at)
        self.before(draft)
        if draft.number is None:
            self.quantity(draft)
            self.after(draft)
        return self.finished(draft)

    def before(self, draft: _Draft) -> None:
        """約, 延べ, 年間, ①, ※1, （令和3年度） and their like."""
        while self.at < len(self.text):
            self.take(_BLANKS)
            notes, self.at = take_notes(self.text, self.at)
            draft.notes += notes
            if not (self.qualifier_before(draft) or self.flag_before(draft) or self.per(draft)) and not (
                self.period_before(draft) or (not draft.flags and self.bracket_before(draft))
            ):
                return
            if draft.number is not None:
                return

    def qualifier_before(self, draft: _Draft) -> bool:
        match = self.take(_QUALIFIER_BEFORE)
        if match is None:
            return False
        self.qualify(draft, _BEFORE[match[0]])
        return True

    def qualify(self, draft: _Draft, qualifier: Qualifier) -> None:
        """A bound is stronger than 約: 約100人以上 is at_least."""
        if draft.qualifier in (None, "approx", qualifier):
            if draft.qualifier == "approx" and qualifier != "approx":
                draft.warnings.append("approx_bound")
            draft.qualifier = qualifier
        elif qualifier == "approx":
            draft.warnings.append("approx_bound")
        else:
            raise UnaccountedError("conflict: two bounds")

    def flag_before(self, draft: _Draft) -> bool:
        match = self.take(_FLAG_BEFORE)
        if match is not None:
            draft.flags.add(match[0].strip().rstrip(":：").strip())
            return True
        match = self.take(_SIGN_FLAG)
        if match is not None:
            draft.flags.add(_SIGNS[match[1] or match[2]])
        return match is not None

    def per(self, draft: _Draft) -> bool:
        match = self.take(_PER)
        if match is not None:
            draft.per += _PER_PART.findall(match[1])
            if "平均" in match[0]:
                draft.flags.add("平均")
            return True
        match = self.take(_EVERY)
        if match is not None:
            draft.per.append(match[1].removesuffix("間"))
        return match is not None

    def period_before(self, draft: _Draft) -> bool:
        """令和3年度：150人."""
        if draft.period is not None:
            return False
        match = _PERIOD_BEFORE.match(self.text, self.at)
        if match is None or not self.dated(draft, match[1]):
            return False
        self.at = match.end()
        return True

    def bracket_before(self, draft: _Draft) -> bool:
        """A flag or a period in brackets before the number, or the whole value in brackets."""
        match = _BRACKET.match(self.text, self.at)
        if match is None:
            return False
        inner = match[2].strip()
        self.at = match.end()
        if inner in _FLAGS:
            draft.flags.add(inner)
            return True
        if self.dated(draft, inner):
            return True
        self.inside(draft, inner)
        self.after(draft)
        return True

    def inside(self, draft: _Draft, inner: str) -> None:
        """(150) is 150, (△ 100) is -100: brackets are no minus (V3)."""
        reader = CellReader(inner, self.given)
        reader.before(draft)
        if draft.number is None:
            reader.quantity(draft)
            reader.after(draft)
        if reader.at != len(inner):
            raise UnaccountedError(f"leftover: {_short(inner[reader.at :])}")
        draft.flags.add("parenthesized")

    def quantity(self, draft: _Draft) -> None:
        """A number or a range with its unit."""
        self.take(_BLANKS)
        if self.take(_LEAD_RANGE):
            self.qualify(draft, "at_most")
        currency = self.take(_CURRENCY_SIGN)
        draft.number = self.number()
        self.unit(draft)
        self.note(draft)
        self.range(draft)
        if currency:
            if draft.unit is not None:
                raise UnaccountedError("leftover: two units")
            draft.unit, draft.unit_text = find_unit(_CURRENCY[currency[0]]), currency[0]

    def note(self, draft: _Draft) -> None:
        notes, self.at = take_notes(self.text, self.at)
        draft.notes += notes
        if notes and draft.unit is None:
            self.unit(draft)

    def number(self) -> Numeral:
        sign = self.take(_SIGN)
        if self.at >= len(self.text):
            raise UnaccountedError("leftover: no number")
        found = self.digits() if self.text[self.at].isascii() else self.kanji()
        if sign is None or sign[1] == "+":
            return found
        if sign[1] == "±":
            if found.value != 0:
                raise UnaccountedError("leftover: ± with a number")
            return found
        return _negated(found)

    def digits(self) -> Numeral:
        match = _PIECE.match(self.text, self.at)
        if match is None:
            raise UnaccountedError(f"leftover: {_short(self.text[self.at :])}")
        following = self.text[match.end() : match.end() + 1]
        if following and following in KANJI_NUMERALS:
            return self.kanji()
        if following.isspace() and self.at >= self.separate_until:
            return _numeral(self.joined())
        self.at = match.end()
        return _numeral(match[0])

    def joined(self) -> str:
        """Digits apart by blanks are one number only where they make a well-formed grouping (V8)."""
        match = _PIECES.match(self.text, self.at)
        assert match is not None
        pieces = match[0].split()
        if len(pieces) == 1:
            self.at += len(pieces[0])
            return pieces[0]
        together = "".join(pieces)
        whole = [GROUPED.fullmatch(piece) is not None for piece in pieces]
        if _belongs_together(pieces, whole, match[0]):
            self.at = match.end()
            return together
        if all(whole):
            self.separate_until = match.end()
            self.at += len(pieces[0])
            return pieces[0]
        raise UnaccountedError(f"malformed: {_short(match[0])}", malformed=True)

    def kanji(self) -> Numeral:
        match = self.take(_MIXED)
        if match is None:
            raise UnaccountedError(f"leftover: {_short(self.text[self.at :])}")
        return _numeral(match[0])

    def unit(self, draft: _Draft) -> None:
        start = self.at
        blank = self.take(_BLANKS)
        glued = not (blank and blank[0])
        found = take_unit(self.text, self.at, glued=glued and not _is_kanji(self.text[draft.start : start]))
        if found is None:
            self.at = start
            return
        unit, end = found
        if unit.refused:
            raise UnaccountedError(f"{unit.refused}: {unit.canonical}")
        draft.unit, draft.unit_text = unit, self.text[self.at : end]
        self.at = end
        if draft.unit_text == "割" and (tenths := self.take(_TENTHS)):
            self.tenths(draft, tenths)

    def tenths(self, draft: _Draft, match: re.Match[str]) -> None:
        """3割5分2厘 is 3.52割; 分 is a tenth of 割 only here."""
        number = draft.number
        if number is None or number.decimals or number.multiplier:
            raise UnaccountedError(f"malformed: {match[0]}", malformed=True)
        mantissa = Decimal(f"{number.mantissa}.{match[1]}{match[2] or ''}")
        draft.number = Numeral(mantissa, mantissa, "", 2 if match[2] else 1)

    def range(self, draft: _Draft) -> None:
        """50～60万人, 3人～; hyphens only between digits, the left less than the right (V5)."""
        left = draft.number
        hyphen = self.take(_HYPHEN)
        mark = hyphen or self.take(_RANGE_MARK)
        if mark is None or left is None:
            return
        if hyphen is None and not re.match(rf"[+△▲−－-]?\s*+{_NUMBER_START}", self.text[self.at : self.at + 8]):
            self.qualify(draft, "at_least")
            return
        if draft.qualifier not in (None, "approx"):
            raise UnaccountedError("conflict: a bound and a range")
        unit, text = draft.unit, draft.unit_text
        draft.unit, draft.unit_text = None, ""
        right = self.number()
        self.unit(draft)
        if unit is not None:
            if draft.unit is None:
                raise UnaccountedError("leftover: a range with a unit on its left only")
            if draft.unit.canonical != unit.canonical:
                raise UnaccountedError(f"conflict: {text} and {draft.unit_text}")
        self.bounds(draft, left, right, unit)

    def bounds(self, draft: _Draft, left: Numeral, right: Numeral, unit: Unit | None) -> None:
        if unit is None and not left.multiplier and right.multiplier:
            left = _numeral_times(left, right)
        low = _folded(left.value, Decimal(_factor(unit or draft.unit)))
        high = _folded(right.value, Decimal(_factor(draft.unit)))
        if low > high or (low == high and left.value != right.value):
            raise UnaccountedError("conflict: a range that runs backwards")
        draft.low = Numeral(low, left.mantissa, left.multiplier, left.decimals)
        draft.high = Numeral(high, right.mantissa, right.multiplier, right.decimals)
        draft.qualifier = "about_range"

    def after(self, draft: _Draft) -> None:
        """以上, 増, （累計）, （98.7%）, ※1 and their like."""
        while self.at < len(self.text):
            before = self.at
            notes, self.at = take_notes(self.text, self.at)
            draft.notes += notes
            if notes and self.remark(draft, notes[-1]):
                return
            if not notes and not self.word_after(draft) and not self.bracket_after(draft):
                self.at = before
                return

    def remark(self, draft: _Draft, note: str) -> bool:
        """A note spelled out in the cell, from its mark to the end of the cell."""
        rest = self.text[self.at :]
        if note != "※" or not rest or rest[0].isspace() or not rest[0].isalpha():
            return False
        draft.warnings.append(f"remark: {_short(rest)}")
        self.at = len(self.text)
        return True

    def word_after(self, draft: _Draft) -> bool:
        start = self.at
        self.take(_BLANKS)
        if match := self.take(_QUALIFIER_AFTER):
            self.qualify(draft, _AFTER[match[0]])
        elif match := self.take(_DIRECTION):
            draft.direction = _DIRECTIONS[match[0]]
            draft.warnings.append(f"direction_in_words: {match[0]}")
        elif match := self.take(_VAGUE):
            self.qualify(draft, "approx")
            draft.warnings.append(f"vague: {match[0]}")
        elif match := self.take(_FLAG_AFTER):
            draft.flags.add(match[0])
        elif match := self.take(_SIGN_FLAG_AFTER):
            draft.flags.add(_SIGNS[match[1]])
        else:
            self.at = start
            return False
        return True

    def bracket_after(self, draft: _Draft) -> bool:
        match = self.take(_BRACKET)
        if match is None:
            return False
        inner = match[2].strip()
        parts = [part for part in re.split(r"[\s、,・]+", inner) if part]
        if parts and all(part in _FLAGS for part in parts):
            draft.flags.update(parts)
        elif not (self.unit_in_bracket(draft, inner) or self.dated(draft, inner) or self.parts(draft, inner)):
            self.words_in_bracket(draft, inner)
        return True

    def unit_in_bracket(self, draft: _Draft, inner: str) -> bool:
        """14.4%（パーミル） is in ‰ (V10); 150（人） has its unit in brackets."""
        unit = find_unit(re.sub(r"^単位[:：]?\s*", "", inner))
        if unit is None:
            per = _PER.fullmatch(inner)
            if per is not None:
                draft.per += _PER_PART.findall(per[1])
            return per is not None
        if draft.unit is None:
            draft.unit, draft.unit_text = unit, inner
        elif unit.canonical == "‰" and draft.unit.canonical == "%":
            draft.unit = unit
            draft.flags.add("percent_was_permil")
        elif unit != draft.unit:
            raise UnaccountedError(f"conflict: {draft.unit_text} and {inner}")
        return True

    def dated(self, draft: _Draft, inner: str) -> bool:
        if not inner or _PERIOD_SIGN.search(inner) is None:
            return False
        try:
            period = parse_period(inner, default_era=self.given.default_era, fiscal_year=self.given.fiscal_year)
        except ImpossibleDateError as reason:
            raise UnaccountedError(f"impossible_date: {inner} ({reason})") from None
        if not isinstance(period, Period) or not _certain(period) or draft.period is not None:
            return False
        draft.period = period
        draft.warnings += [warning for warning in period.warnings if warning == "conflict"]
        return True

    def parts(self, draft: _Draft, inner: str) -> bool:
        """（98.7%）, （保育7人）, （オリ6、パラ1）: values that belong to the one before the bracket."""
        if _DIGIT.search(inner) is None or inner.startswith("※"):
            return False
        try:
            values = list(CellReader(inner, Circumstances(None, None, *self._era())).labelled())
        except UnaccountedError:
            return False
        if any(value.unit in _CONDITIONS for value in values):
            return False
        draft.sub += values
        return True

    def _era(self) -> tuple[str | None, int | None]:
        return self.given.default_era, self.given.fiscal_year

    def labelled(self) -> Iterator[Value]:
        """Values that each may have a word before it."""
        while self.at < len(self.text):
            start = self.at
            label = self.take(_LABEL)
            if label and label[0].rstrip().endswith("第"):
                raise UnaccountedError("ordinal: 第")
            value = self.value()
            yield replace(value, raw=self.text[start : self.at])
            if self.at < len(self.text) and not self.take(_SUB_SEPARATOR):
                raise UnaccountedError(f"leftover: {_short(self.text[self.at :])}")

    def words_in_bracket(self, draft: _Draft, inner: str) -> None:
        """A remark without a figure of its own; a comparison (R2年度比); an ordinal (全国15位)."""
        comparison = _COMPARISON.fullmatch(inner)
        if inner.startswith("※") or _DIGIT.search(_ORDINAL.sub("", inner)) is None:
            draft.warnings.append(f"remark: {_short(inner)}")
        elif comparison and _names_period(comparison[1]):
            draft.warnings.append(f"compared_with: {comparison[1]}")
        elif _is_condition(inner):
            draft.warnings.append(f"condition: {_short(inner)}")
        else:
            raise UnaccountedError(f"leftover: {_short(inner)}")

    def finished(self, draft: _Draft) -> Value:
        """The value of ``draft`` in its canonical unit, the column's unit where the cell prints none."""
        assert draft.number is not None
        unit, printed_unit = self.units(draft)
        value, low, high = _amounts(draft, Decimal(_factor(unit)))
        return Value(
            raw=self.text[draft.start : self.at],
            value=value,
            unit=_per(unit, draft.per),
            printed_value=None if value is None else draft.number.mantissa,
            printed_unit=printed_unit,
            decimals=max(number.decimals for number in (draft.number, draft.low, draft.high) if number),
            qualifier=draft.qualifier,
            low=low,
            high=high,
            low_exclusive=draft.qualifier == "more_than",
            high_exclusive=draft.qualifier == "less_than",
            notes=tuple(dict.fromkeys(draft.notes)),
            flags=frozenset(draft.flags),
            direction=draft.direction,
            sub=tuple(draft.sub),
            period=draft.period,
            warnings=tuple(dict.fromkeys(draft.warnings)),
        )

    def units(self, draft: _Draft) -> tuple[Unit | None, str | None]:
        hint = hinted_unit(self.given.unit_hint) if self.given.unit_hint else None
        multiplier = draft.number.multiplier if draft.number else ""
        if draft.high is not None:
            multiplier = draft.high.multiplier
        if draft.unit is None:
            if hint is None:
                return None, multiplier or None
            return self.hinted(draft, hint, multiplier)
        if not draft.unit.known:
            draft.warnings.append(f"unknown_unit: {draft.unit_text}")
        if hint is not None and hint[0].canonical != _per(draft.unit, draft.per):
            draft.warnings.append(f"unit_conflict: {draft.unit_text} in a column of {hint[1]}")
        return draft.unit, multiplier + draft.unit_text

    def hinted(self, draft: _Draft, hint: tuple[Unit, str], multiplier: str) -> tuple[Unit, str]:
        unit, printed = hint
        if not unit.known:
            draft.warnings.append(f"unknown_unit: {printed}")
        if multiplier and unit.factor != 1:
            draft.warnings.append(f"unit_conflict: {multiplier} in a column of {printed}")
            return Unit(unit.canonical, 1, unit.known), multiplier + unit.canonical
        return unit, multiplier + printed


_LOW: Final = frozenset(["at_least", "more_than"])
_HIGH: Final = frozenset(["at_most", "less_than"])
_CONDITIONS: Final = frozenset(["歳", "年", "か月", "日", "週", "時間", "分"])


def _is_condition(inner: str) -> bool:
    """（20歳以上）, （3年間）: whom or how long the value is about."""
    try:
        values = list(CellReader(inner, Circumstances()).labelled())
    except UnaccountedError:
        return False
    return all(value.unit in _CONDITIONS for value in values)


def _names_period(text: str) -> bool:
    try:
        return parse_period(text) is not None
    except ImpossibleDateError:
        return False


def _certain(period: Period) -> bool:
    """Whether a bracket is a period and not a number: （5年） may be five years."""
    return period.resolved or period.type != "calendar_year" or "conflict" in period.warnings


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"


def _is_kanji(text: str) -> bool:
    return any(letter in KANJI_NUMERALS for letter in text) and _DIGIT.search(text) is None


def _negated(number: Numeral) -> Numeral:
    """-0 is 0."""
    if number.value == 0:
        return number
    return Numeral(-number.value, -number.mantissa, number.multiplier, number.decimals)


def _numeral(text: str) -> Numeral:
    try:
        if text[-1].isascii() and text.isascii():
            value = arabic(text)
            return Numeral(value, value, "", decimals(text))
        return numeral(text)
    except MalformedNumeralError:
        raise UnaccountedError(f"malformed: {_short(text)}", malformed=True) from None


def _numeral_times(left: Numeral, right: Numeral) -> Numeral:
    factor = right.value / right.mantissa if right.mantissa else Decimal(1)
    return Numeral(plain(_EXACT.multiply(left.value, factor)), left.mantissa, right.multiplier, left.decimals)


def _belongs_together(pieces: list[str], whole: list[bool], printed: str) -> bool:
    together = "".join(pieces)
    if GROUPED.fullmatch(together) is None:
        return False
    if not all(whole):
        return True
    if "," in together:
        return True
    grouped = all(len(piece) == 3 for piece in pieces[1:]) and len(pieces[0]) < 3
    return grouped and "0" != pieces[0] and all(_SPACED.fullmatch(gap) for gap in re.findall(r"\s+", printed))


def _factor(unit: Unit | None) -> int:
    return unit.factor if unit else 1


def _per(unit: Unit | None, per: list[str]) -> str | None:
    if unit is None:
        return None
    below = "・".join(dict.fromkeys(per))
    if not below or unit.canonical.endswith("/" + below):
        return unit.canonical
    return f"{unit.canonical}/{below}"


def _amounts(draft: _Draft, factor: Decimal) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The value and its bounds in the canonical unit; a range has bounds only (V5)."""
    if draft.low is not None and draft.high is not None:
        late = factor if draft.unit is None else Decimal(1)
        low, high = (_folded(end.value, late) for end in (draft.low, draft.high))
        return None, low, high
    assert draft.number is not None
    value = _folded(draft.number.value, factor)
    at_least, at_most = draft.qualifier in _LOW, draft.qualifier in _HIGH
    return value, value if at_least else None, value if at_most else None


def _folded(value: Decimal, factor: Decimal) -> Decimal:
    return value if factor == 1 else plain(_EXACT.multiply(value, factor))
