-- One row per document, in the order in which they became known. Where only a month or a year of
-- publication is known, it is known for certain from the last day of it; a document without a date
-- comes before all that have one, since nothing says that it is later.
CREATE VIEW release AS
SELECT
    row_number() OVER (
        ORDER BY known_from NULLS FIRST,
                 list_position(['draft', 'provisional', 'final'], maturity) NULLS LAST,
                 document_id
    ) AS release_order,
    *
FROM (
    SELECT
        document_id, title, municipality_code, municipality, plan_id, release_label, maturity,
        CASE published_precision
            WHEN 'year' THEN make_date(year(published_on), 12, 31)
            WHEN 'month' THEN last_day(published_on)
            ELSE published_on
        END AS known_from,
        published_on, published_precision
    FROM document
)
