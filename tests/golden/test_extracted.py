"""What stands in ``extracted/`` for review is what reading the project's documents gives today."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.layers import extracted

DOCUMENTS = (
    "action-program-r6",
    "progress-final-r2",
    "progress-provisional-r2",
    "reform-items-h28",
    "strategy-draft-h27",
)


def said(document: extracted.Document) -> list[tuple[object, ...]]:
    """Return all that a reader of the file would review; boxes may differ by a hair between systems."""
    found: list[tuple[object, ...]] = []
    for page in document.pages:
        found += [(page.number, "line", line.text, line.bold, line.furniture) for line in page.lines]
        for table in page.tables:
            found.append((page.number, "table", table.row_count, table.col_count, table.source))
            found += [
                (page.number, cell.row, cell.col, cell.row_span, cell.col_span, cell.text, cell.agreement)
                for cell in table.cells
            ]
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_committed_reading_is_of_today(name: str, repository: Path, own_root: Path) -> None:
    committed = extracted.read(repository / "extracted" / f"{name}.jsonl")
    fresh = extracted.read(own_root / "extracted" / f"{name}.jsonl")
    assert said(committed) == said(fresh), "run `python do.py run` and review `git diff extracted/`"


def test_nothing_else_is_committed(repository: Path) -> None:
    assert {path.stem for path in (repository / "extracted").glob("*.jsonl")} == set(DOCUMENTS)
