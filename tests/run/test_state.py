"""The side file is a memory: right where it speaks, and of no consequence where it is lost."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.files import sha256, write_whole
from pipeline.run.state import Record, State


def _old(path: Path) -> None:
    """Make a file look as if it had been written a minute ago."""
    then = time.time() - 60
    os.utime(path, (then, then))


def test_records_come_back(tmp_path: Path) -> None:
    state = State(tmp_path / ".side", tmp_path)
    state.put("extract", "資料", Record("key", {"a": "b"}, {"pages": 3}))
    state.save()
    again = State(tmp_path / ".side", tmp_path)
    assert again.get("extract", "資料") == Record("key", {"a": "b"}, {"pages": 3})
    assert again.names("extract") == ["資料"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}', '{"format": 1, "stages": 3, "files": {}}'])
def test_a_broken_side_file_is_no_memory(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text, encoding="utf-8")
    assert State(tmp_path, tmp_path).names("extract") == []


def test_outputs_are_intact_only_byte_by_byte(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("1,234", encoding="utf-8")
    state = State(tmp_path / ".side", tmp_path)
    record = Record("key", {"out.txt": sha256(path)})
    assert state.intact(record)
    path.write_text("1,235", encoding="utf-8")
    assert not state.intact(record)
    path.unlink()
    assert not state.intact(record)


def test_a_hash_follows_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    _old(path)
    state = State(tmp_path / ".side", tmp_path)
    first = state.hash(path)
    path.write_bytes(b"two")
    assert state.hash(path) != first == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    assert write_whole(path, b"x")
    before = path.stat().st_mtime_ns
    assert not write_whole(path, b"x")
    assert path.stat().st_mtime_ns == before
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]
