-- The latest target for a period against the latest final actual of that period. `achieved` is a
-- verdict only where the better direction is known: from 以上 or 以下 on the target, else from the
-- indicator. A printed 達成率 agrees when it equals actual / target, or for an indicator that should
-- fall target / actual, within its own rounding.
CREATE VIEW achievement AS
WITH latest AS (
    SELECT * FROM statement
    WHERE period_start IS NOT NULL AND period_end IS NOT NULL
      AND ((value_kind IN ('target', 'interim_target') AND missing_reason IS NULL)
        OR (value_kind = 'actual' AND status = 'final')
        OR (value_kind = 'rate' AND list_contains(flags, 'achievement') AND missing_reason IS NULL)
        OR (value_kind = 'grade' AND missing_reason IS NULL))
    QUALIFY row_number() OVER (
        PARTITION BY municipality_code, indicator_id, value_kind, period_type, period_start, period_end
        ORDER BY release_order DESC
    ) = 1
),
pair AS (
    SELECT
        t, a,
        CASE
            WHEN t.qualifier IN ('at_least', 'more_than') THEN 'up'
            WHEN t.qualifier IN ('at_most', 'less_than') THEN 'down'
            ELSE i.direction
        END AS direction,
        coalesce(t.value, t.value_low, t.value_high) AS level,
        r.value AS printed_rate, r.decimals AS rate_decimals, g.grade AS printed_grade
    FROM latest t
    JOIN latest a
      ON a.value_kind = 'actual' AND a.indicator_id = t.indicator_id
     AND a.municipality_code IS NOT DISTINCT FROM t.municipality_code
     AND a.period_start = t.period_start AND a.period_end = t.period_end
     AND (a.unit = t.unit OR a.unit IS NULL OR t.unit IS NULL)
    JOIN indicator i ON i.indicator_id = t.indicator_id
    LEFT JOIN latest r
      ON r.value_kind = 'rate' AND r.indicator_id = t.indicator_id
     AND r.municipality_code IS NOT DISTINCT FROM t.municipality_code
     AND r.period_start = t.period_start AND r.period_end = t.period_end
    LEFT JOIN latest g
      ON g.value_kind = 'grade' AND g.indicator_id = t.indicator_id
     AND g.municipality_code IS NOT DISTINCT FROM t.municipality_code
     AND g.period_start = t.period_start AND g.period_end = t.period_end
    WHERE t.value_kind IN ('target', 'interim_target')
)
SELECT
    t.indicator_id, t.indicator, t.municipality_code, t.goal, t.section, t.value_kind AS target_kind,
    t.fiscal_year, t.period_label, coalesce(a.unit, t.unit) AS unit,
    level AS target, t.qualifier AS target_qualifier, a.value AS actual,
    TRY(a.value - level) AS gap,
    round(100 * a.value / nullif(level, 0), 2) AS rate,
    direction,
    CASE
        WHEN t.qualifier = 'more_than' THEN a.value > level
        WHEN t.qualifier = 'less_than' THEN a.value < level
        WHEN direction = 'up' THEN a.value >= level
        WHEN direction = 'down' THEN a.value <= level
    END AS achieved,
    printed_rate, printed_grade,
    abs(printed_rate - 100 * a.value / nullif(level, 0)) <= 0.5 * pow(10, -rate_decimals) + 1e-9
        OR (direction = 'down'
            AND abs(printed_rate - 100 * level / nullif(a.value, 0)) <= 0.5 * pow(10, -rate_decimals) + 1e-9)
        AS printed_rate_agrees,
    t.document_id AS target_document, a.document_id AS actual_document,
    a.missing_reason, a.notes,
    t.observation_id AS target_observation, a.observation_id AS actual_observation
FROM pair
