"""A Frictionless data package: CSV files and ``datapackage.json``, which says what every column is.

Lists are JSON arrays. Text that a spreadsheet would run has an apostrophe in front, as in the other CSV.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.analyze.export.codes import meanings, with_code
from pipeline.analyze.export.harmless import harmless
from pipeline.analyze.export.plain import number
from pipeline.analyze.export.sheets import Column, Language, Sheet
from pipeline.layers.contract import tables

_TYPES = {
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "JSON": "object",
}
_ABOUT = {
    "en": "Indicators read from documents of Japanese municipalities, each value with its place on a page. "
    "obs_status has SDMX codes; missing values are empty and say why in missing_reason. "
    "An apostrophe stands before text that a spreadsheet would take for a formula.",
    "ja": "自治体の資料から読み取った指標。値ごとに資料・ページ上の位置を示す。obs_statusはSDMXのコード。"
    "欠測は空欄とし、理由をmissing_reasonに示す。表計算ソフトが数式とみなす文字列の前にはアポストロフィを置く。",
}


def write(sheets: Sequence[Sheet], folder: Path, language: Language) -> None:
    """Write the package into ``folder``, its descriptor last."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    resources = [_resource(with_code(sheet, language), folder) for sheet in sheets]
    resources.append(_codes(folder))
    package = {
        "profile": "tabular-data-package",
        "name": "shihyo",
        "title": "指標" if language == "ja" else "Indicators",
        "description": _ABOUT[language],
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def _resource(sheet: Sheet, folder: Path) -> dict[str, Any]:
    lines = [[_WRITERS[type(value)](value) for value in row] for row in sheet.rows]
    schema: dict[str, Any] = {
        "fields": [_field(sheet, column) for column in sheet.columns],
        "missingValues": [""],
    }
    contract = tables().get(sheet.name)
    if contract and contract.key:
        schema["primaryKey"] = list(contract.key)
    about = {"title": sheet.title, "description": sheet.comment}
    return _written(folder, sheet.name, [c.name for c in sheet.columns], lines) | about | {"schema": schema}


def _codes(folder: Path) -> dict[str, Any]:
    lines = [list(meaning) for meaning in meanings()]
    fields = [{"name": name, "type": "string"} for name in ("code", "en", "ja")]
    about = {"title": "SDMX CL_OBS_STATUS", "description": "Codes of the column obs_status"}
    schema = {"fields": fields, "missingValues": [""], "primaryKey": ["code"]}
    return _written(folder, "obs_status", ["code", "en", "ja"], lines) | about | {"schema": schema}


def _written(folder: Path, name: str, head: list[str], lines: list[list[str]]) -> dict[str, Any]:
    path = folder / "data" / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(lines)
    data = path.read_bytes()
    return {
        "name": name.replace("_", "-"),
        "path": f"data/{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _field(sheet: Sheet, column: Column) -> dict[str, Any]:
    kind = "array" if column.type.endswith("[]") else _TYPES.get(column.type, "string")
    field: dict[str, Any] = {"name": column.name, "type": "number" if column.type[:7] == "DECIMAL" else kind}
    if column.label != column.name:
        field["title"] = column.label
    if column.comment:
        field["description"] = column.comment
    allowed = _allowed(sheet.name, column.name)
    if allowed:
        field["constraints"] = {"enum": list(allowed)}
    return field


def _allowed(table: str, column: str) -> tuple[str, ...]:
    contract = tables().get(table)
    return next((c.values for c in contract.columns if c.name == column), ()) if contract else ()


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: harmless,
    bool: lambda value: "true" if value else "false",
    int: str,
    float: repr,
    Decimal: number,
    date: lambda value: str(value.isoformat()),
    datetime: lambda value: str(value.isoformat()),
    list: lambda value: json.dumps(value, ensure_ascii=False, default=str),
}
