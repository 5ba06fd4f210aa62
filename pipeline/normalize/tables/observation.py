"""One row of ``observation`` from a fact and the value that its cell was parsed to."""

from __future__ import annotations

import json
from dataclasses import replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.cells.period import Period
from pipeline.normalize.cells.value import Value
from pipeline.normalize.labels.brackets import unbracketed
from pipeline.normalize.labels.dates import single_period
from pipeline.normalize.labels.kinds import Kind
from pipeline.normalize.labels.label import join_lines
from pipeline.normalize.tables.facts import Fact

_GRADE = regex.compile(
    r"[A-ZＡ-Ｚ][+\-＋－]?|[SABCDEＳＡＢＣＤＥ]{1,3}|[◎○〇●△▲×✕☆★□■◇◆]+|[ⅠⅡⅢⅣⅤ①-⑩]|[0-9０-９]"
)
_DASH = regex.compile(r"[\-－‐‑‒–—―−ーｰ─━]+")
_BLANK, _NUMERAL = regex.compile(r"\s"), regex.compile(r"\p{N}")
_AROUND_MARK = regex.compile(r"[\s（()）]")
_REASON_OF_STATUS = {"footnote_only": "footnote", "unparsed": "text", "not_applicable": "not_applicable"}
_SUPPRESSED = regex.compile(r"[XxＸｘχ*＊]+|秘匿")
_PENDING = regex.compile(
    r"集計中|未公表|未確定|調査中|精査中|未発表|公表前|算定中|未集計|公表予定|公表待ち|集計前|調査予定"
)
# Words of the value's own flags and their names in the contract.
_FLAGS = {"延べ": "gross", "平均": "average", "計": "total", "合計": "total"}
_CUMULATIVE = frozenset({"累計", "累計値", "累計数", "累積", "通算"})
_PLANNED = frozenset({"target", "interim_target"})
_COLUMN_FLAGS = ("achievement", "improvement", "year_on_year", "total", "gross", "average")


def observation_row(
    fact: Fact, text: str, value: Value, *, observation_id: str, document_id: str, plan_id: str | None
) -> dict[str, object]:
    """Return the row of ``observation``; ``text`` is the value's own text, ``value`` what it says."""
    period, label, as_of = _periods(fact, value)
    return {
        "observation_id": observation_id,
        "part_no": fact.part_no,
        "document_id": document_id,
        "plan_id": plan_id,
        "indicator_id": None,
        "goal": fact.goal,
        "section": fact.section,
        "indicator": fact.name,
        "indicator_printed": fact.name_printed,
        "is_cumulative": fact.is_cumulative or bool(_CUMULATIVE & value.flags),
        "is_component": fact.is_component or bool({"内数", "うち数"} & value.flags),
        "is_repeated": fact.is_repeated or bool({"再掲", "一部再掲"} & value.flags),
        "flags": sorted(fact.flags | _column_flags(fact.kind) | _flags(value)),
        "value_kind": fact.kind.kind,
        "status": _status(fact.kind, value),
        **_period_columns(period, label),
        **_as_of_columns(as_of),
        **_value_columns(fact, text, value),
        "sub": _sub(value),
        "note_marks": list(fact.marks),
        "notes": list(fact.notes),
        "department": fact.department,
        "printed": text if fact.printed is None else fact.printed,
        "page": fact.page,
        "table_no": fact.table_no,
        "row_no": fact.cell.row,
        "col_no": fact.cell.col,
        **box_columns(fact.cell),
        "reader": fact.cell.reader,
        "agreement": fact.cell.agreement,
        "corrected": False,
    }


def box_columns(cell: Cell) -> dict[str, object]:
    """Return the columns of a cell's box."""
    return {"x0": cell.box.x0, "top": cell.box.top, "x1": cell.box.x1, "bottom": cell.box.bottom}


def _value_columns(fact: Fact, text: str, value: Value) -> dict[str, object]:
    grade = grade_of(fact, text)
    dated = value.period.warnings if value.period is not None else ()
    warnings = list(dict.fromkeys((*fact.warnings, *fact.kind.warnings, *value.warnings, *dated)))
    if grade is not None:
        return _absent(fact, None, list(fact.warnings)) | {"grade": grade}
    if value.value is None and value.low is None and value.high is None:
        told = [warning for warning in warnings if not warning.startswith("leftover")]
        return _absent(fact, _missing_reason(value, text), told)
    return {
        "value": value.value,
        "unit": value.unit,
        "printed_value": value.printed_value,
        "printed_unit": value.printed_unit,
        "decimals": value.decimals,
        "qualifier": value.qualifier or ("approx" if fact.approx else None),
        "value_low": value.low,
        "value_high": value.high,
        "grade": None,
        "missing_reason": None,
        "warnings": warnings,
    }


def _absent(fact: Fact, reason: str | None, warnings: list[str]) -> dict[str, object]:
    return {
        "value": None,
        "unit": None,
        "printed_value": None,
        "printed_unit": fact.unit_hint or None,
        "decimals": None,
        "qualifier": None,
        "value_low": None,
        "value_high": None,
        "grade": None,
        "missing_reason": reason,
        "warnings": warnings,
    }


def grade_of(fact: Fact, text: str) -> str | None:
    """Return the grade that a cell of a column of grades prints, or None."""
    stripped = _BLANK.sub("", text)
    if fact.kind.kind != "grade" or not stripped or _DASH.fullmatch(stripped):
        return None
    return stripped if _GRADE.fullmatch(stripped) or not _NUMERAL.search(stripped) else None


def _missing_reason(value: Value, text: str) -> str:
    mark = _AROUND_MARK.sub("", value.missing_mark or text)
    if not mark:
        return "blank"
    if value.status in _REASON_OF_STATUS:
        return _REASON_OF_STATUS[value.status]
    if _DASH.fullmatch(mark):
        return "dash"
    if _SUPPRESSED.fullmatch(mark):
        return "suppressed"
    return "pending" if _PENDING.search(mark) else "unknown"


def _column_flags(kind: Kind) -> frozenset[str]:
    """What the header says of the values; that a grade is one of achievement is no flag of its own."""
    return kind.flags & set(_COLUMN_FLAGS) - ({"achievement"} if kind.kind == "grade" else set())


def _flags(value: Value) -> set[str]:
    return {_FLAGS[flag] for flag in value.flags if flag in _FLAGS}


def _status(kind: Kind, value: Value) -> str:
    """What the cell itself says of its finality (（見込）, 速報値) goes before its column."""
    if kind.kind not in ("actual", "baseline"):
        return kind.status
    if value.flags & {"速報値", "暫定値", "速報", "暫定"}:
        return "preliminary"
    if "見込" in value.flags:
        return "provisional"
    return "estimated" if "推計値" in value.flags else kind.status


def _periods(fact: Fact, value: Value) -> tuple[Period | None, str, tuple[Period, str] | None]:
    """A period printed in the cell dates the value where the header has none; else it is its as-of."""
    if value.period is None:
        return fact.period, fact.period_label, fact.as_of
    printed = unbracketed(join_lines(value.period.raw).strip("[]［］"))
    if value.period.start is None and fact.kind.kind in _PLANNED and (due := _due(printed)) is not None:
        value = replace(value, period=due)
    assert value.period is not None
    if fact.period is None:
        return value.period, printed, fact.as_of
    return fact.period, fact.period_label, (value.period, printed)


def _due(printed: str) -> Period | None:
    """The year of a target that is due by then: R6まで."""
    return single_period(printed.removesuffix("に").removesuffix("まで"))


def _period_columns(period: Period | None, label: str) -> dict[str, object]:
    return {
        "period_label": label,
        "period_type": period.type if period else None,
        "period_point": period.point if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "fiscal_year": period.fiscal_year if period else None,
    }


def _as_of_columns(as_of: tuple[Period, str] | None) -> dict[str, object]:
    period, label = as_of if as_of else (None, None)
    return {
        "as_of_label": label,
        "as_of_start": period.start if period else None,
        "as_of_end": period.end if period else None,
        "as_of_fiscal_year": period.fiscal_year if period else None,
    }


def _sub(value: Value) -> str | None:
    if not value.sub:
        return None
    parts = [
        {"value": None if s.value is None else str(s.value), "unit": s.unit, "printed": s.raw}
        for s in value.sub
    ]
    return json.dumps(parts, ensure_ascii=False)
