-- Every statement with its place in the history of its indicator, kind and period: release_no counts
-- from 1, known_to is when the next release takes its place.
CREATE VIEW vintage AS
SELECT
    * EXCLUDE (stage, period_key),
    row_number() OVER history AS release_no,
    lead(known_from) OVER history AS known_to,
    row_number() OVER (
        PARTITION BY municipality_code, indicator_id, value_kind, period_key
        ORDER BY release_order DESC, stage DESC
    ) = 1 AS is_latest,
    known_from - first_value(known_from) OVER history AS days_since_first
FROM statement
WINDOW history AS (
    PARTITION BY municipality_code, indicator_id, value_kind, period_key
    ORDER BY release_order, stage
)
