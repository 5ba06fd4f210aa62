"""The fact files against the published facts, and against copying."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.typeset.documents import DOCUMENTS
from tests.typeset.documents.facts import FOLDER, read_rows, read_toml

LONGEST_RUN = 20
PROSE = {
    "p", "note", "goals", "situation", "policy", "notes", "closing_note", "summary", "description",
    "R1", "R2", "text", "purpose", "approach", "effect", "activities",
}  # fmt: skip
YEARS = ("H26", "H27", "H28", "H29", "H30", "R1", "R2", "R2 target")


def _rows(shared: Path, name: str, document: str | None = None) -> list[dict[str, str]]:
    with (shared / "gold" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if document in (None, row.get("document"))]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_strategy_figures(shared: Path) -> None:
    """The tables of the draft print every published value, in order."""
    tables = [entry["kpi"] for entry in read_toml("strategy-draft-h27")["blocks"] if "kpi" in entry]
    ours = [(name, value) for table in tables for name, *values in table for value in values]
    published = _rows(shared, "observations", "strategy-draft-h27")
    assert [name for name, _ in ours] == [row["indicator_printed"] for row in published]
    assert [value for _, value in ours] == [row["printed"] for row in published]


@pytest.mark.parametrize("document", ["progress-provisional-r2", "progress-final-r2"])
def test_progress_figures(shared: Path, document: str) -> None:
    """The progress tables hold every published value with its section, department and as-of label."""
    rows = read_rows(document)
    below = dict(zip(map(id, rows), rows[1:], strict=False))
    ours = [
        (
            row["goal"],
            row["section"],
            row["indicator"],
            row["department"],
            row[year],
            _label(below.get(id(row)), year),
        )
        for row in rows
        if row["indicator"]
        for year in YEARS
    ]
    keys = ("goal", "section", "indicator_printed", "department", "printed", "as_of_label")
    assert ours == [tuple(row[key] for key in keys) for row in _rows(shared, "observations", document)]


def _label(row: dict[str, str] | None, year: str) -> str:
    return "" if row is None or row["indicator"] else row[year].strip("（()）")


def test_programme_figures(shared: Path) -> None:
    """The targets of the programme hold every published value."""
    ours = [
        (chapter["title"], target[1], target[2], value)
        for chapter in read_toml("action-program-r6")["chapter"]
        for target in chapter["targets"]
        for value in target[3:]
    ]
    published = _rows(shared, "observations", "action-program-r6")
    assert [(goal, value) for goal, _, _, value in ours] == [
        (row["goal"], row["printed"]) for row in published
    ]
    for (_, name, unit, _), row in zip(ours, published, strict=True):
        assert row["indicator_printed"].endswith(name)
        assert row["unit"] in ("", unit)


def test_programme_costs(shared: Path) -> None:
    """The yearly plan holds every published cost, and a summary cell where a text was published."""
    ours = [
        (chapter["title"], project["name"], project["department"], cost, bool(summary))
        for chapter in read_toml("action-program-r6")["chapter"]
        for project in chapter["project"]
        for cost, summary in zip(project["cost"], project["summary"], strict=True)
    ]
    published = _rows(shared, "budgets")
    keys = ("chapter", "project_printed", "department", "cost_printed")
    assert [row[:4] for row in ours] == [tuple(row[key] for key in keys) for row in published]
    sure = [(row[4], bool(text["summary"])) for row, text in zip(ours, published, strict=True)]
    assert all(we == they for we, they in sure)


def test_initiatives(shared: Path) -> None:
    """Names, numbers, departments and years of the initiatives, and the quantities of their texts."""
    ours: list[tuple[str, ...]] = []
    goal = section = ""
    for entry in read_toml("progress-final-r2")["initiative"]:
        goal, section = entry.get("goal", goal), entry.get("section", section)
        for year in ("R1", "R2") if "text" not in entry else ("text",):
            departments = _plain(re.sub(r"（(.*?)）", r"\1(related)", entry["departments"]))
            ours.append(
                (_plain(goal), section, str(entry["number"]), entry["name"], departments, entry[year])
            )
    published = _rows(shared, "initiatives")
    assert len(ours) == len(published)
    for row, fact in zip(ours, published, strict=True):
        assert row[:4] == (_plain(fact["goal"]), fact["section"], fact["number"], fact["name"])
        assert row[4] == re.sub(r"[、;,；]", "", _plain(fact["departments"]))
        assert _quantities(row[5]) == _quantities(fact["text"])


def _quantities(text: str) -> list[str]:
    return sorted(re.findall(r"[0-9][0-9,.]*", unicodedata.normalize("NFKC", text)))


def test_cards(shared: Path) -> None:
    """Items, departments, indicator texts and the number of activities of the cards."""
    cards = read_toml("reform-items-h28")["card"]
    published = _rows(shared, "reform_items")
    assert sum(len(card["activities"]) for card in cards) == len(published)
    by_number = {row["no"]: row for row in published}
    for card in cards:
        fact = by_number[str(card["number"])]
        ours = (card["item"], card["departments"].replace("、", ";"), card["indicators"])
        assert ours == (fact["item"], fact["departments"], fact["indicators"])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_sentences_are_our_own(shared: Path, document: str) -> None:
    """No run of characters of the published prose stands in ours, names and labels aside."""
    theirs = _plain((shared / "seeds" / f"{document}.txt").read_text(encoding="utf-8"))
    runs = {theirs[at : at + LONGEST_RUN] for at in range(len(theirs) - LONGEST_RUN + 1)}
    for sentence in _sentences(read_toml(document)):
        plain = _plain(sentence)
        found = [plain[at : at + LONGEST_RUN] for at in range(len(plain) - LONGEST_RUN + 1)]
        assert not [run for run in found if run in runs], sentence


def _sentences(facts: Any, prose: bool = False) -> Iterator[str]:
    """Yield the sentences of the values of prose keys, without names in 「」 and 【】 and titles after ①."""
    if isinstance(facts, str) and prose:
        if "。" in facts or facts[:1] not in "①②③④":
            yield from re.split(r"[\n。]", re.sub(r"「[^」]*」|【[^】]*】", "", facts))
    elif isinstance(facts, dict):
        for key, value in facts.items():
            yield from _sentences(value, prose or key in PROSE)
    elif isinstance(facts, list):
        for value in facts:
            yield from _sentences(value, prose)


def test_every_fact_file_belongs_to_a_document() -> None:
    """No fact file lies about unused."""
    assert {path.stem for path in FOLDER.iterdir()} == set(DOCUMENTS)
