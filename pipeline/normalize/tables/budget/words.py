"""The vocabulary of annual plans: ``budget.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from pipeline.normalize.labels.label import read_label
from pipeline.normalize.labels.words import fold

_BLANK = regex.compile(r"\s")


@dataclass(frozen=True)
class BudgetWords:
    """Labels of summary rows."""

    summary: frozenset[str]


@cache
def load() -> BudgetWords:
    """Read ``budget.toml`` (once)."""
    data = tomllib.loads(resources.files(__package__).joinpath("budget.toml").read_text(encoding="utf-8"))
    return BudgetWords(summary=frozenset(fold(word) for word in data["summary"]["words"]))


def is_summary(text: str) -> bool:
    """Whether a label says that its row tells what is done."""
    return fold(_BLANK.sub("", text)).strip("()【】[]") in load().summary


def is_cost(text: str) -> bool:
    """Whether a label says that its row holds costs (費用, 事業費（千円）)."""
    label = read_label(text)
    return label.understood and label.role == "cost" and not label.period
