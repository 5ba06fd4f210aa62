-- What became of the indicators of one document (document_id) in another: renamed, split, merged,
-- redefined, dropped, new, and restated where a final figure of the past was changed.
CREATE MACRO indicator_diff(old, new) AS TABLE
WITH restated AS (
    SELECT indicator_id, any_value(old_indicator) AS old_name, any_value(new_indicator) AS new_name,
           string_agg(concat(period_label, ' ', old_printed, ' → ', new_printed), '; ' ORDER BY fiscal_year) AS reason
    FROM release_diff(old, new)
    WHERE change = 'revised' AND old_status = 'final' AND new_status = 'final'
    GROUP BY indicator_id
)
FROM indicator_fate(old, new)
UNION ALL
SELECT 'restated', indicator_id, indicator_id, old_name, new_name, reason FROM restated
