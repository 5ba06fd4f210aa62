"""The grammar of periods: stage words, dates, lists and ranges of dates, read to the last character."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.normalize.cells.era import ERA_PATTERN, find_era
from pipeline.normalize.cells.kanji import KANJI_NUMERALS, MalformedNumeralError, numeral
from pipeline.normalize.cells.notes import take_notes
from pipeline.normalize.cells.period_date import Context, Dated, Printed, dated
from pipeline.normalize.cells.period_elision import Items, inherited, month_of
from pipeline.normalize.text import DASHES, fold
from pipeline.normalize.vocabulary import either, load

Stage = Literal["actual", "target", "forecast", "baseline", "preliminary"]
_WORDS: Final = load("cells/periods")
_STAGES: Final[dict[str, Stage]] = {
    word: group["stage"] for group in _WORDS["stage"] for word in group["words"]
}
_RANK: Final = [group["stage"] for group in _WORDS["stage"]]
_POINTS: Final = {word: point for point, words in _WORDS["point"].items() for word in words}
_FILLERS: Final = frozenset(_WORDS["filler"]["words"])

_YEAR = re.compile(
    rf"(?:西暦)?(?:(?P<era>{ERA_PATTERN})\.?(?P<n>元|\d{{1,3}})(?!\d)|(?P<west>(?:1[6-9]|2[01])\d\d)(?!\d)|(?P<bare>元|\d{{1,2}})(?!\d))"
)
_KIND = re.compile("年度|暦年|年")
_MONTH = re.compile(r"(\d{1,2})月")
_DAY = re.compile(r"(\d{1,2})日")
_NUMERIC = re.compile(r"([./])(\d{1,2})(?:\1(\d{1,2}))?(?![\d./])|-(\d{1,2})-(\d{1,2})(?![\d-])")
_POINT = re.compile(either(_POINTS))
_PART = re.compile(r"第?([1-4])四半期|(上|下)(?:半期|期)|(前|後)期")
_WEEKDAY = re.compile(r"\([月火水木金土日](?:曜日?)?\)|[月火水木金土日]曜日?")
# 令和4～8年度（5年間）, 令和4～8年度の5か年
_LENGTH = re.compile(r"\(\d{1,2}(?:[かヶカヵケ箇]年間?|年間)\)|の\d{1,2}(?:[かヶカヵケ箇]年間?|年間)")
_VAGUE = re.compile("[上中下]旬|[春夏秋冬]季?(?![節])")
_WORD = re.compile(either([*_STAGES, *_FILLERS]))
_PUNCTUATION = re.compile(r"[()\[\]【】〔〕「」『』:、;]")
_RANGE = re.compile(either(_WORDS["range"]["marks"]))
_LIST = re.compile(either(_WORDS["range"]["list"]))
_OPEN_RIGHT = re.compile(either(_WORDS["range"]["open_right"]))
_OPEN_LEFT = re.compile(either(_WORDS["range"]["open_left"]))
_UNTIL = re.compile(either(_WORDS["range"]["until"]))
_KANJI_NUMBER = re.compile(
    rf"[{KANJI_NUMERALS}]+(?=年|月|日|・|[{re.escape(DASHES)}~～〜]|\()|(?<=第)[一二三四]"
)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Series:
    """The dates of a text: each span is one date, or the two ends of a range (None where it is open)."""

    spans: tuple[tuple[Dated | None, ...], ...]
    stage: Stage | None
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


def read(text: str, context: Context) -> Series | None:
    """All dates of ``text`` and the words around them; None where it is no period to the last character."""
    return _Reader(_squeezed(text)).series(context)


def _squeezed(text: str) -> str:
    """Without blanks, which are layout here, and with kanji numerals as digits."""
    return _KANJI_NUMBER.sub(_in_digits, _BLANKS.sub("", fold(text)))


def _in_digits(match: re.Match[str]) -> str:
    try:
        return str(numeral(match[0]).value)
    except MalformedNumeralError:
        return match[0]


class _Reader:
    """Reads one text from left to right; every method takes what it knows and moves on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.words: list[str] = []
        self.notes: list[str] = []
        self.warnings: list[str] = []

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    @property
    def done(self) -> bool:
        return self.at == len(self.text)

    def series(self, context: Context) -> Series | None:
        self.surroundings()
        items = self.items()
        if not items:
            return None
        self.surroundings()
        while not self.done and items:
            more = self.items()
            if not more or not self.agree(items, more):
                return None
            self.surroundings()
        if not self.done or self.depth != 0 or not self.nameable(items):
            return None
        spans = tuple(tuple(_days(date, context) for date in item) for item in inherited(items))
        notes, warnings = tuple(dict.fromkeys(self.notes)), tuple(dict.fromkeys(self.warnings))
        return Series(spans, self.stage(), notes, warnings)

    def agree(self, items: Items, more: Items) -> bool:
        """A second date in the same text, such as 令和2年度（令和3年3月末）, is read as a double date."""
        first, second = items[-1], more[0]
        single = len(items) == len(more) == len(first) == len(second) == 1
        if not single or not first[0] or not second[0]:
            return False
        items[-1] = [month_of(first[0], second[0]) or replace(first[0], double=(*first[0].double, second[0]))]
        return True

    def surroundings(self) -> None:
        """Words such as 実績 and 見込, brackets, notes."""
        while not self.done:
            notes, end = take_notes(self.text, self.at)
            if notes:
                self.notes += notes
                self.at = end
            elif match := self.take(_WEEKDAY) or self.take(_LENGTH) or self.take(_WORD):
                self.words.append(match[0])
            elif match := self.take(_PUNCTUATION):
                self.depth += (match[0] in "([【〔") - (match[0] in ")]】〕")
            else:
                return

    def stage(self) -> Stage | None:
        found = {_STAGES[word] for word in self.words if word in _STAGES}
        return next((stage for stage in _RANK if stage in found), None)

    def items(self) -> Items:
        """Dates apart by ・ and 、, each a date or the two ends of a range."""
        items: Items = []
        if self.take(_OPEN_LEFT):
            last = self.date()
            return [[None, last]] if last else []
        while (first := self.date()) is not None:
            items.append(self.ranged(first))
            before = self.at
            if not self.take(_LIST):
                return items
        if items:
            self.at = before
        return items

    def ranged(self, first: Printed) -> list[Printed | None]:
        before = self.at
        if self.take(_RANGE):
            last = self.date()
            if last is not None:
                self.take(_UNTIL)
                return [first, last]
            self.at = before
        if self.take(_OPEN_RIGHT):
            return [first, None]
        if self.take(_UNTIL):
            return [None, first]
        return [first]

    def date(self) -> Printed | None:
        before = self.at
        printed = self.month_and_day(Printed())
        if printed.month is None:
            year = self.take(_YEAR)
            if year is None:
                return None
            printed = self.rest_of_year(_year(year))
        printed = self.doubled(printed)
        printed = replace(printed, point=self.point() or printed.point)
        if printed.bare and printed.kind is None and printed.point is None and before == 0 and self.done:
            self.at = before
            return None
        return printed

    def rest_of_year(self, printed: Printed) -> Printed:
        kind = self.take(_KIND)
        if kind is None:
            printed = self.doubled(printed)
            kind = self.take(_KIND)
        if kind is None:
            return self.part(self.numeric(printed))
        printed = replace(printed, kind="fiscal_year" if kind[0] == "年度" else "calendar_year")
        if kind[0] == "年度":
            return self.part(printed)
        printed = self.doubled(printed)
        if (again := self.take(_KIND)) is not None:
            printed = replace(printed, kind="fiscal_year" if again[0] == "年度" else "calendar_year")
        return self.part(self.month_and_day(printed))

    def numeric(self, printed: Printed) -> Printed:
        """R3.3.29, 2021/3, 2021-03-29."""
        match = None if printed.bare else self.take(_NUMERIC)
        if match is None:
            return printed
        month, day = match[2] or match[4], match[3] or match[5]
        return replace(printed, kind="calendar_year", month=int(month), day=int(day) if day else None)

    def month_and_day(self, printed: Printed) -> Printed:
        match = self.take(_MONTH)
        if match is None:
            return printed
        day = self.take(_DAY)
        if self.take(_VAGUE):
            self.warnings.append("part_of_month")
        return replace(printed, month=int(match[1]), day=int(day[1]) if day else None)

    def part(self, printed: Printed) -> Printed:
        """Quarters and halves: of the fiscal year after 年度, else of the calendar year; with a warning."""
        if printed.month is not None:
            return printed
        if self.take(_VAGUE):
            self.warnings.append("season")
            return printed
        match = self.take(_PART)
        if match is None:
            return printed
        self.warnings.append("part_of_year")
        if match[1]:
            return replace(printed, part=(3 * int(match[1]) - 3, 3))
        return replace(printed, part=(0 if (match[2] or match[3]) in "上前" else 6, 6))

    def doubled(self, printed: Printed) -> Printed:
        """The same year again in brackets: 平成31（2019）年度."""
        before = self.at
        if self.text[self.at : self.at + 1] != "(":
            return printed
        self.at += 1
        other = self.date()
        if other is None or self.text[self.at : self.at + 1] != ")":
            self.at = before
            return printed
        self.at += 1
        if (month := month_of(printed, other)) is not None:
            return month
        kind = printed.kind or other.kind if other.month is None else printed.kind
        return replace(printed, kind=kind, double=(*printed.double, other))

    def point(self) -> Literal["start", "end"] | None:
        match = self.take(_POINT)
        return None if match is None else ("end" if _POINTS[match[0]] == "end" else "start")

    def nameable(self, items: Items) -> bool:
        """Whether at least one date has a year, a 年度 or a month: 26・28 alone names nothing."""
        dates = [date for item in items for date in item if date is not None]
        if not any(date.kind or date.era or date.western or date.month for date in dates):
            return False
        if all(date.kind is None and date.month is None for date in dates):
            self.warnings.append("assumed_fiscal_year")
        return True


def _days(date: Printed | None, context: Context) -> Dated | None:
    return None if date is None else dated(date, context)


def _year(match: re.Match[str]) -> Printed:
    if match["west"]:
        return Printed(number=int(match["west"]), western=True)
    number = match["n"] or match["bare"]
    era = find_era(match["era"]) if match["era"] else None
    return Printed(era=era, era_text=match["era"], number=1 if number == "元" else int(number))
