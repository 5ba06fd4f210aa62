"""Tables that a browser prints over several pages: what is understood of each value, on whatever page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.document import extract_document
from pipeline.normalize.document import normalize_document
from tests.roundtrip.browser import chromium, print_html
from tests.roundtrip.paged_tables import Layout, Said, paged_table

LAYOUTS = {
    "a row broken in its text": Layout(remarks=True, size=10.5, groups="sections"),
    "a row broken in its text, without a header": Layout(remarks=True, header_again=False, size=10.5),
    "a merged group": Layout(groups="merged"),
    "a merged group, without a header": Layout(groups="merged", header_again=False, look="gray", rows=90),
    "a merged name": Layout(groups="parts", landscape=True),
    "sections, without a header": Layout(groups="sections", header_again=False),
    "a unit on the first page": Layout(unit="line", groups="sections", header_again=False),
    "a unit on the first page, with a header": Layout(unit="line", groups="merged", landscape=True),
    "a year on the first page": Layout(dated="title", groups="sections", header_again=False),
    "a heading that says that it goes on": Layout(breaks="continued", unit="line"),
    "a group that says that it goes on": Layout(breaks="labelled", groups="merged"),
    "another heading over the same columns": Layout(breaks="another", unit="line"),
    "level rules": Layout(look="horizontal", groups="sections", remarks=True, landscape=True),
    "level rules, without a header": Layout(look="horizontal", header_again=False),
}


@pytest.mark.skipif(chromium() is None, reason="no Chromium to print with")
@pytest.mark.parametrize("name", LAYOUTS)
def test_each_value_says_what_it_says_on_one_page(name: str, tmp_path: Path) -> None:
    html, truth = paged_table(LAYOUTS[name], seed=2)
    print_html(html, tmp_path / "paged.pdf")
    document = extract_document(tmp_path / "paged.pdf", "paged")
    assert len(document.pages) > 1
    tables = normalize_document(document)
    assert list(_wrong(truth, tables["observation"])) == []
    assert tables["quarantine"] == []


def _wrong(truth: list[Said], observations: list[dict[str, Any]]) -> Iterator[tuple[Said, Said | None]]:
    """Yield what values say that were read otherwise or not at all; each stands once in the document."""
    found = {o["value"]: o for o in observations}
    assert len(observations) == len(truth)
    for said in truth:
        read = found.get(Decimal(said.value))
        if read is None:
            yield said, None
            continue
        told = Said(
            read["indicator"],
            read["section"] if said.section else "",
            read["fiscal_year"],
            read["value_kind"],
            read["unit"],
            said.value,
        )
        if told != said:
            yield said, told
