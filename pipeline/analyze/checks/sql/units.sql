-- One unit along a series: an indicator that changes its unit between releases can't be compared.
SELECT
    min(document_id) AS document_id, indicator_id, NULL::INTEGER AS fiscal_year, false AS holds,
    format('{}: {}', min(indicator), array_to_string(list_sort(list(DISTINCT unit || ' in ' || document_id)), ', ')) AS detail
FROM statement
WHERE unit IS NOT NULL AND value_kind IN ('baseline', 'actual', 'target', 'interim_target', 'forecast')
GROUP BY indicator_id
HAVING count(DISTINCT unit) > 1
