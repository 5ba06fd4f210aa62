"""Rows to standard output: as a table for people, CSV, JSON, Markdown or HTML."""

from __future__ import annotations

import csv
import html
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TextIO

from pipeline.cli.colour import paint
from pipeline.cli.width import cut, pad, width
from pipeline.printable import visible

Row = Sequence[object]
WIDEST = 48  # columns of a cell in a table on a terminal; elsewhere cells are whole


def write(columns: Sequence[str], rows: Iterable[Row], form: str, stream: TextIO | None = None) -> None:
    """Write ``rows`` in the format ``form`` (table, csv, json, md, html) to standard output."""
    target = stream or sys.stdout
    text = _WRITERS[form](columns, [list(row) for row in rows], target.isatty())
    if form == "table":
        head, line_break, rest = text.partition("\n")
        text = paint(head, "bold", target) + line_break + rest
    target.write(text)


def text_of(value: object) -> str:
    """A value as people read it: plain decimals without trailing zeros, ISO dates, lists with commas."""
    writer = next((writer for kind, writer in _TEXTS if isinstance(value, kind)), str)
    return writer(value)


def grouped(number: Decimal) -> str:
    """A number with its thousands apart, without trailing zeros."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def jsonable(value: object) -> object:
    """A value as JSON takes it. A decimal is a number where that loses no digit, else a string."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else _plain(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _json(columns: Sequence[str], rows: list[list[object]], _terminal: bool) -> str:
    records = [dict(zip(columns, (jsonable(v) for v in row), strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _csv(columns: Sequence[str], rows: list[list[object]], _terminal: bool) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([text_of(value) for value in row] for row in rows)
    return stream.getvalue()


def _table(columns: Sequence[str], rows: list[list[object]], terminal: bool) -> str:
    cells = [[visible(text_of(value)) for value in row] for row in rows]
    if terminal:
        cells = [[cut(cell, WIDEST) for cell in row] for row in cells]
    right = [_is_number_column([row[i] for row in rows]) for i in range(len(columns))]
    widths = [max([width(name), *(width(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    lines = [_line(columns, widths, right), "  ".join("─" * w for w in widths)]
    lines += [_line(row, widths, right) for row in cells]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str], widths: list[int], right: list[bool]) -> str:
    padded = (pad(cell, w, r) for cell, w, r in zip(cells, widths, right, strict=True))
    return "  ".join(padded).rstrip()


def _md(columns: Sequence[str], rows: list[list[object]], _terminal: bool) -> str:
    right = [_is_number_column([row[i] for row in rows]) for i in range(len(columns))]
    marks = ["---:" if r else "---" for r in right]
    lines = [list(columns), marks, *[[text_of(value) for value in row] for row in rows]]
    return "".join("| " + " | ".join(_escaped(cell) for cell in line) + " |\n" for line in lines)


def _html(columns: Sequence[str], rows: list[list[object]], _terminal: bool) -> str:
    right = [_is_number_column([row[i] for row in rows]) for i in range(len(columns))]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    lines = ['<!DOCTYPE html>\n<meta charset="utf-8">\n<table>', f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    for row in rows:
        cells = zip(row, right, strict=True)
        line = "".join(f"<td{_ALIGN if r else ''}>{html.escape(text_of(value))}</td>" for value, r in cells)
        lines.append(f"<tr>{line}</tr>")
    return "\n".join([*lines, "</tbody>", "</table>"]) + "\n"


_ALIGN = ' align="right"'


def _escaped(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _is_number_column(values: list[object]) -> bool:
    present = [value for value in values if value is not None]
    numbers = (isinstance(v, (int, float, Decimal)) and not isinstance(v, bool) for v in present)
    return bool(present) and all(numbers)


_TEXTS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (type(None), lambda _: ""),
    (Decimal, _plain),
    (bool, lambda value: "true" if value else "false"),
    (float, lambda value: f"{value:.10g}"),
    (list, lambda value: ", ".join(text_of(item) for item in value)),
    (dict, lambda value: json.dumps(jsonable(value), ensure_ascii=False)),
)
_WRITERS = {"table": _table, "csv": _csv, "json": _json, "md": _md, "html": _html}
