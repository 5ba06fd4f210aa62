"""Which plan comes after which."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.layers.rows import Row
from pipeline.load import run
from pipeline.normalize import identity
from pipeline.normalize.identity.plans import stem
from tests.load.rows import document, write


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("小平市まち・ひと・しごと創生総合戦略", "第２期小平市まち・ひと・しごと創生総合戦略"),
        ("第六期障害福祉計画", "第七期障害福祉計画"),
        ("行財政改革プラン（平成29～32年度）", "行財政改革プラン 令和3～6年度"),
        ("第３次総合計画 前期", "第４次総合計画（素案）"),
    ],
)
def test_generations_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_other_plans_have_another_stem() -> None:
    assert stem("第六期障害福祉計画") != stem("第六期介護保険事業計画")


def test_the_predecessor_is_in_the_warehouse(tmp_path: Path) -> None:
    plans: list[Row] = [
        {"plan_id": "three", "title": "第３期総合戦略", "generation": 3},
        {"plan_id": "one", "title": "総合戦略"},
        {"plan_id": "two", "title": "第２期総合戦略", "generation": 2},
        {"plan_id": "other", "title": "障害福祉計画"},
    ]
    documents: list[tuple[Row, list[Row]]] = [
        (document(f"d{n}", plan_id=plan["plan_id"]), []) for n, plan in enumerate(plans)
    ]
    workspace = write(tmp_path, *documents, plans=plans)
    identity.run(workspace)
    run(workspace)
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        rows = connection.execute("SELECT plan_id, predecessor FROM plan ORDER BY plan_id").fetchall()
    assert rows == [("one", None), ("other", None), ("three", "two"), ("two", "one")]
