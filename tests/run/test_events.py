"""The log that machines read: events in order, and nothing that a document prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.cli import main
from pipeline.errors import DamagedPdfError, ExitCode, InternalError
from pipeline.run.events import place_of
from tests.small import fill, kpi_pdf


def _run(root: Path, log: Path) -> tuple[int, list[dict[str, Any]]]:
    code = main(["run", "--quiet", "--root", str(root), "--log", str(log), "--jobs", "1"])
    lines = log.read_text(encoding="utf-8").splitlines()
    log.unlink()
    return code, [json.loads(line) for line in lines]


def test_a_line_for_each_event(tmp_path: Path) -> None:
    fill(tmp_path, good=kpi_pdf(), letter=b"Dear Sir")
    code, events = _run(tmp_path, tmp_path / "log.jsonl")
    assert code == ExitCode.SOME_FAILED
    kinds = [event["event"] for event in events]
    assert kinds == ["begin", "stage", "document", "document", "stage", "document", "warehouse", "end"]
    assert events[0]["shihyo"]
    read = {
        event["document"]: event
        for event in events
        if event.get("stage") == "extract" and "document" in event
    }
    assert read["good"]["outcome"] == "done"
    assert read["good"]["pages"] == 1
    assert read["letter"]["error"] == {"class": "NotAPdfError", "code": 5, "file": "letter.pdf"}
    assert events[-2]["observations"] == 9
    _, again = _run(tmp_path, tmp_path / "log.jsonl")
    assert again[1]["stale"] == 0


def test_nothing_that_a_document_prints(tmp_path: Path) -> None:
    fill(tmp_path, good=kpi_pdf())
    _, events = _run(tmp_path, tmp_path / "log.jsonl")
    text = json.dumps(events, ensure_ascii=False)
    assert not any(word in text for word in ("人口", "893", "達成状況"))


def test_an_error_is_its_class_and_its_place() -> None:
    error = DamagedPdfError("the cell 人口 713 is torn", file="/home/someone/raw/a.pdf", page=3)
    assert place_of(error) == {"class": "DamagedPdfError", "code": 6, "file": "a.pdf", "page": 3}
    defect = InternalError("unexpected ValueError at cells.py:12: invalid literal '人口'")
    place = {"raised": "ValueError", "at": "cells.py:12"}
    assert place_of(defect) == {"class": "InternalError", "code": 70, **place}


def test_an_end_that_came_early_is_told(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    code, events = _run(tmp_path, tmp_path / "log.jsonl")
    assert code == ExitCode.NO_INPUT
    assert events[-1]["error"]["class"] == "NoInputError"


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    fill(tmp_path, good=kpi_pdf())
    assert main(["run", "--root", str(tmp_path), "--log", str(tmp_path)]) == ExitCode.STORAGE
