"""Labels: one key for all spellings of a label, another for every other label; marks and flags apart."""

from __future__ import annotations

import pytest

from pipeline.normalize.cells.label import split_label
from pipeline.normalize.parse import text_line
from pipeline.normalize.text import display, key
from tests.normalize.cells.tables_of_facts import rows

LABELS = [tuple(row) for row in rows("labels.tsv", 5)]
IDS = [row[0] for row in LABELS]
SAME = [[spelling for spelling in row if spelling] for row in rows("same_labels.tsv", 1)]


def _answer(text: str) -> dict[str, object]:
    answer = text_line(text)
    assert answer is not None
    return answer


@pytest.mark.parametrize(("text", "label", "notes", "flags", "is_value"), LABELS, ids=IDS)
def test_labels(text: str, label: str, notes: str, flags: str, is_value: str) -> None:
    answer = _answer(text)
    assert answer["label"] == label
    assert ",".join(answer["notes"]) == notes  # type: ignore[arg-type]
    assert sorted(answer["flags"]) == sorted(flags.split(",") if flags else [])  # type: ignore[call-overload]
    assert answer["is_value"] == bool(is_value)


@pytest.mark.parametrize("spellings", SAME, ids=[row[0] for row in SAME])
def test_one_key_for_all_spellings(spellings: list[str]) -> None:
    assert len({_answer(spelling)["key"] for spelling in spellings}) == 1


def test_another_key_for_another_label() -> None:
    keys = [_answer(spellings[0])["key"] for spellings in SAME]
    assert sorted(key for key in keys if keys.count(key) > 1) == []  # type: ignore[type-var]


def test_there_are_enough_labels() -> None:
    assert len(LABELS) + sum(map(len, SAME)) >= 150


def test_display_keeps_what_the_key_folds() -> None:
    assert display("（３）③－４～６") == "(3)③－4～6"
    assert key("（３）③－４～６") == "(3)③-4~6"


def test_flags_are_facts_and_the_label_goes_without() -> None:
    assert split_label("登録者数　（累計）※1") == ("登録者数", ("※1",), ("累計",))
