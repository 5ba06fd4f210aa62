-- 合計 as the last row of a table: the rows above it in the same column add up to it, rounding aside.
WITH total AS (
    SELECT * FROM observation o
    WHERE list_contains(flags, 'total') AND value IS NOT NULL AND value_kind NOT IN ('rate', 'grade')
      AND row_no = (SELECT max(row_no) FROM observation x
                    WHERE x.document_id = o.document_id AND x.page = o.page AND x.table_no = o.table_no)
),
above AS (
    SELECT t.observation_id, sum(o.value) AS summed, count(*) AS terms, count(o.value) AS known,
           bool_or(list_contains(o.flags, 'total') OR o.is_component OR o.is_repeated) AS nested
    FROM total t
    JOIN observation o
      ON o.document_id = t.document_id AND o.page = t.page AND o.table_no = t.table_no
     AND o.col_no = t.col_no AND o.row_no < t.row_no AND o.unit IS NOT DISTINCT FROM t.unit
     AND o.value_kind = t.value_kind
    GROUP BY ALL
)
SELECT
    t.document_id, t.indicator_id, t.fiscal_year,
    abs(t.value - a.summed) <= a.terms * power(10, -coalesce(t.decimals, 0))
        * coalesce(t.value / nullif(t.printed_value, 0), 1) / 2 * (coalesce(t.decimals, 0) > 0)::INTEGER AS holds,
    format('{} {}: the {} rows above add up to {}, printed {} in {}', t.indicator,
           dated(t.period_label, t.fiscal_year), a.terms, shown(a.summed), shown(t.value),
           spot(t.document_id, t.page, t.table_no, t.row_no, t.col_no)) AS detail
FROM total t JOIN above a USING (observation_id)
WHERE a.terms > 1 AND a.terms = a.known AND NOT a.nested
