"""`shihyo trace` for every kind of observation that the five documents have."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipeline.cli import main


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ("len(notes) > 0", "Noted at it"),
        ("missing_reason = 'dash'", "There is no value: dash"),
        ("missing_reason = 'footnote'", "There is no value: footnote"),
        ("qualifier = 'at_least'", "at_least"),
        ("as_of_label IS NOT NULL", "That makes"),
        ("document_id = 'reform-items-h28'", "That makes"),
    ],
)
def test_a_number_leads_back_to_its_cell(
    which: str,
    said: str,
    kodaira_root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    query = f"SELECT observation_id, document_id, page FROM observation WHERE {which} LIMIT 1"
    with closing(duckdb.connect(str(kodaira_root / "warehouse.duckdb"), read_only=True)) as connection:
        found = connection.execute(query).fetchone()
    assert found is not None
    assert main(["trace", found[0], "--root", str(kodaira_root)]) == 0
    out = capsys.readouterr().out
    assert f"{found[1]}.pdf, page {found[2]}" in out
    assert said in out
