-- 累計: a cumulative series never falls, unless a note says that the counting changed.
-- A series is one name of one document, first what was counted, then what is aimed at.
WITH cumulative AS (
    SELECT
        o.*,
        CASE WHEN o.value_kind IN ('baseline', 'actual') THEN 'results' ELSE 'targets' END AS side,
        array_to_string(o.notes, ' ') AS said
    FROM observation o
    LEFT JOIN indicator i USING (indicator_id)
    WHERE o.value IS NOT NULL AND o.period_end IS NOT NULL AND o.value_kind NOT IN ('rate', 'difference')
      AND (o.is_cumulative OR coalesce(i.is_cumulative, false) OR array_to_string(o.notes, ' ') LIKE '%累計%')
),
step AS (
    SELECT
        *,
        lag(value) OVER series AS before,
        lag(period_label) OVER series AS before_label
    FROM cumulative
    WINDOW series AS (
        PARTITION BY document_id, goal, section, indicator, side ORDER BY period_end, page, table_no, col_no, row_no, part_no
    )
),
judged AS (
    SELECT *, value < before AND NOT regexp_matches(said, '累計|新規|定義|集計方法|数え方|変更') AS broken,
           value < before AS falls
    FROM step
)
SELECT
    document_id, min(indicator_id) AS indicator_id, NULL::INTEGER AS fiscal_year, true AS holds,
    format('{} ({}): {} figures, none below the one before, in {}', indicator, side, count(*),
           arg_min(spot(document_id, page, table_no, row_no, col_no), (page, table_no, row_no, col_no, part_no))) AS detail
FROM judged
GROUP BY document_id, goal, section, indicator, side
HAVING count(*) > 1 AND NOT bool_or(coalesce(falls, false))
UNION ALL
SELECT
    document_id, indicator_id, fiscal_year, NOT broken,
    format('{} falls from {} ({}) to {} ({}){} in {}', indicator, shown(before), before_label, shown(value),
           period_label, CASE WHEN broken THEN '' ELSE ', and a note says why: ' || said END,
           spot(document_id, page, table_no, row_no, col_no))
FROM judged WHERE falls
