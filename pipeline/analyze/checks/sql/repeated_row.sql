-- 再掲: a row that repeats another one prints the same figure in every column.
SELECT
    a.document_id, a.indicator_id, a.fiscal_year,
    a.value = b.value AS holds,
    format('{} repeats {} {}: {} and {} in {} and {}', a.indicator, b.indicator,
           dated(a.period_label, a.fiscal_year), shown(a.value), shown(b.value),
           spot(a.document_id, a.page, a.table_no, a.row_no, a.col_no),
           spot(b.document_id, b.page, b.table_no, b.row_no, b.col_no)) AS detail
FROM indicator_relation r
JOIN statement a ON a.indicator_id = r.indicator_id
JOIN statement b
  ON b.indicator_id = r.other_id AND b.document_id = a.document_id AND b.value_kind = a.value_kind
 AND b.status = a.status AND b.period_start IS NOT DISTINCT FROM a.period_start
 AND b.period_end IS NOT DISTINCT FROM a.period_end
WHERE r.relation = 'repeats' AND r.state = 'applied' AND a.value IS NOT NULL AND b.value IS NOT NULL
