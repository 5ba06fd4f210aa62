"""What is collected of a document: observations, rows of other tables, and what was refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

import regex

from pipeline.layers.extracted import Cell
from pipeline.layers.ids import stable_id
from pipeline.normalize.cells.value import Value
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.kinds import Kind
from pipeline.normalize.labels.values import cell_value
from pipeline.normalize.tables.facts import Fact
from pipeline.normalize.tables.observation import box_columns, grade_of, observation_row
from pipeline.normalize.tables.worded import contradicts, kind_said

# 概ね順調 and 目標達成 are grades in words; what is longer explains one.
_LONGEST_GRADE = 10
_STARRED = regex.compile(r"[*※]\d+")  # ※12 refers to note 12, or is the number 12 with a mark before it
_BLANK, _NUMERAL = regex.compile(r"\s"), regex.compile(r"(?!〇)\p{N}")
_SIGNS = regex.compile(r"[\p{N}\p{P}\p{S}\s]+")
# DECIMAL(38,10)
_PLACES = 10
_LARGEST = Decimal(10) ** 28


@dataclass
class Collector:
    """Rows of one document as they are found; numbers what the contract wants numbered."""

    document_id: str
    plan_id: str | None
    observations: list[dict[str, object]] = field(default_factory=list)
    quarantine: list[dict[str, object]] = field(default_factory=list)
    others: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    names: set[tuple[int, int, int, int]] = field(default_factory=set)  # page, table, row, column
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
                **box_columns(cell),
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
        text = fact.cell.text if fact.text is None else fact.text
        if fact.kind.kind == "grade" and _is_comment(text):
            return
        value = cell_value(text, unit_hint=fact.unit_hint or None, legend=fact.legend or None)
        if reason := _refusal(fact, text, value):
            self.refuse(fact.cell, fact.page, fact.table_no, *reason)
            return
        if said := kind_said(value):
            fact = _of_kind(fact, said)
        if _is_share(fact, text, value):
            fact = replace(fact, kind=Kind("rate", "final", frozenset({"achievement"})))
        identity = (self.document_id, fact.row_key, fact.column_key, str(fact.part_no))
        self._equals[identity] += 1
        self.observations.append(
            observation_row(
                fact,
                text,
                value,
                observation_id=stable_id(*identity, self._equals[identity]),
                document_id=self.document_id,
                plan_id=self.plan_id,
            )
        )


def _refusal(fact: Fact, text: str, value: Value) -> tuple[str, str] | None:
    """Say why a cell can't become an observation, with the detail; None where it can."""
    if fact.cell.agreement == "disputed":
        return "disputed", f"the other reader: {fact.cell.other!r}"
    if value.status == "footnote_only" and not fact.notes and _STARRED.fullmatch(value.notes[-1]):
        return "a mark that no note explains, or a number with a mark before it", ""
    if (said := kind_said(value)) and contradicts(said, fact.kind):
        return "the cell says another kind than its column", said
    if value.status in ("multiple", "unparsed") and not _is_in_words(fact, text, value):
        reason = "several values in one cell" if value.status == "multiple" else "not read to the end"
        return reason, "; ".join(value.warnings)
    if not all(_fits(number) for number in (value.value, value.low, value.high) if number is not None):
        return "does not fit DECIMAL(38,10)", ""
    is_number = fact.kind.kind == "grade" and grade_of(fact, text) is None and value.value is not None
    return ("a number in a column of grades", "") if is_number and not _is_share(fact, text, value) else None


def _of_kind(fact: Fact, said: str) -> Fact:
    """A fact whose kind was merely assumed has the one that its cell says: 12人（目標）."""
    if not {"assumed_actual", "kind_from_heading"} & set(fact.kind.warnings):
        return fact
    return replace(fact, kind=Kind(said, vocabulary.load().status_of_kind[said], fact.kind.flags))


def _is_in_words(fact: Fact, text: str, value: Value) -> bool:
    """Whether words stand in place of a number (設置, 増加): no digit that could have been one."""
    if fact.kind.kind == "grade":
        return True
    return value.status == "unparsed" and not _NUMERAL.search(text)


def _is_share(fact: Fact, text: str, value: Value) -> bool:
    """Whether a column of grades (達成状況) prints how much was achieved, in %."""
    shares = fact.kind.kind == "grade" and "achievement" in fact.kind.flags
    return shares and grade_of(fact, text) is None and value.unit == "%"


def _fits(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    if abs(number) >= _LARGEST or not isinstance(exponent, int):
        return False
    if exponent >= -_PLACES:
        return True
    with localcontext(prec=60):
        return number == round(number, _PLACES)


def _is_comment(text: str) -> bool:
    """Whether a cell of a column of grades holds a sentence about them."""
    long = len(_BLANK.sub("", text)) > _LONGEST_GRADE
    return long and not _SIGNS.fullmatch(text)
