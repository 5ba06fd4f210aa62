"""Cells to review: what two readers read differently, what was not loaded, scans, and what is implausible."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.analyze.report.facts import Record, records

if TYPE_CHECKING:
    import duckdb

Box = tuple[float, float, float, float]
Key = tuple[str, int, int | None, int | None, int | None, str]

# A correction that is in force has been reviewed; its cell is left out.
_REVIEWED = """
  AND NOT EXISTS (FROM correction AS k WHERE k.document_id = c.document_id AND k.page = c.page
                  AND k.table_no = c.table_no AND k.row_no = c.row_no AND k.col_no = c.col_no)
"""
_QUARANTINE = f"""
SELECT c.document_id, c.page, c.table_no, c.row_no, c.col_no, c.printed, c.reason, c.detail,
       c.x0, c.top, c.x1, c.bottom, s.other, NULL AS indicator, NULL AS period_label
FROM quarantine AS c LEFT JOIN source_cell AS s USING (document_id, page, table_no, row_no, col_no)
WHERE true {_REVIEWED} ORDER BY c.document_id, c.quarantine_no
"""
_DISPUTED = f"""
SELECT c.document_id, c.page, c.table_no, c.row_no, c.col_no, c.printed, 'disputed' AS reason,
       NULL AS detail, c.x0, c.top, c.x1, c.bottom, c.other, NULL AS indicator, NULL AS period_label
FROM source_cell AS c WHERE c.agreement = 'disputed' {_REVIEWED}
ORDER BY c.document_id, c.page, c.table_no, c.row_no, c.col_no
"""
_OBSERVED = """
SELECT c.document_id, c.page, c.table_no, c.row_no, c.col_no, coalesce(s.printed, c.printed) AS printed,
       {reason} AS reason, {detail} AS detail, c.x0, c.top, c.x1, c.bottom, s.other, c.indicator,
       c.period_label
FROM observation AS c {join}
LEFT JOIN source_cell AS s
  ON (s.document_id, s.page, s.table_no, s.row_no, s.col_no)
   = (c.document_id, c.page, c.table_no, c.row_no, c.col_no)
WHERE {where} {reviewed} ORDER BY c.document_id, c.page, c.table_no, c.row_no, c.col_no, c.part_no
"""
_IMPLAUSIBLE = _OBSERVED.format(
    reason="k.name",
    detail="k.detail",
    join="""JOIN check_result AS k ON k.severity IN ('warning', 'error') AND k.indicator_id = c.indicator_id
              AND k.fiscal_year = c.fiscal_year
              AND (k.document_id IS NULL OR k.document_id = c.document_id)""",
    where="c.value_kind NOT IN ('target', 'interim_target')",
    reviewed=_REVIEWED.replace("AS k", "AS r").replace("k.", "r."),
)
_SCANNED = _OBSERVED.format(
    reason="'scanned'", detail="NULL", join="", where="c.reader = 'ocr'", reviewed=_REVIEWED
)
_WARNED = _OBSERVED.format(
    reason="'warning'",
    detail="array_to_string([w FOR w IN c.warnings IF NOT list_contains($quiet, w)], ', ')",
    join="",
    where="len([w FOR w IN c.warnings IF NOT list_contains($quiet, w)]) > 0",
    reviewed=_REVIEWED,
)


@dataclass(frozen=True)
class Item:
    """A cell to look at: what was read, why it is here, and what may be right instead.

    ``reasons`` are words (disputed, scanned, a reason of quarantine, the name of a check) with details.
    ``readings`` begins with what stands in the warehouse or in quarantine.
    """

    document: str
    page: int
    table: int | None
    row: int | None
    column: int | None
    printed: str
    readings: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    about: str
    box: Box | None

    @property
    def key(self) -> Key:
        """Its cell; outside tables, its text on its page."""
        text = self.printed if self.row is None else ""
        return self.document, self.page, self.table, self.row, self.column, text

    @property
    def correctable(self) -> bool:
        """Whether a correction can name it: it stands in a cell of a table."""
        return None not in (self.table, self.row, self.column)


def items(connection: duckdb.DuckDBPyConnection) -> list[Item]:
    """Return the cells to review, each once, the ones that are not loaded first."""
    found: dict[Key, Item] = {}
    for query in (_DISPUTED, _QUARANTINE, _IMPLAUSIBLE, _WARNED, _SCANNED):
        values = {"quiet": quiet()} if "$quiet" in query else None
        for record in records(connection, query, values):
            item = _item(record)
            known = found.get(item.key)
            found[item.key] = _joined(known, item) if known else item
    return list(found.values())


@cache
def quiet() -> list[str]:
    """Warnings that nobody need look at."""
    text = files("pipeline.analyze.review").joinpath("review.toml").read_text(encoding="utf-8")
    return [str(word) for word in tomllib.loads(text)["quiet"]]


def _item(record: Record) -> Item:
    box: Any = (record["x0"], record["top"], record["x1"], record["bottom"])
    readings = [record["printed"], record["other"]]
    return Item(
        document=record["document_id"],
        page=record["page"],
        table=record["table_no"],
        row=record["row_no"],
        column=record["col_no"],
        printed=record["printed"],
        readings=tuple(dict.fromkeys(text for text in readings if text is not None)),
        reasons=((record["reason"], record["detail"] or ""),),
        about=" ".join(part for part in (record["indicator"], record["period_label"]) if part),
        box=None if None in box else box,
    )


def _joined(one: Item, other: Item) -> Item:
    """One item of two that stand in the same cell."""
    return replace(
        one,
        readings=tuple(dict.fromkeys((*one.readings, *other.readings))),
        reasons=tuple(dict.fromkeys((*one.reasons, *other.reasons))),
        about=one.about or other.about,
        box=one.box or other.box,
    )
