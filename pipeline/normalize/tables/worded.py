"""Cells that say themselves what their values are: 目標 10人⏎実績 12人, or 12人（実績）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from pipeline.normalize.cells.value import Value
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.kinds import Kind, TableSense, resolve
from pipeline.normalize.labels.label import read_stub
from pipeline.normalize.labels.values import is_missing_mark, is_value
from pipeline.normalize.tables.facts import Fact

# Kinds that do not contradict each other: what was is a result, what was planned comes in stages.
_RESULTS = frozenset({"actual", "baseline"})
_PLANS = frozenset({"target", "interim_target", "forecast"})


def worded(fact: Fact, sense: TableSense) -> list[Fact]:
    """Split a cell whose values each stand after a word of a kind; nothing where it is no such cell."""
    pieces = list(_pieces(fact.cell.text))
    if not pieces or not all(is_value(text) or is_missing_mark(text) for _, text in pieces):
        return []
    kinds = [resolve((read_stub(word),), fact.period, sense) for word, _ in pieces]
    if len({(kind.kind, kind.status, kind.flags) for kind in kinds}) < len(kinds):
        return []
    if len(pieces) == 1 and contradicts(kinds[0].kind, fact.kind):
        return []
    return [
        replace(
            fact, kind=kind, text=text, part_no=number, unit_hint=_unit(fact, kind), printed=fact.cell.text
        )
        for number, (kind, (_, text)) in enumerate(zip(kinds, pieces, strict=True), start=1)
    ]


def contradicts(said: str, kind: Kind) -> bool:
    """Whether a cell says another kind than its column and row, which they did not merely assume."""
    if "assumed_actual" in kind.warnings or "kind_from_heading" in kind.warnings:
        return False
    return not any({said, kind.kind} <= kinds for kinds in (_RESULTS, _PLANS, {said}))


def kind_said(value: Value) -> str:
    """Return the one kind that the words after a number say (12人（実績）), or empty."""
    words = vocabulary.load().exact
    kinds = {word.kind for flag in value.flags for word in words.get(flag, ()) if word.kind}
    kinds &= _RESULTS | _PLANS
    return kinds.pop() if len(kinds) == 1 else ""


def _unit(fact: Fact, kind: Kind) -> str:
    return "" if kind.kind in ("rate", "grade") else fact.unit_hint


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a kind with the text up to the next; nothing where text stands before the first."""
    found = list(_words().finditer(text))
    if not found or text[: found[0].start()].strip():
        return
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        yield match["word"], text[match.end() : end].strip(" 　\n、，／/")


@cache
def _words() -> regex.Pattern[str]:
    exact = vocabulary.load().exact
    words = sorted(
        (word for word, says in exact.items() if any(one.kind for one in says)), key=len, reverse=True
    )
    either = "|".join(map(regex.escape, words))
    apart = r"(?:^|(?<=[\s　、，／/）)】\]\d%％人件回]))"
    return regex.compile(rf"{apart}[（(【\[]?(?P<word>{either})[）)】\]]?[\s　]*[:：]?[\s　]*(?=\S)")
