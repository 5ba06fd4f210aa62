-- The same figure in two releases: a result, as 実績 or as the baseline that a plan quotes, agrees or was restated;
-- a target of one plan stays or was revised.
WITH told AS (
    SELECT
        *,
        CASE WHEN fiscal_year IS NULL THEN period_start::VARCHAR || '/' || period_end::VARCHAR
             ELSE fiscal_year::VARCHAR END AS point,
        CASE WHEN value_kind = 'target' THEN 'target ' || plan_id ELSE 'result' END AS side
    FROM statement
    WHERE value IS NOT NULL AND value_kind IN ('baseline', 'actual', 'target')
)
SELECT DISTINCT
    b.document_id, b.indicator_id, b.fiscal_year,
    CASE
        WHEN a.value = b.value THEN true
        WHEN a.status <> 'final' OR b.status <> 'final' THEN NULL
        ELSE false
    END AS holds,
    format('{} {}: {} {} in {}, {} {} in {}{}', b.indicator, dated(b.period_label, b.fiscal_year),
           shown(a.value), coalesce(a.unit, ''), spot(a.document_id, a.page, a.table_no, a.row_no, a.col_no),
           shown(b.value), coalesce(b.unit, ''), spot(b.document_id, b.page, b.table_no, b.row_no, b.col_no),
           CASE WHEN a.value = b.value THEN '' WHEN a.value_kind = 'target' THEN ': revised' WHEN a.status = 'final' THEN ': restated'
                ELSE ': restated, the first was ' || a.status END) AS detail
FROM told a
JOIN told b
  ON b.municipality_code IS NOT DISTINCT FROM a.municipality_code AND b.indicator_id = a.indicator_id
 AND b.point = a.point AND a.document_id <> b.document_id AND a.release_order < b.release_order
 AND b.unit IS NOT DISTINCT FROM a.unit AND b.side = a.side
