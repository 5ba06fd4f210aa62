"""What the views say of small made-up histories."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.layers.rows import Row
from pipeline.load import run
from pipeline.normalize import identity
from tests.load.rows import document, observation, write

NAME = "公園の来訪者"


def release(name: str, day: str, rows: Iterable[Row], **change: object) -> tuple[Row, list[Row]]:
    """A document published on a day, with its observations."""
    row = document(name, published_on=date.fromisoformat(day), published_precision="day", **change)
    own = [o | {"document_id": name, "observation_id": f"{name}-{n}"} for n, o in enumerate(rows)]
    return row, own


def stated(year: int, value: object, kind: str = "actual", name: str = NAME, **change: object) -> Row:
    """One statement: a value of a kind for a fiscal year."""
    status = "planned" if kind == "target" else "final"
    row = observation("", name, 1, year, fiscal_year=year, value=value)
    return row | {"value_kind": kind, "status": status, "row_no": sum(map(ord, name))} | change


def ask(root: Path, query: str, *documents: tuple[Row, list[Row]], plans: Iterable[Row] = ()) -> list[Any]:
    """Load documents and return the rows of ``query``."""
    workspace = write(root, *documents, plans=list(plans))
    if not workspace.raw.exists():
        workspace.raw.mkdir()
    identity.run(workspace)
    assert run(workspace).failures == {}
    with closing(duckdb.connect(str(workspace.warehouse), read_only=True)) as connection:
        return connection.execute(query).fetchall()


HISTORY = [
    release("a", "2020-05-01", [stated(2019, 100, status="provisional")]),
    release("b", "2020-08-01", [stated(2019, 90)]),
    release("c", "2021-08-01", [stated(2019, 91)]),
    release("d", "2022-08-01", [stated(2019, None)]),
]


def test_vintages(tmp_path: Path) -> None:
    rows = ask(
        tmp_path,
        "SELECT release_no, value, known_from, known_to, is_latest, days_since_first FROM vintage ORDER BY 1",
        *HISTORY,
    )
    days = [date(2020, 5, 1), date(2020, 8, 1), date(2021, 8, 1), date(2022, 8, 1)]
    assert rows == [
        (1, 100, days[0], days[1], False, 0),
        (2, 90, days[1], days[2], False, 92),
        (3, 91, days[2], days[3], False, 457),
        (4, None, days[3], None, True, 822),
    ]


def test_the_series_keeps_the_last_value_and_says_that_it_was_withdrawn(tmp_path: Path) -> None:
    rows = ask(tmp_path, "SELECT value, document_id, withdrawn_in FROM series", *HISTORY)
    assert rows == [(91, "c", "d")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-04-30", []),
        ("2020-05-01", [100]),
        ("2020-08-01", [90]),
        ("2022-01-01", [91]),
        ("2030-01-01", [91]),
    ],
)
def test_what_was_known_on_a_day(day: str, expected: list[int], tmp_path: Path) -> None:
    rows = ask(tmp_path, f"SELECT value FROM as_known_at(DATE '{day}')", *HISTORY)
    assert [row[0] for row in rows] == expected


def test_a_month_is_known_for_certain_from_its_last_day(tmp_path: Path) -> None:
    one = release("a", "2021-08-01", [stated(2019, 5)])
    one[0]["published_precision"] = "month"
    assert ask(tmp_path, "SELECT count(*) FROM as_known_at('2021-08-30')", one) == [(0,)]
    assert ask(tmp_path, "SELECT count(*) FROM as_known_at('2021-08-31')", one) == [(1,)]


def test_a_document_without_a_date_is_in_the_series_only(tmp_path: Path) -> None:
    undated = (document("a"), [stated(2019, 5) | {"document_id": "a"}])
    assert ask(tmp_path, "SELECT value FROM series", undated) == [(5,)]
    assert ask(tmp_path, "SELECT value FROM as_known_at('2999-01-01')", undated) == []


@pytest.mark.parametrize(
    ("early", "late", "expected"),
    [
        (stated(2019, 100), stated(2019, 90), ("revised", -10, -10.0)),
        (stated(2019, 100), stated(2019, 100), ("confirmed", 0, 0.0)),
        (stated(2019, None), stated(2019, 90), ("filled", None, None)),
        (stated(2019, 100), stated(2019, None), ("withdrawn", None, None)),
        (stated(2019, None), stated(2019, None), ("still_missing", None, None)),
        (stated(2019, 0), stated(2019, 5), ("revised", 5, None)),
        (stated(2019, 100), stated(2019, 100, qualifier="approx"), ("confirmed", 0, 0.0)),
    ],
)
def test_what_becomes_of_a_provisional_figure(
    early: Row, late: Row, expected: tuple[object, ...], tmp_path: Path
) -> None:
    rows = ask(
        tmp_path,
        "SELECT change, delta, delta_pct FROM provisional_vs_final",
        release("a", "2020-05-01", [early | {"status": "provisional"}]),
        release("b", "2020-08-01", [late]),
    )
    assert rows == [expected]


def test_both_in_one_release(tmp_path: Path) -> None:
    both = [stated(2019, 100, status="provisional"), stated(2019, 90, col_no=1)]
    rows = ask(tmp_path, "SELECT change, delta FROM provisional_vs_final", release("a", "2020-05-01", both))
    assert rows == [("revised", -10)]


def test_a_final_figure_from_before_is_not_what_became_of_it(tmp_path: Path) -> None:
    rows = ask(
        tmp_path,
        "FROM provisional_vs_final",
        release("a", "2020-05-01", [stated(2019, 90)]),
        release("b", "2020-08-01", [stated(2019, 100, status="provisional")]),
    )
    assert rows == []


PLANS: list[Row] = [
    {"plan_id": "one", "title": "総合戦略"},
    {"plan_id": "two", "title": "第２期総合戦略", "generation": 2},
]
REVISION = "SELECT old_document, new_document, compares, old_target, new_target, change FROM target_revision"


def test_targets_of_the_first_and_the_last_release(tmp_path: Path) -> None:
    gone, new = stated(2019, 70, "target", "図書の貸出冊"), stated(2020, 5, "target", "観光の案内所")
    rows = ask(
        tmp_path,
        f"{REVISION} ORDER BY old_target",
        release("a", "2015-12-01", [stated(2019, 10, "target"), gone], plan_id="one"),
        release("b", "2017-12-01", [stated(2019, 12, "target")], plan_id="one"),
        release("c", "2021-03-01", [stated(2020, 15, "target"), new], plan_id="one"),
        plans=PLANS,
    )
    assert rows == [
        ("a", "c", "releases", 10, 15, "raised"),
        ("a", "c", "releases", 70, None, "removed"),
        ("a", "c", "releases", None, 5, "added"),
    ]


def test_targets_of_two_plans(tmp_path: Path) -> None:
    rows = ask(
        tmp_path,
        REVISION,
        release("a", "2015-12-01", [stated(2019, 10, "target")], plan_id="one"),
        release("b", "2020-12-01", [stated(2024, 8, "target")], plan_id="two"),
        plans=PLANS,
    )
    assert rows == [("a", "b", "plans", 10, 8, "lowered")]


def test_targets_of_several_years_are_compared_year_by_year(tmp_path: Path) -> None:
    rows = ask(
        tmp_path,
        "SELECT old_fiscal_year, new_fiscal_year, change FROM target_revision ORDER BY 1, 2",
        release("a", "2015-12-01", [stated(year, year, "target") for year in (2019, 2020)], plan_id="one"),
        release("b", "2016-12-01", [stated(year, year, "target") for year in (2020, 2021)], plan_id="one"),
        plans=PLANS,
    )
    assert rows == [(2019, None, "removed"), (2020, 2020, "same"), (None, 2021, "added")]


def test_a_draft_without_a_date_comes_first_in_its_plan(tmp_path: Path) -> None:
    draft = (
        document("z", plan_id="one", maturity="draft"),
        [stated(2019, 10, "target") | {"document_id": "z"}],
    )
    final = release("a", "2016-03-01", [stated(2019, 11, "target")], plan_id="one", maturity="final")
    rows = ask(
        tmp_path, "SELECT old_document, new_document, delta FROM target_revision", draft, final, plans=PLANS
    )
    assert rows == [("z", "a", 1)]


@pytest.mark.parametrize(
    ("target", "direction", "actual", "achieved"),
    [
        ({}, None, 90, None),
        ({}, "up", 90, False),
        ({}, "up", 100, True),
        ({}, "down", 90, True),
        ({}, "down", 101, False),
        ({"qualifier": "at_least", "value_low": 100}, None, 100, True),
        ({"qualifier": "more_than", "value_low": 100}, None, 100, False),
        ({"qualifier": "at_most", "value_high": 100}, None, 101, False),
        ({}, "up", None, None),
    ],
)
def test_achievement(
    target: Row, direction: str | None, actual: int | None, achieved: bool | None, tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    if direction:
        text = f'[[indicator]]\nname = "{NAME}"\ndirection = "{direction}"\n'
        (tmp_path / "raw" / "indicators.toml").write_text(text, encoding="utf-8")
    rows = ask(
        tmp_path,
        "SELECT target, actual, achieved FROM achievement",
        release("a", "2015-12-01", [stated(2019, 100, "target") | target]),
        release("b", "2020-12-01", [stated(2019, actual)]),
    )
    assert rows == [(100, actual, achieved)]


@pytest.mark.parametrize(
    ("printed", "decimals", "agrees"), [("66.7", 1, True), ("67", 0, True), ("66.6", 1, False)]
)
def test_a_printed_rate(printed: str, decimals: int, agrees: bool, tmp_path: Path) -> None:
    rate = stated(2019, printed, "rate", unit="%", decimals=decimals, flags=["achievement"])
    rows = ask(
        tmp_path,
        "SELECT rate, printed_rate_agrees FROM achievement",
        release("a", "2020-12-01", [stated(2019, 300, "target"), stated(2019, 200), rate]),
    )
    assert rows == [(66.67, agrees)]


def test_what_a_release_says_otherwise(tmp_path: Path) -> None:
    names = ("公園の来訪者", "図書の貸出冊", "観光の案内所", "農園の区画割", "学童の定員枠")
    old = [stated(2019, value, name=name) for name, value in zip(names, (1, 2, None, 4, 5), strict=True)]
    new = [
        stated(2019, 1, name=names[0], department="公園課", notes=["※ 速報値"]),
        stated(2019, 3, name=names[1]),
        stated(2019, 6, name=names[2]),
        stated(2019, None, name=names[3]),
        stated(2020, 5, name=names[4]),
    ]
    rows = ask(
        tmp_path,
        """SELECT indicator, fiscal_year, change, delta, reflagged FROM release_diff('a', 'b')
        ORDER BY indicator, fiscal_year""",
        release("a", "2020-05-01", old),
        release("b", "2020-08-01", new),
    )
    assert rows == sorted(
        [
            (names[0], 2019, "confirmed", 0, ["department", "note"]),
            (names[1], 2019, "revised", 1, []),
            (names[2], 2019, "filled", None, []),
            (names[3], 2019, "withdrawn", None, []),
            (names[4], 2019, "removed", None, []),
            (names[4], 2020, "added", None, []),
        ]
    )


def test_rates_of_two_sorts_are_two_things(tmp_path: Path) -> None:
    rates = [
        stated(2019, 95, "rate", unit="%", flags=["achievement"]),
        stated(2019, 102, "rate", unit="%", flags=["year_on_year"], col_no=1),
    ]
    rows = ask(tmp_path, "SELECT value FROM series ORDER BY 1", release("a", "2020-05-01", rates))
    assert rows == [(95,), (102,)]
