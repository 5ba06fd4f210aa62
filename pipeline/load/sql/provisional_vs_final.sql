-- 見込 (and 速報) against 確定: the last provisional actual of each indicator and period beside its
-- last final one. Values in two different units are not subtracted.
CREATE VIEW provisional_vs_final AS
WITH actual AS (
    SELECT * FROM statement
    WHERE value_kind = 'actual' AND (stage = 0 OR status = 'final')
    QUALIFY row_number() OVER (
        PARTITION BY municipality_code, indicator_id, period_type, period_start, period_end, stage
        ORDER BY release_order DESC
    ) = 1
),
pair AS (
    SELECT p, f, TRY(CASE WHEN p.unit = f.unit OR p.unit IS NULL OR f.unit IS NULL THEN f.value - p.value END) AS delta
    FROM actual p
    JOIN actual f
      ON f.indicator_id = p.indicator_id
     AND f.municipality_code IS NOT DISTINCT FROM p.municipality_code
     AND f.period_type IS NOT DISTINCT FROM p.period_type
     AND f.period_start IS NOT DISTINCT FROM p.period_start
     AND f.period_end IS NOT DISTINCT FROM p.period_end
    WHERE p.stage = 0 AND f.stage = 1
      AND (f.release_order >= p.release_order OR f.known_from IS NULL)
)
SELECT
    f.indicator_id, f.indicator, f.municipality_code, f.goal, f.section, f.fiscal_year, f.period_label,
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
FROM pair
