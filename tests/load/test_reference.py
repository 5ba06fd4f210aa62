"""The page that explains the warehouse says what the warehouse is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.load.reference import PAGES, Language, page


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_that_of_the_contract(language: Language, repository: Path) -> None:
    written = (repository / "docs" / PAGES[language]).read_text(encoding="utf-8")
    assert written == page(language), "run `python -m pipeline.load.reference docs`"
