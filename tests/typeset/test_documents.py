"""The project's own ``raw/`` is what the typesetter makes of the fact files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.typeset.documents import DOCUMENTS
from tests.typeset.reading import characters, inflated
from tests.typeset.truth import TruthPage, Typeset

LARGEST = 300_000  # bytes


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> tuple[str, Typeset]:
    """Each document, typeset anew."""
    return request.param, DOCUMENTS[request.param]()


def test_raw_is_up_to_date(document: tuple[str, Typeset], repository: Path) -> None:
    """``python -m tests.typeset`` would change nothing in ``raw/``."""
    name, typeset = document
    committed = (repository / "raw" / f"{name}.pdf").read_bytes()
    assert inflated(committed) == inflated(typeset.pdf)
    assert len(committed) < LARGEST


def test_typesetting_twice_gives_the_same_bytes(document: tuple[str, Typeset]) -> None:
    """No clock and no chance."""
    name, typeset = document
    assert DOCUMENTS[name]().pdf == typeset.pdf


def test_pages_say_what_the_truth_says(document: tuple[str, Typeset]) -> None:
    """PDFium reads the characters of the truth on every page, no more and no less."""
    _, typeset = document
    for number, page in enumerate(typeset.pages):
        assert characters(typeset.pdf, number) == said(page), number + 1


def said(page: TruthPage) -> Counter[str]:
    """Count the characters of a page's truth, blanks aside."""
    texts = [line.text for line in page.lines]
    texts += [cell.text for table in page.tables for cell in table.cells]
    return Counter("".join("".join(texts).split()))
