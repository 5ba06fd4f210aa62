-- What a release (document_id) says otherwise than another one, statement by statement. `reflagged`
-- lists what changed beside the value: name, unit, kind, department, note, flags.
CREATE MACRO release_diff(old, new) AS TABLE
WITH pair AS (
    SELECT o, n
    FROM (FROM statement WHERE document_id = old) o
    FULL JOIN (FROM statement WHERE document_id = new) n
      ON n.indicator_id = o.indicator_id AND n.value_kind = o.value_kind AND n.measure = o.measure
     AND n.period_type IS NOT DISTINCT FROM o.period_type
     AND n.period_start IS NOT DISTINCT FROM o.period_start
     AND n.period_end IS NOT DISTINCT FROM o.period_end
)
SELECT
    coalesce(n.indicator_id, o.indicator_id) AS indicator_id,
    coalesce(n.indicator, o.indicator) AS indicator,
    coalesce(n.value_kind, o.value_kind) AS value_kind,
    coalesce(n.fiscal_year, o.fiscal_year) AS fiscal_year,
    coalesce(n.period_label, o.period_label) AS period_label,
    coalesce(n.unit, o.unit) AS unit,
    o.value AS old_value, n.value AS new_value,
    TRY(CASE WHEN o.unit = n.unit OR o.unit IS NULL OR n.unit IS NULL THEN n.value - o.value END) AS delta,
    round(100 * delta / nullif(abs(o.value), 0), 2) AS delta_pct,
    CASE
        WHEN o.observation_id IS NULL THEN 'added'
        WHEN n.observation_id IS NULL THEN 'removed'
        WHEN o.missing_reason IS NOT NULL AND n.missing_reason IS NOT NULL THEN 'still_missing'
        WHEN o.missing_reason IS NOT NULL THEN 'filled'
        WHEN n.missing_reason IS NOT NULL THEN 'withdrawn'
        WHEN (o.value, o.value_low, o.value_high, o.grade)
             IS NOT DISTINCT FROM (n.value, n.value_low, n.value_high, n.grade) THEN 'confirmed'
        ELSE 'revised'
    END AS change,
    CASE WHEN o.observation_id IS NULL OR n.observation_id IS NULL THEN [] ELSE list_sort(list_distinct([
        CASE WHEN o.indicator <> n.indicator THEN 'name' END,
        CASE WHEN o.unit <> n.unit THEN 'unit' END,
        CASE WHEN o.status <> n.status THEN 'status' END,
        CASE WHEN o.department IS DISTINCT FROM n.department THEN 'department' END,
        CASE WHEN o.notes <> n.notes THEN 'note' END,
        CASE WHEN list_sort(o.flags) <> list_sort(n.flags) OR o.is_cumulative <> n.is_cumulative
               OR o.is_component <> n.is_component OR o.is_repeated <> n.is_repeated THEN 'flags' END
    ])) END AS reflagged,
    n.notes AS notes,
    o.indicator AS old_indicator, n.indicator AS new_indicator,
    o.printed AS old_printed, n.printed AS new_printed,
    old AS old_document, new AS new_document,
    o.observation_id AS old_observation, n.observation_id AS new_observation
FROM pair
