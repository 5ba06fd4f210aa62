-- 見込 (and 速報) against 確定: the last provisional actual of each indicator and period beside its
-- last final one. Values in two different units are not subtracted.
CREATE VIEW provisional_vs_final AS
WITH actual AS (
    SELECT
        municipality_code, indicator_id, period_type, period_start, period_end, release_order,
        CASE WHEN stage = 0 THEN 'provisional' ELSE 'final' END AS side,
        struct_pack(
            observation_id, document_id, indicator, goal, section, fiscal_year, period_label, value, value_low,
            value_high, grade, unit, missing_reason, printed, notes, known_from, release_order
        ) AS stated
    FROM statement
    WHERE value_kind = 'actual' AND (stage = 0 OR status = 'final')
),
pair AS (
    SELECT
        municipality_code, indicator_id,
        max_by(stated, release_order) FILTER (side = 'provisional') AS p,
        max_by(stated, release_order) FILTER (side = 'final') AS f
    FROM actual
    GROUP BY municipality_code, indicator_id, period_type, period_start, period_end
),
compared AS (
    SELECT
        *,
        TRY(CASE WHEN p.unit = f.unit OR p.unit IS NULL OR f.unit IS NULL THEN f.value - p.value END) AS delta
    FROM pair
    WHERE p IS NOT NULL AND f IS NOT NULL
      AND (f.release_order >= p.release_order OR f.known_from IS NULL)
)
SELECT
    indicator_id, f.indicator AS indicator, municipality_code, f.goal AS goal, f.section AS section,
    f.fiscal_year AS fiscal_year, f.period_label AS period_label,
    coalesce(f.unit, p.unit) AS unit,
    p.value AS provisional, f.value AS final, delta,
    round(100 * delta / nullif(abs(p.value), 0), 2) AS delta_pct,
    CASE
        WHEN p.missing_reason IS NOT NULL AND f.missing_reason IS NOT NULL THEN 'still_missing'
        WHEN p.missing_reason IS NOT NULL THEN 'filled'
        WHEN f.missing_reason IS NOT NULL THEN 'withdrawn'
        WHEN (p.value, p.value_low, p.value_high, p.grade, coalesce(p.unit, f.unit))
             IS NOT DISTINCT FROM (f.value, f.value_low, f.value_high, f.grade, coalesce(f.unit, p.unit))
        THEN 'confirmed'
        ELSE 'revised'
    END AS change,
    p.document_id AS provisional_document, f.document_id AS final_document,
    p.printed AS provisional_printed, f.printed AS final_printed,
    f.known_from - p.known_from AS days_to_final,
    f.notes AS notes,
    p.observation_id AS provisional_observation, f.observation_id AS final_observation
FROM compared
