-- A cell that prints nothing but a number, in a table that was understood, and that became nothing.
SELECT
    c.document_id, NULL::VARCHAR AS indicator_id, NULL::INTEGER AS fiscal_year, false AS holds,
    format('{} in {}', c.printed, spot(c.document_id, c.page, c.table_no, c.row_no, c.col_no)) AS detail
FROM source_cell c
JOIN source_table t USING (document_id, page, table_no)
WHERE t.kind IN ('indicator', 'budget')
  AND regexp_full_match(trim(c.printed), '[+＋△▲-]?[0-9０-９]{1,3}([,，][0-9０-９]{3})+|[0-9０-９]{4,}|[0-9０-９]+[.．][0-9０-９]+')
  AND NOT EXISTS (FROM observation o WHERE (o.document_id, o.page, o.table_no, o.row_no, o.col_no)
                  = (c.document_id, c.page, c.table_no, c.row_no, c.col_no))
  AND NOT EXISTS (FROM budget b WHERE (b.document_id, b.page, b.table_no, b.row_no, b.col_no)
                  = (c.document_id, c.page, c.table_no, c.row_no, c.col_no))
  AND NOT EXISTS (FROM quarantine q WHERE (q.document_id, q.page, q.table_no, q.row_no, q.col_no)
                  = (c.document_id, c.page, c.table_no, c.row_no, c.col_no))
