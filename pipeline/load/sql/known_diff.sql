-- What was known at the end of one day against what was known at the end of another.
CREATE MACRO known_diff(old_day, new_day) AS TABLE
WITH pair AS (
    SELECT o, n
    FROM as_known_at(old_day) o
    FULL JOIN as_known_at(new_day) n
      ON n.indicator_id = o.indicator_id AND n.value_kind = o.value_kind AND n.measure = o.measure
     AND n.period_type IS NOT DISTINCT FROM o.period_type
     AND n.period_start IS NOT DISTINCT FROM o.period_start
     AND n.period_end IS NOT DISTINCT FROM o.period_end
)
-- The pair is compared in a query of its own: unnest would write the whole comparison out for each column.
SELECT unnest(found) FROM (
    SELECT compared(o, n, direction) AS found
    FROM pair
    LEFT JOIN indicator ON indicator.indicator_id = coalesce(n.indicator_id, o.indicator_id)
)
