-- One row per thing that a release states: an indicator, a kind, a period (and, for rates and
-- differences, what they measure: 達成率 is not 前年度比). A release that prints the same thing twice
-- states it once: where it has a value, and first on its pages (the others are in repetition). 見込 and
-- 確定 in one release are two. `period_key` is the period and the measure in one number, which windows over
-- all statements of a country have room for (a hash of 64 bits, as an id is).
CREATE VIEW statement AS
SELECT
    o.*,
    r.municipality_code, r.release_order, r.known_from, r.maturity,
    measure_of(o.value_kind, o.flags) AS measure, stage_of(o.status) AS stage,
    hash(o.period_type, o.period_start, o.period_end, measure_of(o.value_kind, o.flags)) AS period_key
FROM observation o
JOIN release r USING (document_id)
WHERE o.indicator_id IS NOT NULL AND o.observation_id NOT IN (SELECT observation_id FROM repetition)
