"""Kind and status of a value from the words over its column and beside its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.label import Label

# Where a label says several kinds, the first of these wins: 目標達成率 is a rate, 中間目標 an interim target.
_PRECEDENCE = ("rate", "difference", "grade", "interim_target", "forecast", "baseline", "target")


@dataclass(frozen=True)
class Kind:
    """``value_kind`` and ``status`` of the contract, with flags (achievement …) and warnings."""

    kind: str
    status: str
    flags: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSense:
    """What the table as a whole tells of its unmarked columns.

    ``results``: it has results beside them, ``in_rows``: of which only rows tell; ``default``: the kind that
    the words around it give. ``latest`` is the last day that the document can know results of (its date),
    where known; ``marked`` the last day of the columns that are called results.
    """

    results: bool
    default: str
    latest: str = ""
    marked: date | None = None
    in_rows: bool = False


def contradict(column: Label, row: Label) -> bool:
    """Whether a column and a row name different kinds of which a value can only be one: 目標値 and 実績."""
    across, down = (_plain(label) for label in (column, row))
    if {frozenset(column.kinds), frozenset(row.kinds)} == {frozenset({"actual"}), frozenset({"forecast"})}:
        return True
    return bool(across and down) and not across & down


def is_several(label: Label) -> bool:
    """Whether one label names both targets and results, of which a value can only be one."""
    return {"target", "actual"} <= _plain(label)


def _plain(label: Label) -> set[str]:
    said = {"target" if kind == "interim_target" else kind for kind in label.kinds}
    return said & {"actual", "target", "baseline"} if not said & {"rate", "difference", "grade"} else set()


def resolve(labels: Iterable[Label], period: Period | None, sense: TableSense) -> Kind:
    """Return the kind for a value whose labels say ``labels``."""
    said = [kind for label in labels for kind in label.kinds]
    flags = frozenset(flag for label in labels for flag in label.flags)
    if not said:
        return _unmarked(sense, flags, period)
    modified = _modified(set(said), period, sense)
    if modified is not None:
        return Kind(*modified, flags)
    kind = next((k for k in _PRECEDENCE if k in said), "actual")
    return Kind(kind, vocabulary.load().status_of_kind[kind], flags)


def _modified(said: set[str], period: Period | None, sense: TableSense) -> tuple[str, str] | None:
    """Words that say how final a figure is: 見込, 速報, 推計."""
    plain = said - {"outlook", "preliminary", "estimate", "actual"}
    if plain & {"rate", "difference", "grade"}:
        kind = next(k for k in _PRECEDENCE if k in plain)
        return kind, _stage_status(said)
    if "outlook" in said and not plain:
        return ("actual", "provisional") if "actual" in said or sense.results else ("forecast", "planned")
    if "preliminary" in said and not plain:
        return "actual", "preliminary"
    if "estimate" in said and not plain:
        return (
            ("actual", "estimated")
            if _is_past(period, sense) or "actual" in said
            else ("forecast", "planned")
        )
    return None


def _stage_status(said: set[str]) -> str:
    if "outlook" in said:
        return "provisional"
    return "preliminary" if "preliminary" in said else "final"


def _is_past(period: Period | None, sense: TableSense) -> bool:
    return bool(period and period.end and sense.latest and period.end.isoformat() <= sense.latest)


def is_ahead(period: Period | None, sense: TableSense) -> bool:
    """Whether a period begins after the day of the document: no result of it can be known."""
    return bool(period and period.start and sense.latest and period.start.isoformat() > sense.latest)


def _unmarked(sense: TableSense, flags: frozenset[str], period: Period | None) -> Kind:
    """A column that names no kind: results in a table of results, else what the words around say.

    What comes after the last column that is called a result need not be one.
    """
    later = bool(period and period.start and sense.marked and period.start > sense.marked)
    if sense.results and not later:
        return Kind("actual", "final", flags, ("assumed_actual",) if sense.in_rows else ())
    if sense.default:
        status = vocabulary.load().status_of_kind[sense.default]
        return Kind(sense.default, status, flags, ("kind_from_heading",))
    return Kind("actual", "final", flags, ("assumed_actual",))
