"""Writing and reading normalized/."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layers import normalized
from pipeline.layers.rows import ContractError, Row, fits


def note(**change: object) -> Row:
    return {"document_id": "d", "note_no": 1, "mark": "※", "text": "※ 速報値", "page": 1} | change


def document(**change: object) -> Row:
    base: Row = {"document_id": "d", "file": "d.pdf", "sha256": "0" * 64, "pages": 3}
    return base | {"published_on": date(2021, 8, 1), "published_precision": "month"} | change


def test_what_was_written_is_read(tmp_path: Path) -> None:
    normalized.write(
        {"note": [note(), note(note_no=2, mark="")], "document": [document()], "budget": []}, tmp_path
    )
    back = normalized.read(tmp_path)
    assert sorted(back) == ["document", "note"]
    assert [row["mark"] for row in back["note"]] == ["※", None]
    assert back["document"][0]["published_on"] == date(2021, 8, 1)
    assert back["document"][0]["inferred"] == []


def test_equal_rows_are_not_written_again(tmp_path: Path) -> None:
    assert normalized.write({"note": [note()]}, tmp_path)
    path = tmp_path / "note.parquet"
    before = (path.stat().st_mtime_ns, path.read_bytes())
    assert normalized.write({"note": [note()]}, tmp_path) == []
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_a_table_without_rows_leaves_no_file_behind(tmp_path: Path) -> None:
    normalized.write({"note": [note()]}, tmp_path)
    (tmp_path / "plan.parquet.partial").write_bytes(b"left by a killed run")
    assert normalized.write({"note": []}, tmp_path) == [tmp_path / "note.parquet"]
    assert list(tmp_path.iterdir()) == []


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]))),
    number=st.decimals(-(10**28) + 1, 10**28 - 1, places=10),
    day=st.dates(),
    left=st.floats(0, 1e5),
)
def test_every_value_comes_back(text: str, texts: list[str], number: Decimal, day: date, left: float) -> None:
    figure = {
        "figure_id": "f", "document_id": "d", "source": "note", "value": number,
        "printed": text, "char_start": 0, "char_end": 1,
    }  # fmt: skip
    table = {"document_id": "d", "page": 1, "table_no": 1, "row_count": 1, "col_count": 1, "kind": text}
    rows = {
        "document": [document(published_on=day, inferred=texts)],
        "narrative_figure": [figure],
        "source_table": [table | {"x0": left}],
    }
    with TemporaryDirectory() as folder:
        normalized.write(rows, Path(folder))
        back = normalized.read(Path(folder))
    assert back["document"][0]["published_on"] == day
    assert back["document"][0]["inferred"] == texts
    assert (back["narrative_figure"][0]["value"], back["narrative_figure"][0]["printed"]) == (number, text)
    assert back["source_table"][0]["x0"] == left


def test_what_no_file_can_hold_is_replaced(tmp_path: Path) -> None:
    normalized.write({"note": [note(text="a\ud800b")]}, tmp_path)
    assert normalized.read(tmp_path)["note"][0]["text"] == "a\ufffdb"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (note(colour="red"), "no column colour"),
        (note(text=None), "text is missing"),
        (document(maturity="ripe"), "maturity is 'ripe'"),
        (document(inferred="title"), "not a list"),
        (document(pages="3"), "pages is '3', not a whole number"),
        (document(published_on="2021-13-01"), "published_on is '2021-13-01'"),
        (document(title=5), "title is 5, not a text"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(row: Row, said: str, tmp_path: Path) -> None:
    table = "document" if "file" in row else "note"
    with pytest.raises(ContractError, match=said):
        normalized.write({table: [row]}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_rows_with_one_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="same document_id, note_no as row 1"):
        normalized.write({"note": [note(), note(text="other")]}, tmp_path)


@pytest.mark.parametrize(
    ("number", "yes"),
    [("1.40", True), ("0.0000000001", True), ("0.00000000001", False), ("9" * 28, True), ("1E28", False),
     ("1E27", True), ("0", True), ("NaN", False), ("1.000000000000000", True)],
)  # fmt: skip
def test_what_fits_a_decimal_column(number: str, yes: bool) -> None:
    assert fits(Decimal(number)) is yes
