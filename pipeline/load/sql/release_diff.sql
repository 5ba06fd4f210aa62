-- What a release (document_id) says otherwise than another one, statement by statement. Where one has
-- another kind for the same figure (a baseline that quotes an actual), the kind is what changed.
CREATE MACRO release_diff(old, new) AS TABLE
WITH stated AS (
    FROM statement WHERE document_id IN (old, new)
    QUALIFY row_number() OVER (
        PARTITION BY document_id, indicator_id, value_kind, measure, period_type, period_start, period_end
        ORDER BY stage DESC
    ) = 1
),
pair AS (
    SELECT o, n
    FROM (FROM stated WHERE document_id = old) o
    FULL JOIN (FROM stated WHERE document_id = new) n
      ON n.indicator_id = o.indicator_id AND n.value_kind = o.value_kind AND n.measure = o.measure
     AND n.period_type IS NOT DISTINCT FROM o.period_type
     AND n.period_start IS NOT DISTINCT FROM o.period_start
     AND n.period_end IS NOT DISTINCT FROM o.period_end
),
sided AS (
    SELECT
        o, n,
        CASE WHEN n.observation_id IS NULL THEN 'old' WHEN o.observation_id IS NULL THEN 'new' ELSE 'both' END AS side
    FROM pair
),
loose AS (
    SELECT
        *,
        CASE WHEN side <> 'both' AND coalesce(n.value, o.value) IS NOT NULL THEN row_number() OVER (
            PARTITION BY side, coalesce(n.indicator_id, o.indicator_id), coalesce(n.period_start, o.period_start),
                         coalesce(n.period_end, o.period_end), coalesce(n.value, o.value)
            ORDER BY coalesce(n.value_kind, o.value_kind), coalesce(n.observation_id, o.observation_id)
        ) END AS ordinal
    FROM sided
),
joined AS (
    SELECT
        any_value(o) FILTER (o.observation_id IS NOT NULL) AS o,
        any_value(n) FILTER (n.observation_id IS NOT NULL) AS n
    FROM loose
    GROUP BY
        coalesce(n.indicator_id, o.indicator_id), ordinal,
        CASE WHEN ordinal IS NULL THEN coalesce(n.observation_id, o.observation_id) END,
        CASE WHEN ordinal IS NOT NULL THEN (
            coalesce(n.period_start, o.period_start), coalesce(n.period_end, o.period_end),
            coalesce(n.value, o.value)
        ) END
)
-- The pair is compared in a query of its own: unnest would write the whole comparison out for each column.
SELECT unnest(found) FROM (
    SELECT compared(o, n, direction) AS found
    FROM joined
    LEFT JOIN indicator ON indicator.indicator_id = coalesce(n.indicator_id, o.indicator_id)
)
