"""The project's own documents, read back cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.document import extract_document
from tests.roundtrip.compare import compare
from tests.typeset.documents import DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_cell_is_read_as_it_was_typeset(name: str, repository: Path) -> None:
    """Place, spans and text of each cell, on every page."""
    document = extract_document(repository / "raw" / f"{name}.pdf", name)
    score = compare(DOCUMENTS[name](), document)
    assert not list(score.faults())
