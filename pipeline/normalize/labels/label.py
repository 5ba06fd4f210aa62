"""What a header cell or a row's label says: role, kind, period, unit, flags, and what is left as a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.dates import single_period
from pipeline.normalize.labels.lexing import (
    RELATIVE,
    UNSET,
    Found,
    Setting,
    lex,
    merge_found,
    period_at,
    unbroken,
    unit_line,
    unit_of,
)
from pipeline.normalize.labels.marks import lift_marks

_BLANK = regex.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]")
# A bracket that names years and is no period: 増減（R5-R4）.
_NAMES_YEARS = regex.compile(r"令和|平成|[HRＨＲ][\d０-９元]|(?:19|20)\d\d")
_MONTHS = regex.compile(r"(\d{1,2})月?[~～〜\-－―](\d{1,2})月(?:分|末)?(?:まで|現在|時点)?")
_MARCH = 3
# A line ends a piece of a header unless what it ends with asks for more (高齢者の⏎割合).
_OPEN_END = regex.compile(r"(?<![のるたにをがはとや・、,])\n")


@dataclass(frozen=True)
class Label:
    """What a label says. ``name`` is what no rule understood, as printed; without one it is understood.

    ``period_label`` is the period as printed. ``words`` are the label's own words, blanks and marks left out.
    ``remark`` is text in brackets that is neither unit nor period nor word of the vocabulary. ``years`` says
    how many years it is about together (5年間), ``part`` what part of a year (上半期), ``beside`` what
    stands in brackets after the value (実績（達成率）).
    """

    printed: str
    words: str = ""
    name: str = ""
    role: str = ""
    kinds: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    period: Period | None = None
    period_label: str = ""
    unit: str = ""
    remark: str = ""
    marks: tuple[str, ...] = ()
    years: int = 0
    part: str = ""
    beside: str = ""

    @property
    def understood(self) -> bool:
        """Whether every character but a bracketed remark was accounted for, and something was said."""
        return not self.name and bool(
            self.role or self.kinds or self.period or self.unit or self.flags or self.part
        )


@lru_cache(maxsize=4096)
def read_label(text: str, setting: Setting = UNSET) -> Label:
    """Read a header cell (T1 order: marks come off first, then width is folded)."""
    return _read(text, _by_segments, setting)


@lru_cache(maxsize=8192)
def read_stub(text: str) -> Label:
    """Read the label of a row: it is understood as a whole, or it is a name, with a unit in brackets perhaps.

    Lines of a name break anywhere, so that a last line 割合 says nothing by itself.
    """
    return _read(text, _as_name, UNSET)


_Otherwise = Callable[[str, str, str, tuple[str, ...], Setting], Label]


def _read(text: str, otherwise: _Otherwise, setting: Setting) -> Label:
    bare, marks = lift_marks(text)
    compact = _BLANK.sub("", bare)
    if not compact:
        return Label(printed=text, marks=marks)
    found = Found(setting)
    if lex(compact, found):
        return _label(text, compact, marks, found, name="", remark="")
    return otherwise(text, bare, compact, marks, setting)


def _as_name(text: str, bare: str, compact: str, marks: tuple[str, ...], setting: Setting) -> Label:
    found = Found(setting)
    for piece, bracketed in _segments(bare):
        folded = vocabulary.fold(_BLANK.sub("", piece))
        unit = (unit_line(folded) or unit_of(folded) or _duration(folded, bare)) if bracketed else ""
        if unit:
            found.units.append(unit)
    name = join_lines(without_unit(bare)) if found.units else join_lines(bare)
    return _label(text, compact, marks, found, name=name, remark="")


def _duration(folded: str, bare: str) -> str:
    """年 in brackets is the unit of a length of time (健康寿命（年）); else it may say how often."""
    before = _BLANK.sub("", bare).split("（年）")[0].split("(年)")[0]
    return folded if folded == "年" and before.endswith(vocabulary.load().durations) else ""


def _by_segments(text: str, bare: str, compact: str, marks: tuple[str, ...], setting: Setting) -> Label:
    """Read a label whose whole is not understood piece by piece; brackets hold units, periods or remarks."""
    found = Found(setting)
    names: list[str] = []
    remarks: list[str] = []
    pieces = [(piece, bracketed, _lexed(piece, setting)) for piece, bracketed in _segments(unbroken(bare))]
    partly = any(read is None and not bracketed for _, bracketed, read in pieces)
    for piece, bracketed, read in pieces:
        if read is not None and not (partly and _ends_a_name(piece, bracketed, read)):
            merge_found(found, read)
        elif bracketed and not _dates_more(found, piece):
            remarks.append(piece.strip())
            found.flags |= {RELATIVE} if _NAMES_YEARS.search(piece) else set()
        elif bracketed:
            continue
        elif rate := vocabulary.load().rate_by_ending(vocabulary.fold(_BLANK.sub("", piece))):
            # 目標値に対する達成率: a year before it is the target's.
            found.kinds.append("rate")
            found.flags |= {rate, RELATIVE} - {""}
            found.periods.clear()
            remarks.append(piece.strip())
        elif kind := vocabulary.load().kind_by_ending(vocabulary.fold(_BLANK.sub("", piece))):
            rest = _leading_period(_BLANK.sub("", piece), piece.strip(), found)
            found.kinds.append(kind)
            remarks.append(rest)
        else:
            names.append(_leading_period(_BLANK.sub("", piece), piece.strip(), found))
    role = vocabulary.load().role_by_ending(vocabulary.fold(compact)) if names else ""
    if role:
        return Label(printed=text, words=compact, role=role, marks=marks)
    if names:
        # A remark in brackets belongs to a name: 自立訓練（機能訓練） is one name.
        return _label(text, compact, marks, found, name=_name_of(bare, found, names), remark="")
    return _label(text, compact, marks, found, name="", remark=" ".join(remarks))


def _dates_more(found: Found, piece: str) -> bool:
    """Whether text in brackets is a month or a day of the year before it: 令和6年度実績（9月末現在）."""
    if not found.periods or found.periods[-1][0].type != "fiscal_year" or "月" not in piece:
        return False
    year, label = found.periods[-1]
    printed = f"{label}({_BLANK.sub('', piece)})"
    period = single_period(printed) or _months(year, vocabulary.fold(_BLANK.sub("", piece)))
    if period is None:
        period = replace(year, warnings=(*year.warnings, "part_of_year"))
    found.periods[-1] = (period, printed)
    return True


def _months(year: Period, piece: str) -> Period | None:
    """The months of a fiscal year that （4～9月） names."""
    match = _MONTHS.fullmatch(piece)
    if match is None or year.fiscal_year is None:
        return None
    first, last = (f"{year.fiscal_year + (int(month) <= _MARCH)}年{int(month)}月" for month in match.groups())
    return single_period(f"{first}～{last}")


def _lexed(piece: str, setting: Setting) -> Found | None:
    found = Found(setting)
    return found if lex(_BLANK.sub("", piece), found) else None


def _ends_a_name(piece: str, bracketed: bool, read: Found) -> bool:
    """Whether a piece of a label that is else a name belongs to it, though it is a word of a kind."""
    if bracketed:
        return bool(set(read.kinds) & {"rate", "difference", "grade"})
    return vocabulary.fold(_BLANK.sub("", piece)) in vocabulary.load().weak


def _name_of(bare: str, found: Found, names: list[str]) -> str:
    if not (found.kinds or found.periods or found.units or found.roles):
        return join_lines(bare)
    if found.units and not (found.kinds or found.periods):
        # 会員数（人）: the unit goes, the rest is the name as printed.
        return join_lines(without_unit(bare))
    return join_lines(" ".join(n for n in names if n))


def without_unit(bare: str) -> str:
    """Return a label without the unit that it has in brackets, the last one if several."""
    for match in reversed(list(regex.finditer(r"[（(\[［]([^（()）\[\]［］]*)[)）\]］]", bare))):
        folded = vocabulary.fold(_BLANK.sub("", match.group(1)))
        if unit_of(folded) or _duration(folded, bare):
            return (bare[: match.start()] + bare[match.end() :]).strip()
    return bare


def _leading_period(squeezed: str, printed: str, found: Found) -> str:
    """Take a period off the front of a piece (令和2年度小平市 → 小平市); a particle after it forbids that."""
    period, end = period_at(squeezed, vocabulary.fold(squeezed), 0, found.setting)
    if period is None or end >= len(squeezed) or squeezed[end] in "のにはかまでを以時ごよ":
        return printed
    found.periods.append((period, squeezed[:end]))
    return squeezed[end:]


def _segments(bare: str) -> Iterator[tuple[str, bool]]:
    """Split a label at brackets and line breaks: pieces with whether they stood in brackets."""
    for part in regex.findall(r"[（(\[［【][^（()）\[\]［］【】]*[)）\]］】]|[^（()）\[\]［］【】]+|.", bare):
        if part[0] in "（([［【" and len(part) > 1:
            yield part[1:-1], part[0] not in "【"
            continue
        for piece in _OPEN_END.split(part):
            if piece.strip("（()）[]［］【】 　"):
                yield piece, False


def _label(text: str, compact: str, marks: tuple[str, ...], found: Found, *, name: str, remark: str) -> Label:
    period, period_label = found.periods[-1] if found.periods else (None, "")
    if len({(p.start, p.end) for p, _ in found.periods}) > 1 and not _is_range(found.periods):
        period, period_label = None, ""
        if set(found.kinds) & {"rate", "difference"}:
            found.flags.add(RELATIVE)  # 増減（R5-R4） is of neither year
        else:
            name = name or join_lines(text)  # R5/R4
    role = "name" if "name" in found.roles else found.roles[-1] if found.roles else ""
    if found.kinds and (found.periods or role == "period"):
        role = ""  # a period with a kind is a column of values, whatever other words stand there
    return Label(
        printed=text,
        words=compact,
        name=name,
        role=role,
        kinds=tuple(dict.fromkeys(found.kinds)),
        flags=frozenset(found.flags),
        period=period,
        period_label=period_label,
        unit=found.units[-1] if found.units else "",
        remark=remark,
        marks=marks,
        years=found.years,
        part=found.part,
        beside=found.beside,
    )


def _is_range(periods: list[tuple[Period, str]]) -> bool:
    """Whether one of several periods holds the others: 計画期間（R2～R6）のR4."""
    spans = [(p.start, p.end) for p, _ in periods if p.start is not None and p.end is not None]
    widest = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None
    return len(spans) == len(periods) and widest in spans


def join_lines(text: str) -> str:
    """Join the lines of a label (T2): a blank stays only between two ASCII letters or digits."""
    lines = [line.strip(" \t\r") for line in text.strip().split("\n")]
    joined = ""
    for line in lines:
        glue = " " if joined and line and _ascii_word(joined[-1]) and _ascii_word(line[0]) else ""
        joined += glue + line
    return joined.strip("　 ")


def _ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
