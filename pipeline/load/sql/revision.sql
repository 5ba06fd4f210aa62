-- Each release of a figure beside the release before it.
CREATE VIEW revision AS
WITH stated AS (
    SELECT
        s.municipality_code, s.indicator_id, s AS n, lag(s) OVER history AS o,
        row_number() OVER history AS release_no
    FROM statement s
    WINDOW history AS (
        PARTITION BY s.municipality_code, s.indicator_id, s.value_kind, s.period_key
        ORDER BY s.release_order, s.stage
    )
)
SELECT
    stated.indicator_id, stated.municipality_code, n.value_kind AS value_kind, n.fiscal_year AS fiscal_year,
    n.period_label AS period_label, release_no, n.unit AS unit,
    o.value AS old_value, n.value AS new_value, difference(o, n) AS delta,
    round(100 * difference(o, n) / nullif(abs(o.value), 0), 2) AS delta_pct,
    what_became(o, n) AS change, o.status AS old_status, n.status AS new_status,
    n.known_from - o.known_from AS days,
    o.document_id AS old_document, n.document_id AS new_document
FROM stated
WHERE o IS NOT NULL
