"""The name of an indicator: what its label says beside the name (累計, 再掲, 内数, 延べ, marks)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.normalize.labels.label import join_lines
from pipeline.normalize.labels.marks import lift_marks

_FACT_WORDS = {
    "累計": "cumulative",
    "累積": "cumulative",
    "再掲": "repeated",
    "内数": "component",
    "うち数": "component",
}
_BRACKETED = regex.compile(r"[\s　]*[（(\[［【〔]\s*(累計|累積|再掲|内数|うち数)\s*[）)\]］】〕][\s　]*")
_LEADING_UCHI = regex.compile(r"[\s　]*[（(]?\s*(?:うち|内訳[:：]|内[、,：:])")
_TOTAL = regex.compile(r"(?:小計|合計|総計|計)|.*[（(](?:合計|計)[）)]")
_SPACED = regex.compile(r"\S(?:[\s　]+\S)+")
_ELLIPSIS = regex.compile(r"[\s　]+")


@dataclass(frozen=True)
class Name:
    """A name as people say it, the marks on it, and the facts that its words state."""

    text: str
    marks: tuple[str, ...]
    flags: frozenset[str]
    is_cumulative: bool
    is_component: bool
    is_repeated: bool


@lru_cache(maxsize=8192)
def read_name(printed: str) -> Name:
    """Split a label into name, marks and flags; wording and widths of the name stay as printed."""
    bare, marks = lift_marks(printed)
    facts = {_FACT_WORDS[word] for word in _BRACKETED.findall(bare)}
    text = _BRACKETED.sub("　", bare)
    text = unspaced(join_lines(text)).strip("　 ").lstrip("・･○●◯■□◆◇▪•　 ")
    return Name(
        text=text or join_lines(printed),
        marks=marks,
        flags=_flags(text),
        is_cumulative="cumulative" in facts,
        is_component="component" in facts or bool(_LEADING_UCHI.match(text)),
        is_repeated="repeated" in facts,
    )


def unspaced(text: str) -> str:
    """Join a letter-spaced label (合　　計); words apart stay apart."""
    if _SPACED.fullmatch(text) and all(len(part) == 1 for part in _ELLIPSIS.split(text)):
        return _ELLIPSIS.sub("", text)
    return text


def _flags(text: str) -> frozenset[str]:
    found = {flag for word, flag in (("延べ", "gross"), ("平均", "average")) if word in text}
    if _TOTAL.fullmatch(_ELLIPSIS.sub("", text)):
        found.add("total")
    return frozenset(found)
