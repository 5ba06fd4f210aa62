-- 内数: the parts of a figure add up to it in every column where all of them are printed.
WITH part AS (
    SELECT r.other_id AS total_id, p.*
    FROM indicator_relation r
    JOIN statement p ON p.indicator_id = r.indicator_id
    WHERE r.relation = 'component_of' AND r.state = 'applied' AND p.value IS NOT NULL
),
summed AS (
    SELECT
        total_id, document_id, value_kind, status, period_start, period_end,
        sum(value) AS total, count(*) AS parts, min(unit) AS unit, max(coalesce(decimals, 0)) AS decimals,
        string_agg(indicator || ' ' || shown(value), ' + ' ORDER BY row_no, col_no, indicator) AS terms
    FROM part GROUP BY ALL
),
known AS (
    SELECT other_id AS total_id, count(*) AS parts
    FROM indicator_relation WHERE relation = 'component_of' AND state = 'applied' GROUP BY other_id
)
SELECT
    t.document_id, t.indicator_id, t.fiscal_year,
    abs(t.value - s.total) <= CASE WHEN s.decimals > 0 THEN s.parts * power(10, -s.decimals) / 2 ELSE 0 END AS holds,
    format('{} {}: {} {} {} ({}) in {}', t.indicator, dated(t.period_label, t.fiscal_year), s.terms,
           CASE WHEN t.value = s.total THEN '=' ELSE '≠' END, shown(t.value), t.value_kind,
           spot(t.document_id, t.page, t.table_no, t.row_no, t.col_no)) AS detail
FROM summed s
JOIN known USING (total_id)
JOIN statement t
  ON t.indicator_id = s.total_id AND t.document_id = s.document_id AND t.value_kind = s.value_kind
 AND t.status = s.status AND t.period_start IS NOT DISTINCT FROM s.period_start
 AND t.period_end IS NOT DISTINCT FROM s.period_end
WHERE s.parts = known.parts AND s.parts > 1 AND t.value IS NOT NULL AND t.unit IS NOT DISTINCT FROM s.unit
