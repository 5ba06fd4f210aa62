-- Targets of the first release of a plan against those of its last one, and of the last release of a
-- plan against those of the next plan. A draft comes first in its plan, whatever is known of its date.
CREATE VIEW target_revision AS
WITH placed AS (
    SELECT
        plan_id, document_id,
        row_number() OVER (
            PARTITION BY plan_id
            ORDER BY (maturity IS DISTINCT FROM 'draft'), known_from NULLS LAST, release_order
        ) AS position
    FROM release
    WHERE plan_id IS NOT NULL
      AND document_id IN (
          SELECT document_id FROM observation WHERE value_kind = 'target' AND missing_reason IS NULL
      )
),
ends AS (
    SELECT plan_id, min_by(document_id, position) AS first_document, max_by(document_id, position) AS last_document
    FROM placed GROUP BY plan_id
),
comparison AS (
    SELECT first_document AS old_document, last_document AS new_document, 'releases' AS compares
    FROM ends WHERE first_document <> last_document
    UNION ALL
    SELECT before.last_document, after.last_document, 'plans'
    FROM plan
    JOIN ends before ON before.plan_id = plan.predecessor
    JOIN ends after ON after.plan_id = plan.plan_id
)
FROM target_pairs((SELECT list(comparison) FROM comparison))
