-- A value ten times its neighbours on both sides, or a tenth of them, is more often a slip than a fact.
WITH placed AS (
    SELECT
        *,
        lag(value) OVER series AS before, lead(value) OVER series AS after,
        lag(value, 2) OVER series AS before2, lead(value, 2) OVER series AS after2
    FROM statement
    WHERE value IS NOT NULL AND value <> 0 AND period_end IS NOT NULL
      AND value_kind IN ('baseline', 'actual', 'target', 'forecast')
    WINDOW series AS (
        PARTITION BY document_id, indicator_id,
            CASE WHEN value_kind IN ('baseline', 'actual') THEN 'result' ELSE value_kind END
        ORDER BY period_end, stage, observation_id
    )
),
beside AS (
    SELECT *, abs(coalesce(before, after2)) AS one, abs(coalesce(after, before2)) AS other FROM placed
)
SELECT
    document_id, indicator_id, fiscal_year, false AS holds,
    format('{} {}: {} beside {} and {} in {}', indicator, dated(period_label, fiscal_year), shown(value),
           shown(one), shown(other), spot(document_id, page, table_no, row_no, col_no)) AS detail
FROM beside
WHERE one IS NOT NULL AND other IS NOT NULL AND greatest(one, other) < 5 * least(one, other)
  AND (abs(value) >= 8 * greatest(one, other) OR abs(value) * 8 <= least(one, other))
  AND greatest(abs(value), one, other) >= 20
