-- How each indicator's actuals are revised from release to release: a mean that is not near 0 says that
-- the first figures err to one side.
CREATE VIEW revision_statistics AS
SELECT
    municipality_code, indicator_id, count(*) AS pairs,
    avg(delta) AS mean_revision, avg(abs(delta)) AS mean_absolute_revision,
    avg(delta_pct) AS mean_revision_pct, avg(abs(delta_pct)) AS mean_absolute_revision_pct,
    avg(CAST(delta > 0 AS INTEGER)) AS share_up, avg(CAST(delta < 0 AS INTEGER)) AS share_down,
    avg(CAST(delta = 0 AS INTEGER)) AS share_unchanged
FROM revision
WHERE value_kind = 'actual' AND delta IS NOT NULL
GROUP BY municipality_code, indicator_id
