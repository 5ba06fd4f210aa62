"""Cells with a second value of another kind: 95件（95.0％） under 実績（達成率）, 9／8 under 目標／実績."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.normalize.labels.kinds import TableSense, resolve
from pipeline.normalize.labels.label import Label, read_stub
from pipeline.normalize.labels.values import is_missing_mark, is_value
from pipeline.normalize.tables.facts import Fact

_BRACKET = regex.compile(r"(?P<first>[^（(]+?)\s*[（(](?P<second>[^（()）]+)[）)]\s*", regex.DOTALL)
_TWO = 2
_SLASH = regex.compile(r"(?P<first>[^／/]+?)\s*[／/]\s*(?P<second>[^／/]+)", regex.DOTALL)


def with_second(fact: Fact, label: Label, sense: TableSense) -> list[Fact]:
    """Split a cell in the two values that its header names; nothing where it is no such cell or header."""
    match = _BRACKET.fullmatch(fact.cell.text) if label.beside else _SLASH.fullmatch(fact.cell.text)
    kinds = _second_kinds(label)
    if match is None or not kinds or not all(_is_fact(match[name]) for name in ("first", "second")):
        return []
    first, second = (resolve((said,), fact.period, sense) for said in kinds)
    rated = second.kind in ("rate", "grade")
    return [
        replace(fact, kind=first, text=match["first"], printed=fact.cell.text),
        replace(
            fact,
            kind=second,
            text=match["second"],
            printed=fact.cell.text,
            part_no=2,
            unit_hint="" if rated else fact.unit_hint,
        ),
    ]


def _second_kinds(label: Label) -> tuple[Label, Label] | None:
    if label.beside:
        second = read_stub(label.beside)
        kinds = tuple(kind for kind in label.kinds if kind not in second.kinds)
        return replace(label, kinds=kinds, flags=label.flags - second.flags), second
    if len(label.kinds) == _TWO and regex.search(r"[／/]", label.printed):
        return replace(label, kinds=label.kinds[:1]), replace(label, kinds=label.kinds[1:])
    return None


def _is_fact(text: str) -> bool:
    return is_value(text) or is_missing_mark(text)
