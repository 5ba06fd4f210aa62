-- The new value less the old one; nothing where the units differ or the difference does not fit.
CREATE MACRO difference(o, n) AS TRY(CASE
    WHEN coalesce(struct_extract(o, 'unit'), struct_extract(n, 'unit'), '')
       = coalesce(struct_extract(n, 'unit'), struct_extract(o, 'unit'), '')
    THEN struct_extract(n, 'value') - struct_extract(o, 'value')
END)
