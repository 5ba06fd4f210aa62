-- The series as it could be known at the end of a day. Documents without a date are left out.
CREATE MACRO as_known_at(day) AS TABLE
SELECT * EXCLUDE (stage, period_key)
FROM statement
WHERE known_from <= CAST(day AS DATE)
QUALIFY row_number() OVER (
    PARTITION BY municipality_code, indicator_id, value_kind, period_key
    ORDER BY (missing_reason IS NOT NULL), release_order DESC, stage DESC
) = 1
