-- The latest known value of each indicator, kind and period: that of the last release that has one.
-- withdrawn_in names a later release that prints none in its place.
CREATE VIEW series AS
SELECT
    * EXCLUDE (stage, period_key),
    CASE
        WHEN missing_reason IS NULL AND last_value(missing_reason) OVER whole IS NOT NULL
        THEN last_value(document_id) OVER whole
    END AS withdrawn_in
FROM statement
WINDOW whole AS (
    PARTITION BY municipality_code, indicator_id, value_kind, period_key
    ORDER BY release_order, stage
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
)
QUALIFY row_number() OVER (
    PARTITION BY municipality_code, indicator_id, value_kind, period_key
    ORDER BY (missing_reason IS NOT NULL), release_order DESC, stage DESC
) = 1
