-- What became of the indicators of one document (document_id) in another: renamed, split, merged,
-- redefined, dropped, new.
CREATE MACRO indicator_fate(old, new) AS TABLE
WITH named AS (
    SELECT document_id, indicator_id, min_by(indicator, (page, table_no, row_no, col_no)) AS name
    FROM observation
    WHERE document_id IN (old, new) AND indicator_id IS NOT NULL
    GROUP BY document_id, indicator_id
),
side_by_side AS (
    SELECT coalesce(o.indicator_id, n.indicator_id) AS indicator_id, o.name AS old_name, n.name AS new_name
    FROM (FROM named WHERE document_id = old) o
    FULL JOIN (FROM named WHERE document_id = new) n USING (indicator_id)
),
related AS (
    SELECT relation AS change, old_side.indicator_id AS old_id, new_side.indicator_id AS new_id,
           old_side.old_name, new_side.new_name, reason
    FROM indicator_relation r
    JOIN side_by_side old_side ON old_side.indicator_id IN (r.indicator_id, r.other_id) AND old_side.old_name IS NOT NULL
    JOIN side_by_side new_side ON new_side.indicator_id IN (r.indicator_id, r.other_id) AND new_side.new_name IS NOT NULL
    WHERE r.relation IN ('renamed', 'split', 'merged', 'redefined') AND r.state = 'applied'
      AND old_side.indicator_id <> new_side.indicator_id
      AND (old_side.new_name IS NULL OR new_side.old_name IS NULL)
),
-- What waits for a decision: a name that is gone and a new one that are likely one thing.
likely AS (
    SELECT gone.indicator_id AS old_id, came.indicator_id AS new_id, gone.old_name, came.new_name
    FROM indicator_relation r
    JOIN side_by_side gone ON gone.indicator_id IN (r.indicator_id, r.other_id) AND gone.new_name IS NULL
    JOIN side_by_side came ON came.indicator_id IN (r.indicator_id, r.other_id) AND came.old_name IS NULL
    WHERE r.state = 'proposed'
),
hint AS (
    SELECT old_id AS indicator_id, 'perhaps renamed: ' || string_agg(new_name, ', ' ORDER BY new_name) AS reason
    FROM likely GROUP BY old_id
    UNION ALL
    SELECT new_id, 'perhaps renamed: ' || string_agg(old_name, ', ' ORDER BY old_name)
    FROM likely GROUP BY new_id
)
SELECT change, old_id AS old_indicator_id, new_id AS new_indicator_id, old_name, new_name, reason FROM related
UNION ALL
SELECT 'renamed', indicator_id, indicator_id, old_name, new_name, NULL
FROM side_by_side WHERE plain_name(old_name) <> plain_name(new_name)
UNION ALL
SELECT 'dropped', indicator_id, NULL, old_name, NULL, hint.reason
FROM side_by_side LEFT JOIN hint USING (indicator_id)
WHERE new_name IS NULL AND indicator_id NOT IN (SELECT old_id FROM related)
UNION ALL
SELECT 'new', NULL, indicator_id, NULL, new_name, hint.reason
FROM side_by_side LEFT JOIN hint USING (indicator_id)
WHERE old_name IS NULL AND indicator_id NOT IN (SELECT new_id FROM related)
