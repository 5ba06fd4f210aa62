-- One release that prints two different figures for one indicator, kind and period.
SELECT
    a.document_id, a.indicator_id, a.fiscal_year, false AS holds,
    format('{} {}: {} in {}, {} in {}', a.indicator, dated(a.period_label, a.fiscal_year), shown(a.value),
           spot(a.document_id, a.page, a.table_no, a.row_no, a.col_no), shown(b.value),
           spot(b.document_id, b.page, b.table_no, b.row_no, b.col_no)) AS detail
FROM observation a
JOIN observation b
  ON a.document_id = b.document_id AND a.indicator_id = b.indicator_id AND a.value_kind = b.value_kind
 AND a.status = b.status AND a.flags = b.flags AND a.unit IS NOT DISTINCT FROM b.unit
 AND a.period_type = b.period_type AND a.period_start = b.period_start AND a.period_end = b.period_end
 AND a.period_point IS NOT DISTINCT FROM b.period_point
 AND (a.page, a.table_no, a.row_no, a.col_no, a.part_no) < (b.page, b.table_no, b.row_no, b.col_no, b.part_no)
WHERE a.value <> b.value AND a.value_kind NOT IN ('rate', 'difference', 'grade')
