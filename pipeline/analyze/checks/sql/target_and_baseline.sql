-- A first target below its baseline: right where less is better, and worth a look elsewhere.
SELECT
    t.document_id, t.indicator_id, t.fiscal_year, NULL::BOOLEAN AS holds,
    format('{}: target {} ({}) below the baseline {} ({}) in {}', t.indicator, shown(t.value),
           dated(t.period_label, t.fiscal_year), shown(b.value), dated(b.period_label, b.fiscal_year),
           spot(t.document_id, t.page, t.table_no, t.row_no, t.col_no)) AS detail
FROM (
    SELECT * FROM statement WHERE value_kind = 'target' AND value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY document_id, indicator_id ORDER BY period_end, col_no, observation_id) = 1
) t
JOIN statement b
  ON b.document_id = t.document_id AND b.indicator_id = t.indicator_id AND b.value_kind = 'baseline'
 AND b.unit IS NOT DISTINCT FROM t.unit
LEFT JOIN indicator i ON i.indicator_id = t.indicator_id
WHERE t.value < b.value AND i.direction IS DISTINCT FROM 'down'
  AND coalesce(t.qualifier, '') NOT IN ('at_most', 'less_than')
