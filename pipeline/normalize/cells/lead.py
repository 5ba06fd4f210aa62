"""What may stand before a number: 約, 延べ, 最大, 年間, 1人1日当たり, a date (V4, V9, V10)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.normalize.cells.cursor import Cursor, UnaccountedError
from pipeline.normalize.cells.draft import Circumstances, Draft
from pipeline.normalize.cells.era import ERA_PATTERN, ERAS
from pipeline.normalize.cells.model import Qualifier
from pipeline.normalize.cells.notes import NOTE_STARTS, take_notes
from pipeline.normalize.cells.period import ImpossibleDateError, PeriodList, parse_period
from pipeline.normalize.cells.quantity import qualify
from pipeline.normalize.vocabulary import by_word, either, load

_WORDS: Final = load("cells/words")
_BEFORE: Final[dict[str, Qualifier]] = by_word(_WORDS["before"])
SIGN_FLAGS: Final[dict[str, str]] = _WORDS["flags"]["signs"]
_QUALIFIER = re.compile(f"(?:{either(_BEFORE)})")
_FLAG = re.compile(rf"({either(_WORDS['flags']['before'])})\s*[:：]?")
_SIGN_FLAG = re.compile(rf"([{re.escape(''.join(SIGN_FLAGS))}])\s*+(?=[\d△▲-])")
_COUNTED: Final = "人|日|か月|ヶ月|カ月|月|年|週|世帯|校|回|団体|施設|件|台|戸|時間"
_PER = re.compile(
    rf"(?:市民|町民|村民|区民|住民|県民)?((?>(?:[1一](?:{_COUNTED})\s*){{1,4}}))(?:当たり|当り|あたり|につき|平均)の?"
)
_PER_PART = re.compile(f"[1一]({_COUNTED})")
_PER_PEOPLE = re.compile(
    r"(?:人口)?(10万|1万|万|千|1,?000)人?(?:対|当たり|当り|あたり|につき)の?\s*[:：]?(?=\s*[\d約])"
)
_TREND = re.compile(r"[↑↗↘↓](?=\s*[\d△▲−-])")
_EVERY = re.compile(r"毎?(年度|年間?|月間?|週間?|日)(平均)?に?(?=\s*[\d約])")
_DATE = re.compile(
    rf"((?:(?:{ERA_PATTERN})\.?(?:\d|元)|西暦\d|\d{{4}}年)[^\s:()]{{0,24}}?)"
    r"(?:\s*+:\s*+|まで[にの]\s*+|\s++)(?=[^\d\s]{0,8}\d)"
)
_DATE_SIGN = re.compile(r"[年月]|[MTSHRmtshr明大昭平令]\.?\d|\d{4}[./-]\d|現在|時点|(?:19|20)\d\d\Z")
_STARTS: Final = (
    frozenset(
        [word[0] for word in [*_BEFORE, *_WORDS["flags"]["before"], *SIGN_FLAGS]]
        + [spelling[0] for era in ERAS for spelling in era.spellings]
        + list("市町村区住県人千万一1毎年月週日西↑↗↘↓")
    )
    | NOTE_STARTS
)
_PEOPLE: Final = {"万": "1万", "1000": "千", "1,000": "千"}
_ENUMERATOR = re.compile("[①-⑳]")
MOST: Final = 32  # words on either side of a number; what has more is no cell
_YEAR_STARTS: Final = frozenset("12")


def take_lead(cursor: Cursor, draft: Draft, given: Circumstances) -> None:
    """Read all that stands before a number into ``draft``."""
    cursor.skip_blanks()
    for _ in range(MOST):
        if cursor.next not in _STARTS and cursor.next not in _YEAR_STARTS:
            return
        before = cursor.at
        if cursor.next in NOTE_STARTS:
            notes, cursor.at = take_notes(cursor.text, cursor.at)
            draft.notes += tuple(notes)
        if match := cursor.take(_ENUMERATOR):
            draft.notes += (match[0],)
        if cursor.at == before and not _take_word(cursor, draft) and not _take_date(cursor, draft, given):
            return
        cursor.skip_blanks()


def _take_word(cursor: Cursor, draft: Draft) -> bool:
    if match := cursor.take(_QUALIFIER):
        qualify(draft, _BEFORE[match[0]])
    elif match := cursor.take(_FLAG):
        draft.flags += (match[1],)
    elif match := cursor.take(_SIGN_FLAG):
        draft.flags += (SIGN_FLAGS[match[1]],)
    elif match := cursor.take(_PER):
        take_per(draft, match)
    elif match := cursor.take(_PER_PEOPLE):
        draft.per += (_PEOPLE.get(match[1], match[1]) + "人",)
    elif match := cursor.take(_TREND):
        draft.warnings += (f"remark: {match[0]}",)
    elif match := cursor.take(_EVERY):
        draft.per += (match[1].removesuffix("間").removesuffix("度"),)
        draft.flags += (match[2],) if match[2] else ()
    return match is not None


def take_per(draft: Draft, match: re.Match[str]) -> None:
    """1人1日当たり: the denominator of a rate."""
    draft.per += tuple(_PER_PART.findall(match[1]))
    if "平均" in match[0]:
        draft.flags += ("平均",)


def per_phrase(text: str) -> re.Match[str] | None:
    """``text`` where it as a whole names a denominator."""
    return _PER.fullmatch(text)


def _take_date(cursor: Cursor, draft: Draft, given: Circumstances) -> bool:
    """令和3年度：150人."""
    match = _DATE.match(cursor.text, cursor.at) if draft.period is None else None
    if match is None or not date_value(draft, match[1], given):
        return False
    cursor.at = match.end()
    return True


def date_value(draft: Draft, text: str, given: Circumstances) -> bool:
    """Date ``draft`` by ``text``, where that names a period; raises where it names an impossible one."""
    if draft.period is not None or not text or _DATE_SIGN.search(text) is None:
        return False
    try:
        period = parse_period(text, default_era=given.default_era, fiscal_year=given.fiscal_year)
    except ImpossibleDateError as reason:
        raise UnaccountedError(f"impossible_date: {text} ({reason})") from None
    if isinstance(period, PeriodList):
        draft.warnings += (f"several_periods: {text}",)
        return True
    if period is None:
        return False
    draft.period = period
    if "conflict" in period.warnings:
        draft.warnings += ("conflict",)
    return True
