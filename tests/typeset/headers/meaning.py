"""What the values of a table mean: the words of kinds, what a head says, what a value should become."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Kind:
    """A word for what a value is, with the value kind and status that it stands for."""

    word: str
    kind: str
    status: str


@dataclass(frozen=True)
class Head:
    """A period, a kind, or both, that hold for a column (or a sub-row); ``year`` is a fiscal year."""

    year: int | None
    kind: Kind
    cumulative: bool = False


@dataclass(frozen=True)
class Expected:
    """What a value cell means. ``value`` is None where the cell has no number."""

    indicator: str
    value_kind: str
    status: str
    fiscal_year: int | None
    value: Decimal | None
    unit: str
    cumulative: bool = False
    grade: str = ""
    missing: str = ""


ACTUALS = (
    Kind("実績", "actual", "final"),
    Kind("実績値", "actual", "final"),
    Kind("決算額", "actual", "final"),
)
TARGETS = (
    Kind("目標", "target", "planned"),
    Kind("目標値", "target", "planned"),
    Kind("計画値", "target", "planned"),
)
BASELINES = (
    Kind("現状値", "baseline", "final"),
    Kind("基準値", "baseline", "final"),
    Kind("現状", "baseline", "final"),
)
OUTLOOKS = (Kind("実績（見込）", "actual", "provisional"), Kind("決算見込", "actual", "provisional"))
INTERIM = Kind("中間目標", "interim_target", "planned")
RATE = Kind("達成率", "rate", "final")
CHANGES = (Kind("増減", "difference", "final"), Kind("前年度比", "rate", "final"))
GRADE = Kind("評価", "grade", "final")
