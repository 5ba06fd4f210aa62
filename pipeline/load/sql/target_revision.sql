-- Targets of the first release of a plan against those of its last one, and of the last release of a
-- plan against those of the next plan. Targets for the same period are compared; where an indicator
-- has none for the same period in both, the targets for its last period are.
CREATE VIEW target_revision AS
WITH target AS (
    SELECT
        *, coalesce(value, value_low, value_high) AS level,
        row_number() OVER (
            PARTITION BY document_id, indicator_id ORDER BY period_end DESC NULLS LAST, period_start DESC
        ) AS from_last
    FROM statement
    WHERE value_kind = 'target' AND missing_reason IS NULL
),
-- A draft comes first in its plan, whatever is known of its date.
ranked AS (
    SELECT plan_id, document_id,
           row_number() OVER (PARTITION BY plan_id ORDER BY position DESC) AS from_end,
           row_number() OVER (PARTITION BY plan_id ORDER BY position) AS from_start
    FROM (
        SELECT plan_id, document_id,
               row_number() OVER (
                   PARTITION BY plan_id
                   ORDER BY (maturity IS DISTINCT FROM 'draft'), known_from NULLS LAST, release_order
               ) AS position
        FROM release
        WHERE plan_id IS NOT NULL AND document_id IN (SELECT document_id FROM target)
    )
),
comparison AS (
    SELECT a.document_id AS old_document, b.document_id AS new_document, 'releases' AS compares
    FROM ranked a JOIN ranked b USING (plan_id)
    WHERE a.from_start = 1 AND b.from_end = 1 AND a.document_id <> b.document_id
    UNION ALL
    SELECT a.document_id, b.document_id, 'plans'
    FROM plan next
    JOIN ranked a ON a.plan_id = next.predecessor AND a.from_end = 1
    JOIN ranked b ON b.plan_id = next.plan_id AND b.from_end = 1
),
old_side AS (SELECT c.old_document, c.new_document, c.compares, t FROM comparison c JOIN target t ON t.document_id = c.old_document),
new_side AS (SELECT c.old_document, c.new_document, c.compares, t FROM comparison c JOIN target t ON t.document_id = c.new_document),
same_period AS (
    SELECT a.compares, a.old_document, a.new_document, a.t AS o, b.t AS n
    FROM old_side a
    JOIN new_side b
      ON b.old_document = a.old_document AND b.new_document = a.new_document
     AND b.t.indicator_id = a.t.indicator_id
     AND b.t.period_start IS NOT DISTINCT FROM a.t.period_start
     AND b.t.period_end IS NOT DISTINCT FROM a.t.period_end
     AND (b.t.unit = a.t.unit OR b.t.unit IS NULL OR a.t.unit IS NULL)
),
last_period AS (
    SELECT a.compares, a.old_document, a.new_document, a.t AS o, b.t AS n
    FROM old_side a
    JOIN new_side b
      ON b.old_document = a.old_document AND b.new_document = a.new_document
     AND b.t.indicator_id = a.t.indicator_id
     AND (b.t.unit = a.t.unit OR b.t.unit IS NULL OR a.t.unit IS NULL)
    WHERE a.t.from_last = 1 AND b.t.from_last = 1
      AND NOT EXISTS (
          FROM same_period s
          WHERE s.old_document = a.old_document AND s.new_document = a.new_document
            AND s.o.indicator_id = a.t.indicator_id
      )
),
matched AS (FROM same_period UNION ALL FROM last_period),
every AS (
    FROM matched
    UNION ALL
    SELECT compares, old_document, new_document, t, NULL FROM old_side s
    WHERE NOT EXISTS (
        FROM matched m
        WHERE m.old_document = s.old_document AND m.new_document = s.new_document
          AND m.o.observation_id = s.t.observation_id
    )
    UNION ALL
    SELECT compares, old_document, new_document, NULL, t FROM new_side s
    WHERE NOT EXISTS (
        FROM matched m
        WHERE m.old_document = s.old_document AND m.new_document = s.new_document
          AND m.n.observation_id = s.t.observation_id
    )
)
SELECT
    coalesce(n.indicator_id, o.indicator_id) AS indicator_id,
    coalesce(n.indicator, o.indicator) AS indicator,
    coalesce(n.municipality_code, o.municipality_code) AS municipality_code,
    coalesce(n.goal, o.goal) AS goal, coalesce(n.section, o.section) AS section,
    coalesce(n.unit, o.unit) AS unit,
    old_document, new_document,
    o.period_label AS old_period, o.level AS old_target,
    n.period_label AS new_period, n.level AS new_target,
    TRY(n.level - o.level) AS delta,
    CASE
        WHEN o.observation_id IS NULL THEN 'added'
        WHEN n.observation_id IS NULL THEN 'removed'
        WHEN n.level > o.level THEN 'raised'
        WHEN n.level < o.level THEN 'lowered'
        ELSE 'same'
    END AS change,
    compares,
    o.fiscal_year AS old_fiscal_year, n.fiscal_year AS new_fiscal_year,
    o.indicator AS old_indicator, n.indicator AS new_indicator,
    o.observation_id AS old_observation, n.observation_id AS new_observation
FROM every
