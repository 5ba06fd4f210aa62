-- The latest target for a period against the latest final actual of that period. `achieved` is a
-- verdict only where the better direction is known: from 以上 or 以下 on the target, else from the
-- indicator. A printed 達成率 agrees when it equals actual / target, or for an indicator that should
-- fall target / actual, within its own rounding.
CREATE VIEW achievement AS
WITH stated AS (
    SELECT
        municipality_code, indicator_id, period_start, period_end, release_order, value_kind,
        struct_pack(
            observation_id, document_id, indicator, goal, section, fiscal_year, period_label, unit, qualifier,
            value, level := coalesce(value, value_low, value_high), decimals, grade, missing_reason, notes,
            kind := value_kind
        ) AS stated
    FROM statement
    WHERE period_start IS NOT NULL AND period_end IS NOT NULL
      AND ((value_kind IN ('target', 'interim_target', 'grade') AND missing_reason IS NULL)
        OR (value_kind = 'actual' AND status = 'final')
        OR (value_kind = 'rate' AND list_contains(flags, 'achievement') AND missing_reason IS NULL))
),
latest AS (
    SELECT
        municipality_code, indicator_id, period_start, period_end,
        max_by(stated, release_order) FILTER (value_kind = 'target') AS target,
        max_by(stated, release_order) FILTER (value_kind = 'interim_target') AS interim,
        max_by(stated, release_order) FILTER (value_kind = 'actual') AS a,
        max_by(stated, release_order) FILTER (value_kind = 'rate') AS r,
        max_by(stated, release_order) FILTER (value_kind = 'grade') AS g
    FROM stated GROUP BY municipality_code, indicator_id, period_start, period_end
),
pair AS (
    SELECT municipality_code, indicator_id, a, r, g, unnest([target, interim]) AS t
    FROM latest WHERE a IS NOT NULL
),
compared AS (
    SELECT
        pair.*,
        CASE
            WHEN t.qualifier IN ('at_least', 'more_than') THEN 'up'
            WHEN t.qualifier IN ('at_most', 'less_than') THEN 'down'
            ELSE indicator.direction
        END AS direction,
        a.value AS actual, t.level AS level,
        0.5 * pow(10, -r.decimals) + 1e-9 AS rounding
    FROM pair JOIN indicator USING (indicator_id)
    WHERE t IS NOT NULL AND (a.unit = t.unit OR a.unit IS NULL OR t.unit IS NULL)
)
SELECT
    indicator_id, t.indicator AS indicator, municipality_code, t.goal AS goal, t.section AS section,
    t.kind AS target_kind, t.fiscal_year AS fiscal_year, t.period_label AS period_label,
    coalesce(a.unit, t.unit) AS unit,
    level AS target, t.qualifier AS target_qualifier, actual,
    TRY(actual - level) AS gap,
    round(100 * actual / nullif(level, 0), 2) AS rate,
    direction,
    CASE
        WHEN t.qualifier = 'more_than' THEN actual > level
        WHEN t.qualifier = 'less_than' THEN actual < level
        WHEN direction = 'up' THEN actual >= level
        WHEN direction = 'down' THEN actual <= level
    END AS achieved,
    r.value AS printed_rate, g.grade AS printed_grade,
    abs(r.value - 100 * actual / nullif(level, 0)) <= rounding
        OR (direction = 'down' AND abs(r.value - 100 * level / nullif(actual, 0)) <= rounding)
        AS printed_rate_agrees,
    t.document_id AS target_document, a.document_id AS actual_document,
    a.missing_reason AS missing_reason, a.notes AS notes,
    t.observation_id AS target_observation, a.observation_id AS actual_observation
FROM compared
