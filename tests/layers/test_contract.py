"""The contract: every table of the design, every column with both comments."""

from __future__ import annotations

from pipeline.layers.contract import tables

NAMES = {
    "document", "plan", "indicator", "indicator_alias", "indicator_relation", "observation", "budget",
    "initiative_progress", "narrative_figure", "reform_item", "schedule", "source_table", "source_cell",
    "note", "quarantine", "repetition", "check_result", "correction", "run",
}  # fmt: skip


def test_the_tables_are_those_of_the_design() -> None:
    assert set(tables()) == NAMES


def test_every_table_and_column_is_explained_in_both_languages() -> None:
    for table in tables().values():
        assert table.en and table.ja, table.name
        for column in table.columns:
            assert column.en and column.ja, f"{table.name}.{column.name}"


def test_keys_and_names() -> None:
    for table in tables().values():
        assert len(set(table.column_names)) == len(table.columns)
        columns = {column.name: column for column in table.columns}
        for name in table.key:
            assert not columns[name].null, f"{table.name}.{name} is a key and may be NULL"
