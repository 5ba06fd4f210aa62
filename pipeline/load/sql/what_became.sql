-- What became of an older statement `o` in a newer one `n`: rows of `statement`, or structs with their
-- columns; a side that is not there is NULL, or all its columns are.
CREATE MACRO what_became(o, n) AS CASE
    WHEN struct_extract(o, 'observation_id') IS NULL THEN 'added'
    WHEN struct_extract(n, 'observation_id') IS NULL THEN 'removed'
    WHEN struct_extract(o, 'missing_reason') IS NOT NULL AND struct_extract(n, 'missing_reason') IS NOT NULL
    THEN 'still_missing'
    WHEN struct_extract(o, 'missing_reason') IS NOT NULL THEN 'filled'
    WHEN struct_extract(n, 'missing_reason') IS NOT NULL THEN 'withdrawn'
    WHEN struct_extract(o, 'value') IS NOT DISTINCT FROM struct_extract(n, 'value')
     AND struct_extract(o, 'value_low') IS NOT DISTINCT FROM struct_extract(n, 'value_low')
     AND struct_extract(o, 'value_high') IS NOT DISTINCT FROM struct_extract(n, 'value_high')
     AND struct_extract(o, 'grade') IS NOT DISTINCT FROM struct_extract(n, 'grade')
     AND coalesce(struct_extract(o, 'unit'), struct_extract(n, 'unit'), '')
       = coalesce(struct_extract(n, 'unit'), struct_extract(o, 'unit'), '')
    THEN 'confirmed'
    ELSE 'revised'
END
