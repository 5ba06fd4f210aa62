"""Cells, periods, labels and prose."""

from __future__ import annotations

import json
import time

from hypothesis import example, given

from pipeline.normalize.about.municipality import mentions
from pipeline.normalize.cells.label import split_label
from pipeline.normalize.cells.period import ImpossibleDateError, Period, parse_period
from pipeline.normalize.cells.unit import find_unit
from pipeline.normalize.cells.value import parse_value
from pipeline.normalize.parse import period_line, text_line, value_line
from pipeline.normalize.prose.narrative import find_figures
from pipeline.normalize.text import display, key
from tests.fuzz.texts import cases, texts

STATUSES = {"normal", "missing", "not_applicable", "footnote_only", "multiple", "unparsed"}


@cases(600)
@given(texts(), texts(2))
def test_values(text: str, hint: str) -> None:
    value = parse_value(text, unit_hint=hint or None)
    assert value.raw == text
    assert value.status in STATUSES
    bounds = value.low is not None or value.high is not None
    assert (value.value is not None or bounds) or value.status != "normal"
    numbers = [n for n in (value.value, value.low, value.high, value.printed_value) if n is not None]
    assert all(number.is_finite() for number in numbers)
    assert not any(number.is_zero() and number.is_signed() for number in numbers)


@cases(300)
@given(texts())
def test_periods(text: str) -> None:
    try:
        found = parse_period(text)
    except ImpossibleDateError:  # 令和0年, 13月
        return
    for period in (found,) if isinstance(found, Period) else found.periods if found else ():
        if period.start and period.end:
            assert period.start <= period.end


@cases(300)
@example("ー－")
@example("\u0339 \u0334")
@example("か\u200b\u3099")
@example("か \u3099")
@given(texts())
def test_labels(text: str) -> None:
    assert key(key(text)) == key(text)
    assert display(display(text)) == display(text)
    split_label(text)
    find_unit(text)
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.name


@cases(200)
@given(texts(40))
def test_prose(text: str) -> None:
    ends = 0
    for figure in find_figures(text):
        assert ends <= figure.start < figure.end <= len(text)
        ends = figure.end


@cases(300)
@given(texts())
def test_lines_of_parse(text: str) -> None:
    for parse in (value_line, period_line, text_line):
        json.dumps(parse(text))
        json.dumps(parse(json.dumps({"text": text, "unit_hint": text})))


def test_long_cells_take_linear_time() -> None:
    for piece in ("1", "1,", "（", "※1", "令和", "一", "約", "△", "1～", "千", "小平市", " ", "%", "第1次"):
        took = [_seconds(piece * (size // len(piece))) for size in (20_000, 80_000)]
        assert took[1] < 16 * took[0] + 0.5, f"{piece!r}: {took}"


def _seconds(text: str) -> float:
    began = time.perf_counter()
    parse_value(text)
    key(text)
    split_label(text)
    list(mentions(text))
    return time.perf_counter() - began
