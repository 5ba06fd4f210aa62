-- One row per thing that a release states: an indicator, a kind, a period (and, for rates and
-- differences, what they measure: 達成率 is not 前年度比). A release that prints the same thing twice
-- states it once: where it has a value, and first on its pages. 見込 and 確定 in one release are two.
CREATE VIEW statement AS
SELECT
    o.*,
    r.municipality_code, r.release_order, r.known_from, r.maturity,
    measure_of(o.value_kind, o.flags) AS measure, stage_of(o.status) AS stage
FROM observation o
JOIN release r USING (document_id)
WHERE o.indicator_id IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY r.municipality_code, o.document_id, o.indicator_id, o.value_kind,
                 o.period_type, o.period_start, o.period_end, measure, stage
    ORDER BY (o.missing_reason IS NOT NULL), o.page, o.table_no, o.row_no, o.col_no, o.part_no,
             o.observation_id
) = 1
