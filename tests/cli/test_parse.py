"""``shihyo parse``: lines in, JSON lines out."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode


def _parse(
    kind: str, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[Any]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="ascii"))
    assert main(["parse", kind]) == ExitCode.OK
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_values(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = '\ufeff8,345千円\r\n{"text": "15", "unit_hint": "人"}\n{"text": \n'
    thousand, hinted, broken = _parse("value", lines, monkeypatch, capsys)
    assert (thousand["value"], thousand["unit"], thousand["printed"]["unit"]) == ("8345000", "円", "千円")
    assert (hinted["value"], hinted["unit"]) == ("15", "人")
    assert list(broken) == ["error"]


def test_periods(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    year, none = _parse("period", "平成34年度\n8050\n", monkeypatch, capsys)
    assert (year["start"], year["end"], year["fiscal_year"]) == ("2022-04-01", "2023-03-31", 2022)
    assert none is None


def test_labels(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = _parse("text", "(仮称)指　標\n（仮称）指標", monkeypatch, capsys)
    assert one["key"] == other["key"]
