"""From a cell of facts to observations of the contract, or to the reason why not."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal

import regex

from pipeline.layers.extracted import Cell
from pipeline.layers.ids import stable_id
from pipeline.normalize.period import Period
from pipeline.normalize.tables.brackets import unbracketed
from pipeline.normalize.tables.kinds import Kind
from pipeline.normalize.tables.labels import join_lines
from pipeline.normalize.value import Value, parse_value

_GRADE = regex.compile(
    r"[A-ZＡ-Ｚ][+\-＋－]?|[SABCDEＳＡＢＣＤＥ]{1,3}|[◎○〇●△▲×✕☆★□■◇◆]+|[ⅠⅡⅢⅣⅤ①-⑩]|[0-9０-９]"
)
_DASH = regex.compile(r"[\-－‐‑‒–—―−ーｰ─━]+")
# 概ね順調 and 目標達成 are grades in words; what is longer explains one.
_LONGEST_GRADE = 10
_PLACES = Decimal(1).scaleb(-10)
_LARGEST = Decimal(10) ** 28
# Words of the value's own flags and their names in the contract.
_FLAGS = {"延べ": "gross", "平均": "average", "計": "total", "合計": "total"}
_COLUMN_FLAGS = ("achievement", "improvement", "year_on_year", "total", "gross", "average")


@dataclass(frozen=True)
class Fact:
    """One cell of facts with everything that gives it its meaning; texts as printed."""

    cell: Cell
    page: int
    table_no: int
    name: str
    name_printed: str
    kind: Kind
    period: Period | None
    period_label: str
    unit_hint: str
    goal: str = ""
    section: str = ""
    department: str = ""
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    as_of: tuple[Period, str] | None = None
    flags: frozenset[str] = frozenset()
    is_cumulative: bool = False
    is_component: bool = False
    is_repeated: bool = False
    row_key: str = ""
    column_key: str = ""
    approx: bool = False
    legend: str = ""
    warnings: tuple[str, ...] = ()
    text: str | None = None  # the value's own text, where the cell holds more
    printed: str | None = None  # what to keep as printed, where that is neither the cell nor ``text``
    part_no: int = 1


@dataclass
class Collector:
    """Rows of one document as they are found; numbers what the contract wants numbered."""

    document_id: str
    plan_id: str | None
    observations: list[dict[str, object]] = field(default_factory=list)
    quarantine: list[dict[str, object]] = field(default_factory=list)
    others: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    _equals: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def refuse(self, cell: Cell, page: int, table_no: int, reason: str, detail: str = "") -> None:
        """List a cell that looks like a value and did not become one."""
        self.quarantine.append(
            {
                "document_id": self.document_id,
                "quarantine_no": len(self.quarantine) + 1,
                "page": page,
                "table_no": table_no,
                "row_no": cell.row,
                "col_no": cell.col,
                **_box(cell),
                "printed": cell.text,
                "reason": reason,
                "detail": detail or None,
            }
        )

    def add(self, table: str, row: dict[str, object]) -> None:
        """Add a row of another table of the contract."""
        self.others.setdefault(table, []).append(row)

    def tables(self) -> dict[str, list[dict[str, object]]]:
        """Return everything collected, by table of the contract."""
        return {"observation": self.observations, "quarantine": self.quarantine, **self.others}

    def observe(self, fact: Fact) -> None:
        """Add the observation of a fact, or its cell to the quarantine."""
        if fact.cell.agreement == "disputed":
            self.refuse(
                fact.cell, fact.page, fact.table_no, "disputed", f"the other reader: {fact.cell.other!r}"
            )
            return
        text = fact.cell.text if fact.text is None else fact.text
        if fact.kind.kind == "grade" and _is_comment(text):
            return
        value = parse_value(text, unit_hint=fact.unit_hint or None, legend=fact.legend or None)
        if (
            value.status in ("multiple", "unparsed")
            and fact.kind.kind != "grade"
            and not _words_only(value, text)
        ):
            reason = "several values in one cell" if value.status == "multiple" else "not read to the end"
            detail = "; ".join(value.warnings)
            self.refuse(fact.cell, fact.page, fact.table_no, reason, detail)
            return
        if fact.kind.kind == "grade" and _grade(fact, text) is None and value.value is not None:
            if value.unit != "%":
                self.refuse(fact.cell, fact.page, fact.table_no, "a number in a column of grades")
                return
            fact = replace(fact, kind=Kind("rate", "final", frozenset({"achievement"})))
        if value.value is not None and not _fits(value.value):
            self.refuse(fact.cell, fact.page, fact.table_no, "does not fit DECIMAL(38,10)")
            return
        self.observations.append(self._row(fact, text, value))

    def _row(self, fact: Fact, text: str, value: Value) -> dict[str, object]:
        told = _value_columns(fact, text, value)
        period, label, as_of = _periods(fact, value)
        identity = (self.document_id, fact.row_key, fact.column_key, str(fact.part_no))
        self._equals[identity] += 1
        return {
            "observation_id": stable_id(*identity, self._equals[identity]),
            "part_no": fact.part_no,
            "document_id": self.document_id,
            "plan_id": self.plan_id,
            "indicator_id": None,
            "goal": fact.goal,
            "section": fact.section,
            "indicator": fact.name,
            "indicator_printed": fact.name_printed,
            "is_cumulative": fact.is_cumulative or "累計" in value.flags,
            "is_component": fact.is_component or "内数" in value.flags,
            "is_repeated": fact.is_repeated or "再掲" in value.flags,
            "flags": sorted(fact.flags | fact.kind.flags & set(_COLUMN_FLAGS) | _flags(value)),
            "value_kind": fact.kind.kind,
            "status": _status(fact.kind, value),
            **_period_columns(period, label),
            **_as_of_columns(as_of),
            **told,
            "sub": _sub(value),
            "note_marks": list(fact.marks),
            "notes": list(fact.notes),
            "department": fact.department,
            "printed": text if fact.printed is None else fact.printed,
            "page": fact.page,
            "table_no": fact.table_no,
            "row_no": fact.cell.row,
            "col_no": fact.cell.col,
            **_box(fact.cell),
            "reader": fact.cell.reader,
            "agreement": fact.cell.agreement,
            "corrected": False,
        }


def _box(cell: Cell) -> dict[str, object]:
    return {"x0": cell.box.x0, "top": cell.box.top, "x1": cell.box.x1, "bottom": cell.box.bottom}


def _words_only(value: Value, text: str) -> bool:
    """Words in place of a number (設置, 増加) hold no digit that could have been a number."""
    return value.status == "unparsed" and not regex.search(r"[\p{N}]", text)


def _fits(number: Decimal) -> bool:
    return abs(number) < _LARGEST and number == number.quantize(_PLACES)


def _value_columns(fact: Fact, text: str, value: Value) -> dict[str, object]:
    grade = _grade(fact, text)
    dated = value.period.warnings if value.period is not None else ()
    warnings = list(dict.fromkeys((*fact.warnings, *fact.kind.warnings, *value.warnings, *dated)))
    if grade is not None:
        return _absent(fact, None, list(fact.warnings)) | {"grade": grade}
    if value.value is None and value.low is None and value.high is None:
        return _absent(fact, _missing_reason(value, text), warnings)
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


def _grade(fact: Fact, text: str) -> str | None:
    stripped = regex.sub(r"\s", "", text)
    if fact.kind.kind != "grade" or not stripped or _DASH.fullmatch(stripped):
        return None
    return stripped if _GRADE.fullmatch(stripped) or not regex.search(r"\p{N}", stripped) else None


_REASON_OF_STATUS = {"footnote_only": "footnote", "unparsed": "text", "not_applicable": "not_applicable"}
_SUPPRESSED = regex.compile(r"[XxＸｘχ*＊]+|秘匿")
_PENDING = regex.compile(r"集計中|未公表|未確定|調査中|精査中|未発表|公表前|算定中|未集計")


def _is_comment(text: str) -> bool:
    """Whether a cell of a column of grades holds a sentence about them."""
    long = len(regex.sub(r"\s", "", text)) > _LONGEST_GRADE
    return long and not regex.fullmatch(r"[\p{N}\p{P}\p{S}\s]+", text)


def _missing_reason(value: Value, text: str) -> str:
    mark = regex.sub(r"[\s（()）]", "", value.missing_mark or text)
    if not mark:
        return "blank"
    if value.status in _REASON_OF_STATUS:
        return _REASON_OF_STATUS[value.status]
    if _DASH.fullmatch(mark):
        return "dash"
    if _SUPPRESSED.fullmatch(mark):
        return "suppressed"
    return "pending" if _PENDING.search(mark) else "unknown"


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
    if fact.period is None:
        return value.period, printed, fact.as_of
    return fact.period, fact.period_label, (value.period, printed)


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
