"""A warehouse of made-up observations of any size: cities, plans and releases (vintages) of each plan.

    python -m benchmarks.warehouse.generate warehouse.duckdb --cities 1700 --plans 5 --releases 3

Each release of a plan states, for each indicator, a baseline, a target and the actuals of the years so
far; the last year's actual is provisional and becomes final, often revised, with the next release. The
rows are made by DuckDB itself from hashes, so that the same numbers give the same warehouse.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.load import template

YEARS = 5  # fiscal years of a plan


@dataclass(frozen=True)
class Size:
    """How many of each; a document is one release of one plan of one city."""

    cities: int = 1700
    plans: int = 5
    releases: int = 3
    indicators: int = 98  # of a plan

    @property
    def observations(self) -> int:
        """A baseline, a target, and the actuals known so far, for each indicator of each release."""
        actuals = sum(min(number, YEARS) for number in range(1, self.releases + 1))
        return self.cities * self.plans * self.indicators * (2 * self.releases + actuals)


def generate(path: Path, size: Size) -> None:
    """Write a warehouse of ``size`` to ``path``."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        template.create(connection)
        for statement in (_DOCUMENTS, _PLANS, _INDICATORS, _OBSERVATIONS):
            connection.execute(statement, _values(statement, size))


def _values(statement: str, size: Size) -> dict[str, int]:
    every = vars(size) | {"years": YEARS}
    return {name: value for name, value in every.items() if f"${name}" in statement}


_RELEASES = """
    SELECT city, plan, release,
           lpad(CAST(city AS VARCHAR), 5, '0') || '0' AS code,
           'p' || city || '-' || plan AS plan_id,
           'd' || lpad(CAST(city AS VARCHAR), 5, '0') || '-' || plan || '-' || release AS document_id,
           2000 + 5 * plan + release AS year
    FROM range($cities) c(city), range($plans) p(plan), range($releases) r(release)
"""
_DOCUMENTS = f"""
INSERT INTO document BY NAME
SELECT document_id, document_id || '.pdf' AS file, sha256(document_id) AS sha256, code AS municipality_code,
       'plan ' || plan AS title, plan_id, make_date(year + 1, 4, 1) AS published_on,
       'day' AS published_precision, 'final' AS maturity, 10 AS pages, [] AS inferred
FROM ({_RELEASES}) ORDER BY document_id
"""
_PLANS = f"""
INSERT INTO plan BY NAME
SELECT plan_id, any_value(code) AS municipality_code, 'plan ' || any_value(plan) AS title,
       any_value(plan) + 1 AS generation, 2000 + 5 * any_value(plan) AS first_fiscal_year,
       2004 + 5 * any_value(plan) AS last_fiscal_year,
       CASE WHEN any_value(plan) > 0 THEN 'p' || any_value(city) || '-' || any_value(plan) - 1 END
           AS predecessor
FROM ({_RELEASES}) GROUP BY plan_id ORDER BY plan_id
"""
_INDICATORS = """
INSERT INTO indicator BY NAME
SELECT left(md5(city || ' ' || i), 16) AS indicator_id,
       lpad(CAST(city AS VARCHAR), 5, '0') || '0' AS municipality_code,
       'indicator ' || i AS name, '人' AS unit, false AS is_cumulative, 'up' AS direction
FROM range($cities) c(city), range($indicators) n(i) ORDER BY city, i
"""
_OBSERVATIONS = f"""
INSERT INTO observation BY NAME
WITH stated AS (
    SELECT *,
           CASE position WHEN 0 THEN 'baseline' WHEN 1 THEN 'target' ELSE 'actual' END AS kind,
           CASE WHEN position = 0 THEN 1999 + 5 * plan WHEN position = 1 THEN 2001 + 5 * plan
                ELSE 1998 + 5 * plan + position END AS fiscal_year
    FROM ({_RELEASES}), range($indicators) n(i), range(2 + $years) s(position)
    WHERE position < 3 + release
),
valued AS (
    SELECT *, kind = 'actual' AND position = 2 + release AS is_last,
           hash(city, i, fiscal_year, kind = 'target', kind = 'actual' AND position = 2 + release
                AND hash(city, i, fiscal_year) % 3 = 0) % 1000000 AS number
    FROM stated
)
SELECT left(md5(document_id || ' ' || i || ' ' || position), 16) AS observation_id, 1 AS part_no, document_id,
       plan_id, left(md5(city || ' ' || i), 16) AS indicator_id, 'goal ' || i // 10 AS goal,
       'indicator ' || i AS indicator, 'indicator ' || i AS indicator_printed, false AS is_cumulative,
       false AS is_component, false AS is_repeated, [] AS flags, kind AS value_kind,
       CASE WHEN kind = 'target' THEN 'planned' WHEN is_last THEN 'provisional' ELSE 'final' END AS status,
       fiscal_year || '年度' AS period_label, 'fiscal_year' AS period_type,
       make_date(fiscal_year, 4, 1) AS period_start, make_date(fiscal_year + 1, 3, 31) AS period_end,
       fiscal_year,
       CASE WHEN number % 20 <> 0 THEN CAST(number AS DECIMAL(38, 10)) END AS value,
       CASE WHEN number % 20 <> 0 THEN '人' END AS unit,
       CASE WHEN number % 20 = 0 THEN 'dash' END AS missing_reason,
       0 AS decimals, [] AS warnings, [] AS note_marks, [] AS notes,
       CASE WHEN number % 20 = 0 THEN '-' ELSE number || '人' END AS printed,
       1 AS page, 1 AS table_no, i + 1 AS row_no, position + 2 AS col_no,
       72.0 AS x0, 72.0 AS top, 144.0 AS x1, 90.0 AS bottom, 'one' AS reader, 'agreed' AS agreement,
       false AS corrected
FROM valued ORDER BY document_id, i, position
"""


def main() -> None:
    """Generate a warehouse and say how long it took and how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("path", type=Path, help="where to write the warehouse")
    for name, value in vars(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=value, help=f"default {value}")
    options = vars(parser.parse_args())
    path = options.pop("path")
    start = time.perf_counter()
    generate(path, size := Size(**options))
    seconds = time.perf_counter() - start
    print(f"{size.observations:,} observations, {path.stat().st_size / 1e6:,.0f} MB, {seconds:.1f} s")


if __name__ == "__main__":
    main()
