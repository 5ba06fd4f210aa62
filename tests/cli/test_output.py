"""Rows in every format, with widths that hold for full-width characters."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.cli.output import jsonable, text_of, write
from pipeline.cli.width import cut, pad, width

COLUMNS = ("indicator", "value", "note")
ROWS: list[list[Any]] = [
    ["人口の社会増減", Decimal("893.0000000000"), None],
    ["ｶﾅ", Decimal("1.4000000000"), "a|b\n<c>"],
]


def _written(form: str) -> str:
    stream = io.StringIO()
    write(COLUMNS, ROWS, form, stream)
    return stream.getvalue()


def test_a_table_lines_up() -> None:
    lines = _written("table").splitlines()
    ends = {
        width(line[: line.index(number)] + number)
        for line, number in zip(lines[2:], ("893", "1.4"), strict=True)
    }
    assert len(ends) == 1
    assert width(lines[1].split("  ")[0]) == width("人口の社会増減") == 14


def test_csv_keeps_line_breaks() -> None:
    rows = list(csv.reader(io.StringIO(_written("csv"))))
    assert rows == [list(COLUMNS), ["人口の社会増減", "893", ""], ["ｶﾅ", "1.4", "a|b\n<c>"]]


def test_json_has_numbers() -> None:
    assert json.loads(_written("json"))[1] == {"indicator": "ｶﾅ", "value": 1.4, "note": "a|b\n<c>"}


def test_md_and_html_escape() -> None:
    assert "| a\\|b &lt;c> |" in _written("md")
    assert "<td>a|b\n&lt;c&gt;</td>" in _written("html")


def test_a_terminal_is_not_steered() -> None:
    stream = io.StringIO()
    write(("x",), [["\x1b[31mred\x07"]], "table", stream)
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize(
    ("value", "text", "jsoned"),
    [
        (Decimal("0E-10"), "0", 0),
        (Decimal("-12.50"), "-12.5", -12.5),
        (Decimal("12345678901234567890.5"), "12345678901234567890.5", "12345678901234567890.5"),
        (date(2021, 3, 31), "2021-03-31", "2021-03-31"),
        (["※1", "※2"], "※1, ※2", ["※1", "※2"]),
        (True, "true", True),
        (None, "", None),
    ],
)
def test_values(value: object, text: str, jsoned: object) -> None:
    assert text_of(value) == text
    assert jsonable(value) == jsoned


def test_cut_and_pad_count_columns() -> None:
    assert cut("人口の社会増減", 7) == "人口の…"
    assert pad("人", 4) == "人  "
    assert pad("1", 3, right=True) == "  1"
