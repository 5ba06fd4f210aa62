-- What a release (document_id) says otherwise than what was known before it: each of its statements
-- beside the last one before, and what the release before it of the same plan said and it does not.
CREATE MACRO release_news(new) AS TABLE
WITH this AS (FROM release WHERE document_id = new),
previous AS (
    SELECT max_by(document_id, release_order) AS document_id
    FROM release
    WHERE plan_id = (SELECT plan_id FROM this) AND release_order < (SELECT release_order FROM this)
),
-- From the observations of this municipality's documents, not from all statements of the country.
before AS (
    SELECT observation.*, r.municipality_code, r.release_order
    FROM observation
    JOIN release r USING (document_id)
    WHERE r.municipality_code IS NOT DISTINCT FROM (SELECT municipality_code FROM this)
      AND r.release_order < (SELECT release_order FROM this)
      AND indicator_id IS NOT NULL
),
earlier AS (
    SELECT
        indicator_id, value_kind, measure_of(value_kind, flags) AS measure, period_type, period_start, period_end,
        max_by(before, struct_pack(
            known := missing_reason IS NULL, release_order, stage := stage_of(status),
            page := -page, row_no := -row_no, col_no := -col_no
        )) AS s,
        bool_or(document_id = (SELECT document_id FROM previous)) AS is_expected
    FROM before
    GROUP BY ALL
),
mine AS (
    SELECT s, indicator_id, value_kind, measure, period_type, period_start, period_end
    FROM statement s WHERE document_id = new
    QUALIFY row_number() OVER (
        PARTITION BY indicator_id, value_kind, measure, period_type, period_start, period_end
        ORDER BY stage DESC
    ) = 1
),
pair AS (
    SELECT earlier.s AS o, mine.s AS n
    FROM earlier
    FULL JOIN mine
      ON mine.indicator_id = earlier.indicator_id AND mine.value_kind = earlier.value_kind
     AND mine.measure = earlier.measure
     AND mine.period_type IS NOT DISTINCT FROM earlier.period_type
     AND mine.period_start IS NOT DISTINCT FROM earlier.period_start
     AND mine.period_end IS NOT DISTINCT FROM earlier.period_end
    WHERE mine.s IS NOT NULL OR earlier.is_expected
)
-- The pair is compared in a query of its own: unnest would write the whole comparison out for each column.
SELECT unnest(found) FROM (
    SELECT compared(o, n, direction) AS found
    FROM pair
    LEFT JOIN indicator ON indicator.indicator_id = coalesce(n.indicator_id, o.indicator_id)
)
