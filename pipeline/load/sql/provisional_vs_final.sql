-- 見込 (and 速報) against 確定: the last provisional actual of each indicator and period beside its
-- last final one. Values in two different units are not subtracted.
CREATE VIEW provisional_vs_final AS
WITH last AS (
    SELECT *, stage > 0 AS is_final
    FROM statement
    WHERE value_kind = 'actual' AND (stage = 0 OR status = 'final')
    QUALIFY row_number() OVER (
        PARTITION BY municipality_code, indicator_id, period_key, is_final ORDER BY release_order DESC
    ) = 1
),
-- Of each pair the final one, with what is wanted of the provisional one: a window, unlike a join, lets
-- the question for one municipality through and asks for no memory for what isn't asked.
pair AS (
    SELECT
        *,
        lag(observation_id) OVER p AS p_observation_id, lag(document_id) OVER p AS p_document_id,
        lag(value) OVER p AS p_value, lag(value_low) OVER p AS p_low, lag(value_high) OVER p AS p_high,
        lag(grade) OVER p AS p_grade, lag(unit) OVER p AS p_unit, lag(missing_reason) OVER p AS p_missing,
        lag(printed) OVER p AS p_printed, lag(known_from) OVER p AS p_known_from,
        lag(release_order) OVER p AS p_release_order
    FROM last
    WINDOW p AS (PARTITION BY municipality_code, indicator_id, period_key ORDER BY is_final)
),
compared AS (
    SELECT
        *,
        TRY(CASE WHEN p_unit = unit OR p_unit IS NULL OR unit IS NULL THEN value - p_value END) AS delta
    FROM pair
    WHERE is_final AND p_observation_id IS NOT NULL
      AND (release_order >= p_release_order OR known_from IS NULL)
)
SELECT
    indicator_id, indicator, municipality_code, goal, section, fiscal_year, period_label,
    coalesce(unit, p_unit) AS unit,
    p_value AS provisional, value AS final, delta,
    round(100 * delta / nullif(abs(p_value), 0), 2) AS delta_pct,
    CASE
        WHEN p_missing IS NOT NULL AND missing_reason IS NOT NULL THEN 'still_missing'
        WHEN p_missing IS NOT NULL THEN 'filled'
        WHEN missing_reason IS NOT NULL THEN 'withdrawn'
        WHEN (p_value, p_low, p_high, p_grade, coalesce(p_unit, unit))
             IS NOT DISTINCT FROM (value, value_low, value_high, grade, coalesce(unit, p_unit))
        THEN 'confirmed'
        ELSE 'revised'
    END AS change,
    p_document_id AS provisional_document, document_id AS final_document,
    p_printed AS provisional_printed, printed AS final_printed,
    known_from - p_known_from AS days_to_final,
    notes,
    p_observation_id AS provisional_observation, observation_id AS final_observation
FROM compared
