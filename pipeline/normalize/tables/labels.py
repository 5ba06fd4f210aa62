"""What a header cell or a row's label says: role, kind, period, unit, flags, and what is left as a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import regex

from pipeline.normalize.label_marks import lift_marks
from pipeline.normalize.period import Period
from pipeline.normalize.tables import words as vocabulary
from pipeline.normalize.tables.brackets import unbracketed
from pipeline.normalize.tables.dates import single_period
from pipeline.normalize.tables.words import Word
from pipeline.normalize.unit import find_unit

_BLANK = regex.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]")
_SKIP = frozenset("()[]【】{}<>＜＞〈〉「」:・,、，/･・|*;")
# A line ends a piece of a header unless what it ends with asks for more (高齢者の⏎割合).
_OPEN_END = regex.compile(r"(?<![のるたにをがはとや・、,])\n")
_PERIOD_START = regex.compile(r"[\[(（]*(?:明治|大正|昭和|平成|令和|[MTSHRmtshr明大昭平令㍻㋿㍼]|\d|[元])")
_PERIOD_RUN = regex.compile(
    r"(?:明治|大正|昭和|平成|令和|年度|年|月|日|末|初め|初|当初|現在|時点|から|まで|[MTSHRmtshr明大昭平令㍻㋿㍼]|[\d元.・~～〜\-－―/／,、()（）\[\]])+"
)
# A column's own short name and the formula of another: a, (B), ①, b－a, b／a×100, (C=A-B).
_FORMULA = regex.compile(
    r"[A-Za-z①-⑳ア-オ](?:[=\-－−―‐+÷×/*]*+[\[(]?(?:[A-Za-z①-⑳ア-オ]|100%?|%)[\])]?)*+"
)
_UNIT_LINE = regex.compile(r"単位[:：]?(.+)")


@dataclass(frozen=True)
class Label:
    """What a label says. ``name`` is what no rule understood, as printed; without one it is understood.

    ``period_label`` is the period as printed. ``words`` are the label's own words, blanks and marks left out.
    ``remark`` is text in brackets that is neither unit nor period nor word of the vocabulary.
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

    @property
    def understood(self) -> bool:
        """Whether every character but a bracketed remark was accounted for, and something was said."""
        return not self.name and bool(self.role or self.kinds or self.period or self.unit or self.flags)


class Setting(NamedTuple):
    """What dates a label without an era or a year of its own (P6): an era's name, and a fiscal year."""

    era: str | None = None
    fiscal_year: int | None = None


UNSET = Setting()


@dataclass
class _Found:
    setting: Setting
    roles: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    periods: list[tuple[Period, str]] = field(default_factory=list)
    units: list[str] = field(default_factory=list)


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
    found = _Found(setting)
    if _lex(compact, found):
        return _label(text, compact, marks, found, name="", remark="")
    return otherwise(text, bare, compact, marks, setting)


def _as_name(text: str, bare: str, compact: str, marks: tuple[str, ...], setting: Setting) -> Label:
    found = _Found(setting)
    for piece, bracketed in _segments(bare):
        folded = vocabulary.fold(_BLANK.sub("", piece))
        unit = (_unit_line(folded) or _unit_of(folded)) if bracketed else ""
        if unit:
            found.units.append(unit)
    name = join_lines(without_unit(bare)) if found.units else join_lines(bare)
    return _label(text, compact, marks, found, name=name, remark="")


def _by_segments(
    text: str, bare: str, compact: str, marks: tuple[str, ...], setting: Setting
) -> Label:
    """Read a label whose whole is not understood piece by piece; brackets hold units, periods or remarks."""
    found = _Found(setting)
    names: list[str] = []
    remarks: list[str] = []
    pieces = [(piece, bracketed, _lexed(piece, setting)) for piece, bracketed in _segments(bare)]
    partly = any(read is None and not bracketed for _, bracketed, read in pieces)
    for piece, bracketed, read in pieces:
        if read is not None and not (partly and _ends_a_name(piece, bracketed, read)):
            _merge(found, read)
        elif bracketed:
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


def _lexed(piece: str, setting: Setting) -> _Found | None:
    found = _Found(setting)
    return found if _lex(_BLANK.sub("", piece), found) else None


def _ends_a_name(piece: str, bracketed: bool, read: _Found) -> bool:
    """Whether a piece of a label that is else a name belongs to it, though it is a word of a kind."""
    if bracketed:
        return bool(set(read.kinds) & {"rate", "difference", "grade"})
    return vocabulary.fold(_BLANK.sub("", piece)) in vocabulary.load().weak


def _name_of(bare: str, found: _Found, names: list[str]) -> str:
    if not (found.kinds or found.periods or found.units or found.roles):
        return join_lines(bare)
    if found.units and not (found.kinds or found.periods):
        # 会員数（人）: the unit goes, the rest is the name as printed.
        return join_lines(without_unit(bare))
    return join_lines(" ".join(n for n in names if n))


def without_unit(bare: str) -> str:
    """Return a label without the unit that it has in brackets, the last one if several."""
    for match in reversed(list(regex.finditer(r"[（(\[［]([^（()）\[\]［］]*)[)）\]］]", bare))):
        if _unit_of(vocabulary.fold(_BLANK.sub("", match.group(1)))):
            return (bare[: match.start()] + bare[match.end() :]).strip()
    return bare


def _leading_period(squeezed: str, printed: str, found: _Found) -> str:
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


def _lex(compact: str, found: _Found) -> bool:
    """Read ``compact`` as words, periods, units and brackets; False where a character is left over."""
    folded = vocabulary.fold(compact)
    table = vocabulary.load()
    if folded in table.exact:
        _take(found, table.exact[folded])
        return True
    if unit := _unit_line(folded):
        found.units.append(unit)
        return True
    if not found.units and (unit := _unit_of(folded)):
        found.units.append(unit)
        return True
    position, steps = 0, 0
    while position < len(folded):
        position, steps = _step(compact, folded, position, found), steps + 1
        if position < 0 or steps > 60:
            return False
    return True


def _step(compact: str, folded: str, position: int, found: _Found) -> int:
    """Read one token at ``position``; return where it ends, or −1."""
    table = vocabulary.load()
    period, period_end = period_at(compact, folded, position, found.setting)
    word = table.match(folded, position)
    if period is not None and period_end - position >= len(word):
        found.periods.append((period, unbracketed(compact[position:period_end])))
        return period_end
    if folded[position] in "(" and (end := _closing(folded, position)) > 0:
        inner = folded[position + 1 : end]
        if unit := _unit_line(inner) or _unit_of(inner):
            found.units.append(unit)
            return end + 1
        if _FORMULA.fullmatch(inner):
            return end + 1
    if word:
        _take(found, table.exact[word])
        return position + len(word)
    if folded[position] in _SKIP:
        return position + 1
    formula = _FORMULA.match(folded, position)
    return formula.end() if formula and _ends_token(folded, formula.end()) else -1


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
    if run is None:
        return None, position
    for end in range(min(run.end(), position + 40), position, -1):
        period = _single_period(compact[position:end], setting)
        if period is not None:
            return period, end
    return None, position


def _single_period(text: str, setting: Setting) -> Period | None:
    if text[0] in "([（［" and not text.endswith((")", "]", "）", "］")):
        return None
    if not regex.search(r"年|月|[MTSHRmtshr㍻㋿]|\d{4}|度", text):
        return None
    return single_period(text, era=setting.era, fiscal_year=setting.fiscal_year)


def _unit_line(folded: str) -> str:
    match = _UNIT_LINE.fullmatch(folded.strip("()[]"))
    return match.group(1) if match else ""


def _unit_of(folded: str) -> str:
    return folded if folded not in vocabulary.load().exact and find_unit(folded) is not None else ""


def _take(found: _Found, says: tuple[Word, ...]) -> None:
    for word in says:
        if word.role:
            found.roles.append(word.role)
        if word.kind:
            found.kinds.append(word.kind)
        if word.flag:
            found.flags.add(word.flag)


def _merge(found: _Found, other: _Found) -> None:
    found.roles += other.roles
    found.kinds += other.kinds
    found.flags |= other.flags
    found.periods += other.periods
    found.units += other.units


def _label(
    text: str, compact: str, marks: tuple[str, ...], found: _Found, *, name: str, remark: str
) -> Label:
    period, period_label = found.periods[-1] if found.periods else (None, "")
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
    )


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


def merge(outer: Label, inner: Label) -> Label:
    """Combine two labels of one stack, the outer one first; what the inner one says of a period prevails."""
    return replace(
        inner,
        name="　".join(n for n in (outer.name, inner.name) if n),
        role=inner.role or outer.role,
        kinds=tuple(dict.fromkeys(_kinds_over(outer, inner) + inner.kinds)),
        flags=outer.flags | inner.flags,
        period=inner.period or outer.period,
        period_label=inner.period_label or outer.period_label,
        unit=inner.unit or outer.unit,
        words=inner.words or outer.words,
        marks=tuple(dict.fromkeys(outer.marks + inner.marks)),
    )


def _kinds_over(outer: Label, inner: Label) -> tuple[str, ...]:
    """The kinds that an outer label adds; one that lists several (目標及び実績) leaves it to the inner."""
    several = len({"target", "actual", "forecast", "baseline"} & set(outer.kinds)) > 1
    return () if several and inner.kinds else outer.kinds
