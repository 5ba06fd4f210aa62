"""The five published documents, from their transcribed facts to the views."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipeline.layers.ids import stable_id
from pipeline.layers.rows import Row
from pipeline.load import run
from pipeline.normalize import identity
from pipeline.normalize.identity.names import name_key
from tests.load.rows import document, transcribed, write

STRATEGY, PROGRAM, REFORM = (stable_id(name) for name in ("strategy", "program", "reform"))
RELEASES: dict[str, Row] = {
    "strategy-draft-h27": {
        "plan_id": STRATEGY, "maturity": "draft",
        "published_on": date(2015, 12, 1), "published_precision": "month",
    },
    "progress-provisional-r2": {
        "plan_id": STRATEGY, "maturity": "provisional",
        "published_on": date(2021, 3, 29), "published_precision": "day",
    },
    "progress-final-r2": {
        "plan_id": STRATEGY, "maturity": "final",
        "published_on": date(2021, 8, 1), "published_precision": "month",
    },
    "action-program-r6": {"plan_id": PROGRAM, "maturity": "final"},
    "reform-items-h28": {
        "plan_id": REFORM, "maturity": "draft",
        "published_on": date(2016, 8, 25), "published_precision": "day",
    },
}  # fmt: skip
ALIAS = """
[[indicator]]
municipality_code = "132110"
name = "市内の駅の一日平均乗降客数"
aliases = ["市内の駅の日平均乗降客数"]
"""


@pytest.fixture(scope="module")
def facts(shared: Path) -> Path:
    return shared / "gold"


@pytest.fixture(scope="module")
def warehouse(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    rows = transcribed(facts / "observations.csv")
    plans: list[Row] = [{"plan_id": plan, "title": plan} for plan in (STRATEGY, PROGRAM, REFORM)]
    workspace = write(
        tmp_path_factory.mktemp("workspace"),
        *((document(name, **RELEASES[name]), rows[name]) for name in RELEASES),
        plans=plans,
    )
    workspace.raw.mkdir()
    workspace.indicators.write_text(ALIAS, encoding="utf-8")
    identity.run(workspace)
    report = run(workspace)
    assert report.failures == {}
    assert report.rows["observation"] == 715
    return duckdb.connect(str(workspace.warehouse), read_only=True)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_what_was_revised_and_filled(warehouse: duckdb.DuckDBPyConnection, facts: Path) -> None:
    found = warehouse.execute(
        """SELECT change, indicator, fiscal_year, provisional, final, delta, unit,
               provisional_printed, final_printed
        FROM provisional_vs_final WHERE change IN ('revised', 'filled')"""
    ).fetchall()
    expected = [
        (
            "revised" if row["change"] == "changed" else row["change"],
            row["indicator"], int(row["fiscal_year"]), number(row["provisional_value"]),
            number(row["final_value"]), number(row["delta"]), row["unit"] or None,
            row["provisional_printed"], row["final_printed"],
        )
        for row in read(facts / "revisions.csv")
    ]  # fmt: skip
    assert Counter(found) == Counter(expected)
    others = warehouse.execute(
        "SELECT change, count(*) FROM provisional_vs_final GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert dict(others) == {"confirmed": 13, "filled": 5, "revised": 13, "still_missing": 3}


def test_how_the_targets_changed(warehouse: duckdb.DuckDBPyConnection, facts: Path) -> None:
    found = warehouse.execute(
        """SELECT old_indicator, new_indicator, old_period, old_target, new_period, new_target,
               delta, unit, change
        FROM target_revision
        WHERE old_document = 'strategy-draft-h27' AND new_document = 'progress-final-r2'"""
    ).fetchall()
    expected = []
    for row in read(facts / "target_revisions.csv"):
        delta = number(row["delta"])
        change = {"changed": "raised" if delta and delta > 0 else "lowered", "new_in_final": "added"}
        expected.append(
            (
                row["indicator_draft"] or None, row["indicator_final"], row["draft_period_label"] or None,
                number(row["draft_target"]), row["final_period_label"], number(row["final_target"]), delta,
                row["unit"] or None, change.get(row["change"], row["change"]),
            )
        )  # fmt: skip
    assert Counter(found) == Counter(expected)


def test_no_false_link(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Names of one indicator differ in width, brackets and marks only, but for the reviewed alias."""
    names: dict[str, set[str]] = {}
    for indicator_id, name in warehouse.execute(
        "SELECT DISTINCT indicator_id, indicator FROM observation"
    ).fetchall():
        names.setdefault(indicator_id, set()).add(name_key(name))
    differing = [sorted(found) for found in names.values() if len(found) > 1]
    assert differing == [sorted(map(name_key, ("市内の駅の一日平均乗降客数", "市内の駅の日平均乗降客数")))]


def test_linked_across_plans(warehouse: duckdb.DuckDBPyConnection) -> None:
    for name in ("自主防災組織の組織数", "介護予防見守りボランティアの登録者数"):
        rows = warehouse.execute(
            """SELECT count(DISTINCT plan_id), count(DISTINCT indicator_id)
            FROM observation WHERE indicator = ?""",
            [name],
        ).fetchall()
        assert rows == [(2, 1)], name


def test_the_repeated_row(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        """SELECT a.name, relation, b.name, state FROM indicator_relation r
        JOIN indicator a USING (indicator_id) JOIN indicator b ON b.indicator_id = r.other_id
        WHERE relation = 'repeats'"""
    ).fetchall()
    assert found == [
        ("介護予防見守りボランティアの登録者数", "repeats", "③－５　介護予防見守りボランティア", "applied")
    ]


@pytest.mark.parametrize(
    ("day", "value"), [("2015-12-01", None), ("2021-03-28", None), ("2021-04-01", 893), ("2021-09-01", 713)]
)
def test_as_it_was_known(warehouse: duckdb.DuckDBPyConnection, day: str, value: int | None) -> None:
    found = warehouse.execute(
        """SELECT value FROM as_known_at(?) WHERE indicator LIKE '人口の社会増減%'
        AND fiscal_year = 2020 AND value_kind = 'actual'""",
        [day],
    ).fetchall()
    assert found == ([] if value is None else [(Decimal(value),)])


def test_the_nine_that_a_note_names_are_below_target(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = dict(
        warehouse.execute("SELECT indicator, gap FROM achievement WHERE fiscal_year = 2020").fetchall()
    )
    for name in (
        "小平グリーンロード等のイベント来場者数", "子育てふれあい広場の利用者数", "児童館の利用者数",
        "ファミリー・サポート・センターの提供会員登録数", "（３）③－４～６の事業におけるボランティア数等",
        "市民活動支援センターの登録団体数", "就労支援のための講習会参加者数", "大学と連携した事業の数",
        "介護予防見守りボランティアの登録者数",
    ):  # fmt: skip
        assert rows[name] < 0, name
