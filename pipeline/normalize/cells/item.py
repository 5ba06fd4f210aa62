"""One value of a cell with all that belongs to it; a bracket after it may hold values of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.normalize.cells.common import read_common
from pipeline.normalize.cells.cursor import Cursor, UnaccountedError, short
from pipeline.normalize.cells.draft import Circumstances, Draft, finished
from pipeline.normalize.cells.era import ERA_PATTERN
from pipeline.normalize.cells.lead import MOST, date_value, per_phrase, take_lead, take_per
from pipeline.normalize.cells.model import Value
from pipeline.normalize.cells.period import ImpossibleDateError, parse_period
from pipeline.normalize.cells.quantity import LOWER, take_quantity, take_upper_bound
from pipeline.normalize.cells.tail import FLAGS, take_tail
from pipeline.normalize.cells.unit import find_unit

_BRACKET = re.compile(
    r"\s*+[(\[【〔〈<「『]((?>(?:[^()\[\]【】〔〕〈〉<>「」『』]|\([^()]*+\)|\[[^\[\]]*+\]|「[^「」]*+」)*))[)\]】〕〉>」』]"
)
BRACKETS: Final = frozenset("([【〔〈<「『")
_DIGIT = re.compile(r"[0-9]")
_FLAG_GAP = re.compile(r"[\s、,・]+")
_UNIT_WORD = re.compile(r"単位\s*[:：]?\s*")
_ORDINAL = re.compile(r"第\s*[\d一二三四五六七八九十]+|\d+\s*(?:位|級|段階|層|号|番目|期|回目|次)")
_COMPARISON = re.compile(r"(.+?)(?:との)?(?:比較|比|対比)(?:で|に|、)?\s*(.*)")
_LABEL_CHARACTER: Final = r"(?:[^\W\d_]|[\s・:＆&「」『』'’.※①-⑳-])"
_LABEL = re.compile(rf"({_LABEL_CHARACTER}*?)(?:\([^()0-9]++\))?\s*+(?=[+±△▲−－\-]?\s*[0-9]|約\s*[0-9])")
# A year, an ordinal or a code: 令和3年, 第2回, A4.
_NO_LABEL = re.compile(rf"(?:第|{ERA_PATTERN}|西暦|(?<![A-Za-z])[A-Za-z])\.?\Z")
_LABEL_GAP = re.compile(r"\s*+(?:[、,;]|(?<!\d)・|・(?!\d))\s*+|\s++")  # 5・6 may be 5.6
# A bracket with one of these says whom or how long the value is about: （20歳以上）, （3年間）.
_SUMMED = re.compile(r"(?<!^)の?(累計|累積|延べ|平均|合計)\Z")
_EVERY_TIME = re.compile("(年|月|週|日)[度間]?")
_SHARE = re.compile(r"[\d,]+\s*(\D{0,4}?)\s*(?:/|中|のうち)\s*[\d,]+\s*(\D{0,4})")
_DATED = re.compile(rf"(?:(?:{ERA_PATTERN})\.?(?:\d|元)|(?:19|20)\d\d)")
_NOT_OF_DATE = re.compile(r"\d|比|対|から|以降|より|まで")
_CONDITIONS: Final = frozenset(["歳", "年", "か月", "日", "週", "時間", "分"])


def take_value(cursor: Cursor, given: Circumstances) -> Value:
    """The value at ``cursor``; raises `UnaccountedError` where there is none."""
    start, draft = cursor.at, Draft()
    take_lead(cursor, draft, given)
    for _ in range(MOST):
        if cursor.next not in BRACKETS or draft.number is not None:
            break
        _bracket_before(cursor, draft, given)
        take_lead(cursor, draft, given)
    if draft.number is None:
        take_quantity(cursor, draft)
    _take_rest(cursor, draft, given)
    if draft.qualifier in LOWER and cursor.more and take_upper_bound(cursor, draft):
        _take_rest(cursor, draft, given)
    return finished(draft, cursor.text[start : cursor.at], given)


def labelled_values(text: str, given: Circumstances) -> Iterator[Value]:
    """Values that each may have words before them, as in オリ6、パラ1; their ``raw`` has the words."""
    cursor = Cursor(text)
    while cursor.more:
        start = cursor.at
        label = cursor.take(_LABEL)
        if label and _NO_LABEL.search(label[0]):
            raise UnaccountedError(f"leftover: {short(label[0])}")
        value = take_value(cursor, given)
        yield replace(value, raw=text[start : cursor.at])
        if cursor.more and not cursor.take(_LABEL_GAP):
            raise cursor.leftover()


def _take_rest(cursor: Cursor, draft: Draft, given: Circumstances) -> None:
    for _ in range(MOST):
        if not cursor.more or not (take_tail(cursor, draft) or _bracket_after(cursor, draft, given)):
            return


def _bracket_before(cursor: Cursor, draft: Draft, given: Circumstances) -> None:
    """A flag or a period in brackets before the number, or the whole value in brackets."""
    match = cursor.take(_BRACKET)
    if match is None:
        raise cursor.leftover()
    inner = match[1].strip()
    if inner in FLAGS:
        draft.flags += (inner,)
    elif not date_value(draft, inner, given):
        _take_inside(inner, draft, given)


def _take_inside(inner: str, draft: Draft, given: Circumstances) -> None:
    """(150) is 150 and (△ 100) is -100: brackets are no minus (V3)."""
    cursor = Cursor(inner)
    take_lead(cursor, draft, given)
    take_quantity(cursor, draft)
    _take_rest(cursor, draft, given)
    if cursor.more:
        raise cursor.leftover()
    draft.flags += ("parenthesized",)


def _bracket_after(cursor: Cursor, draft: Draft, given: Circumstances) -> bool:
    match = cursor.take(_BRACKET)
    if match is None:
        return False
    inner = match[1].strip()
    parts = [part for part in _FLAG_GAP.split(inner) if part]
    if parts and FLAGS.issuperset(parts):
        draft.flags += tuple(parts)
    else:
        inner = _without_flag(draft, inner)
        if inner and not _understood(draft, inner, given):
            _words_inside(draft, inner, given)
    return True


def _without_flag(draft: Draft, inner: str) -> str:
    """（5年間の累計） says 累計, of five years; （年平均） that the figure is one a year."""
    summed = _SUMMED.search(inner)
    if summed is None:
        return inner
    draft.flags += (summed[1],)
    rest = inner[: summed.start()]
    if every := _EVERY_TIME.fullmatch(rest):
        draft.per += (every[1],)
        return ""
    return rest


def _understood(draft: Draft, inner: str, given: Circumstances) -> bool:
    return (
        _unit_inside(draft, inner)
        or date_value(draft, inner, given)
        or _survey_inside(draft, inner, given)
        or _values_inside(draft, inner, given)
    )


def _survey_inside(draft: Draft, inner: str, given: Circumstances) -> bool:
    """（R3市民アンケート）: the period and the name of what the figure is taken from, in either order."""
    for match in _DATED.finditer(inner):
        before, rest = inner[: match.start()], inner[match.start() :]
        for end in range(min(len(rest), MOST), 1, -1):
            name = before + rest[end:]
            if _NOT_OF_DATE.search(name) or (before and rest[end:].strip()):
                break
            if date_value(draft, rest[:end], given):
                draft.warnings += (f"remark: {short(name.strip())}",)
                return True
    return False


def take_bracketed_values(cursor: Cursor, draft: Draft, given: Circumstances) -> None:
    """A bracket after a quantity of prose: read where it holds values, a period or flags, else left alone."""
    match = _BRACKET.match(cursor.text, cursor.at)
    if match is None:
        return
    inner = match[1].strip()
    if inner in FLAGS:
        draft.flags += (inner,)
    elif not (date_value(draft, inner, given) or _values_inside(draft, inner, given)):
        return
    cursor.at = match.end()


def _unit_inside(draft: Draft, inner: str) -> bool:
    """150（人） has its unit in brackets; 14.4%（パーミル） is in ‰ (V10); 480g（1人1日当たり）."""
    unit = find_unit(_UNIT_WORD.sub("", inner, count=1))
    if unit is None:
        if per := per_phrase(inner):
            take_per(draft, per)
        return per is not None
    if draft.unit is None:
        draft.unit, draft.unit_text = unit, inner
    elif unit.canonical == "‰" and draft.unit.canonical == "%":
        draft.unit = unit
        draft.flags += ("percent_was_permil",)
    elif unit.canonical.startswith(f"{draft.unit.canonical}/"):
        draft.unit = unit  # 15.3人（人口10万対）
    elif unit != draft.unit:
        raise UnaccountedError(f"conflict: {draft.unit_text} and {inner}")
    return True


def _values_inside(draft: Draft, inner: str, given: Circumstances) -> bool:
    """（98.7%）, （保育7人）: values that belong to the one before the bracket."""
    values = _all_values(inner, Circumstances(None, None, given.default_era, given.fiscal_year))
    if not values or any(value.unit in _CONDITIONS for value in values):
        return False
    draft.sub += values
    return True


def _all_values(inner: str, given: Circumstances) -> tuple[Value, ...]:
    if _DIGIT.search(inner) is None or inner.startswith("※"):
        return ()
    if (value := read_common(inner, None)) is not None:
        return (value,)
    try:
        return tuple(labelled_values(inner, given))
    except UnaccountedError:
        return ()


def _words_inside(draft: Draft, inner: str, given: Circumstances) -> None:
    """A remark without a figure of its own, a comparison (R2年度比), a rank (全国15位), a condition."""
    comparison = _COMPARISON.fullmatch(inner)
    if inner.startswith("※") or _DIGIT.search(_ORDINAL.sub("", inner)) is None:
        draft.warnings += (f"remark: {short(inner)}",)
    elif (
        comparison
        and _names_period(comparison[1])
        and (not comparison[2] or _all_values(comparison[2], given))
    ):
        draft.warnings += (f"compared_with: {comparison[1]}",)
    elif (share := _SHARE.fullmatch(inner)) and (not share[1] or share[1] == share[2] or not share[2]):
        draft.warnings += (f"remark: {short(inner)}",)
    elif all(value.unit in _CONDITIONS for value in _all_values(inner, Circumstances()) or [Value(inner)]):
        draft.warnings += (f"condition: {short(inner)}",)
    else:
        raise UnaccountedError(f"leftover: {short(inner)}")


def _names_period(text: str) -> bool:
    try:
        return parse_period(text) is not None
    except ImpossibleDateError:
        return False
