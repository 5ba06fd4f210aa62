-- How figures and places are written in the details of findings.
CREATE OR REPLACE TEMP MACRO shown(v) AS
    CASE WHEN v::VARCHAR LIKE '%.%' THEN rtrim(rtrim(v::VARCHAR, '0'), '.') ELSE v::VARCHAR END;
CREATE OR REPLACE TEMP MACRO spot(document_id, page, table_no, row_no, col_no) AS
    format('{}, page {}, table {}, row {}, column {}', document_id, page, table_no, row_no, col_no);
CREATE OR REPLACE TEMP MACRO dated(period_label, fiscal_year) AS
    coalesce(period_label, fiscal_year::VARCHAR, '');
