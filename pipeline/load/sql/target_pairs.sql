-- Targets of two documents side by side. `comparisons` is a list of structs (old_document, new_document,
-- compares). Targets for the same period are compared; where an indicator has none for the same period
-- in both, the targets for its last period are.
CREATE MACRO target_pairs(comparisons) AS TABLE
WITH target AS (
    SELECT
        municipality_code, indicator_id, document_id, period_start, period_end,
        struct_pack(
            observation_id, indicator, goal, section, unit, period_label, fiscal_year,
            level := coalesce(value, value_low, value_high)
        ) AS stated
    FROM statement
    WHERE value_kind = 'target' AND missing_reason IS NULL
),
comparison AS (SELECT unnest(comparisons, recursive := true)),
sides AS (
    SELECT compares, old_document, new_document, target.*, stated AS o, NULL AS n
    FROM target JOIN comparison ON target.document_id = old_document
    UNION ALL
    SELECT compares, old_document, new_document, target.*, NULL, stated
    FROM target JOIN comparison ON target.document_id = new_document
),
periods AS (
    SELECT
        municipality_code, compares, old_document, new_document, indicator_id, period_start, period_end,
        any_value(o) AS o, any_value(n) AS n
    FROM sides GROUP BY ALL
),
ranked AS (
    SELECT
        *,
        bool_or(o IS NOT NULL AND n IS NOT NULL) OVER thing AS has_same_period,
        row_number() OVER (
            PARTITION BY municipality_code, old_document, new_document, indicator_id, o IS NULL
            ORDER BY period_end DESC NULLS LAST, period_start DESC
        ) = 1 AS is_last
    FROM periods
    WINDOW thing AS (PARTITION BY municipality_code, old_document, new_document, indicator_id)
),
matched AS (
    SELECT
        municipality_code, compares, old_document, new_document, indicator_id,
        any_value(o) AS o, any_value(n) AS n
    FROM ranked
    GROUP BY
        municipality_code, compares, old_document, new_document, indicator_id,
        CASE WHEN is_last AND NOT has_same_period THEN NULL ELSE (period_start, period_end) END
),
-- Targets in two different units are not compared: one is gone, the other new.
compared AS (
    SELECT
        municipality_code, compares, old_document, new_document, indicator_id,
        unnest(CASE WHEN o.unit <> n.unit THEN [(o, NULL), (NULL, n)] ELSE [(o, n)] END) AS pair,
        pair[1] AS o, pair[2] AS n
    FROM matched
)
SELECT
    indicator_id,
    coalesce(n.indicator, o.indicator) AS indicator,
    municipality_code,
    coalesce(n.goal, o.goal) AS goal, coalesce(n.section, o.section) AS section,
    coalesce(n.unit, o.unit) AS unit,
    old_document, new_document,
    o.period_label AS old_period, o.level AS old_target,
    n.period_label AS new_period, n.level AS new_target,
    TRY(n.level - o.level) AS delta,
    CASE
        WHEN o.observation_id IS NULL THEN 'added'
        WHEN n.observation_id IS NULL THEN 'removed'
        WHEN n.level > o.level THEN 'raised'
        WHEN n.level < o.level THEN 'lowered'
        ELSE 'same'
    END AS change,
    compares,
    o.fiscal_year AS old_fiscal_year, n.fiscal_year AS new_fiscal_year,
    o.indicator AS old_indicator, n.indicator AS new_indicator,
    o.observation_id AS old_observation, n.observation_id AS new_observation
FROM compared
