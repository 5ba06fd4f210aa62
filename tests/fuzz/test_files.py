"""Files that people and other programs write: a fault gives a fault, never a defect."""

from __future__ import annotations

import random
from pathlib import Path

from pipeline.catalog import survey
from pipeline.errors import ShihyoError
from pipeline.layers import extracted
from pipeline.run.hints import Hints
from pipeline.run.log import RunLog
from pipeline.run.state import State
from pipeline.run.tasks.normalize import normalize
from tests.fuzz.texts import SEED, TIMES
from tests.normalize.tables.sketch import document
from tests.small import CATALOG

PIECES = (
    "",
    '"',
    "[",
    "]",
    "{",
    "}",
    "null",
    "true",
    "1e999",
    "-1",
    "[[document]]",
    "\n",
    "=",
    "\x00",
    "日",
    "\\",
    ",",
)


def _spoilt(text: str, chance: random.Random) -> str:
    """``text`` with some of it cut out, doubled, or replaced."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 3, 30)))
        text = text[:start] + chance.choice((*PIECES, text[start:end] * 2)) + text[end:]
    return text


def _versions(text: str, number: int) -> list[str]:
    chance = random.Random(f"{SEED} {number}")
    return [_spoilt(text, chance) for _ in range(number * TIMES)]


def test_catalogues(tmp_path: Path) -> None:
    path = tmp_path / "catalog.toml"
    for text in _versions(CATALOG, 300):
        path.write_text(text, encoding="utf-8")
        found = survey(path)
        assert all(entry.file and entry.document_id for entry in found.entries)


def test_hints_and_the_side_files(tmp_path: Path) -> None:
    hints = '[[table]]\ndocument = "a"\npage = 1\ntable = 2\nkind = "indicator"\n'
    stages = '{"extract": {"a": {"key": "k", "outputs": {}}}}'
    state = f'{{"format": 1, "stages": {stages}, "files": {{"a": [1, 2, 3, 4, "h"]}}}}'
    runs = '{"run_id": "1", "document_id": "a", "outcome": "read"}\n'
    for hint, memory, log in zip(*(_versions(text, 200) for text in (hints, state, runs)), strict=True):
        for name, text in (("hints.toml", hint), ("state.json", memory), ("runs.jsonl", log)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        Hints.read(tmp_path / "hints.toml").of("a")
        found = State(tmp_path, tmp_path)
        found.names("extract")
        found.hash(tmp_path / "a")
        RunLog(tmp_path / "runs.jsonl").rows()


def test_extracted_files(tmp_path: Path) -> None:
    """Another hand may have changed one: then it is refused, or it still fits the contract."""
    page = extracted.dumps(document("# 計画の達成状況", "|指標|令和2年度 実績|\n|人口|713人|\n|会員数|-|"))
    source = tmp_path / "a.jsonl"
    for number, text in enumerate(_versions(page, 120)):
        source.write_text(text, encoding="utf-8")
        entry = {"document_id": "a", "file": "a.pdf"}
        try:
            normalize(str(tmp_path), "a.jsonl", f"out{number}", entry, {})
        except ShihyoError:
            continue
        extracted.read(source)
