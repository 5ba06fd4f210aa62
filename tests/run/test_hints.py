"""``hints.toml`` and ``corrections.toml``: read with line numbers, held against what is in ``raw/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import CorrectionError, SettingsError
from pipeline.run.hints import Hints, documents_of
from pipeline.run.shelves import shelves
from pipeline.run.state import State
from pipeline.workspace import Workspace

HINTS = """# a comment
[[table]]
document = "a"
page = 1
table = 1
kind = "ledger"

[[column]]
document = "b"
page = 1
table = 1
column = 2
role = "name"
"""
CORRECTIONS = """
[[judgement]]
document = "a"
page = 1
table = 1
row = 2
column = 3
expected = "1"
correct = "2"
why = "the sum says so"
by = "somebody"
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_entries_have_their_lines(tmp_path: Path) -> None:
    paths = (written(tmp_path, "hints.toml", HINTS), written(tmp_path, "corrections.toml", CORRECTIONS))
    hints = Hints.read(*paths)
    assert [hint["line"] for hint in hints.lists["table"] + hints.lists["column"]] == [2, 8]
    assert set(hints.of("a")) == {"table", "judgement"}
    (row,) = hints.corrections()
    assert (row["line"], row["corrected"], row["kind"]) == (2, "2", "judgement")


def test_one_of_a_document_that_is_not_there_is_an_error_with_its_line(tmp_path: Path) -> None:
    hints = Hints.read(written(tmp_path, "hints.toml", HINTS))
    (error,) = hints.strangers({"a"})
    assert isinstance(error, CorrectionError)
    assert (error.file, error.line) == ("raw/hints.toml", 8)


@pytest.mark.parametrize("text", ["[[table]", "[[tabel]]\ndocument = 'a'", "[[table]]\npage = 1", "page = 3"])
def test_a_file_that_can_not_be_used_is_a_problem(tmp_path: Path, text: str) -> None:
    hints = Hints.read(written(tmp_path, "hints.toml", text))
    (problem,) = hints.problems
    assert isinstance(problem, SettingsError)
    assert "hints.toml" in str(problem)
    assert hints.lists == {}


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert Hints.read(tmp_path / "hints.toml") == Hints()


def test_a_document_is_known_by_its_file_before_it_was_read(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.raw.mkdir()
    (workspace.raw / "new.PDF").touch()
    assert documents_of(workspace, shelves(workspace, State(workspace.state, tmp_path))) == {"new"}
