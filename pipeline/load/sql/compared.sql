-- A pair of statements as a row of every diff: what changed, by how much, for better or worse, and the
-- notes of the newer one that the older one did not have.
CREATE MACRO compared(o, n, direction) AS struct_pack(
    indicator_id := coalesce(struct_extract(n, 'indicator_id'), struct_extract(o, 'indicator_id')),
    indicator := coalesce(struct_extract(n, 'indicator'), struct_extract(o, 'indicator')),
    municipality_code := coalesce(struct_extract(n, 'municipality_code'), struct_extract(o, 'municipality_code')),
    value_kind := coalesce(struct_extract(n, 'value_kind'), struct_extract(o, 'value_kind')),
    fiscal_year := coalesce(struct_extract(n, 'fiscal_year'), struct_extract(o, 'fiscal_year')),
    period_label := coalesce(struct_extract(n, 'period_label'), struct_extract(o, 'period_label')),
    unit := coalesce(struct_extract(n, 'unit'), struct_extract(o, 'unit')),
    old_value := struct_extract(o, 'value'),
    new_value := struct_extract(n, 'value'),
    delta := difference(o, n),
    delta_pct := round(100 * difference(o, n) / nullif(abs(struct_extract(o, 'value')), 0), 2),
    change := what_became(o, n),
    reflagged := reflagged(o, n),
    verdict := CASE
        WHEN direction = 'up' AND difference(o, n) > 0 OR direction = 'down' AND difference(o, n) < 0 THEN 'better'
        WHEN direction = 'up' AND difference(o, n) < 0 OR direction = 'down' AND difference(o, n) > 0 THEN 'worse'
    END,
    notes := CASE WHEN struct_extract(n, 'observation_id') IS NULL THEN []
        ELSE [note FOR note IN struct_extract(n, 'notes') IF NOT list_contains(
            [plain_name(known) FOR known IN coalesce(struct_extract(o, 'notes'), [])], plain_name(note)
        )] END,
    old_indicator := struct_extract(o, 'indicator'),
    new_indicator := struct_extract(n, 'indicator'),
    old_status := struct_extract(o, 'status'),
    new_status := struct_extract(n, 'status'),
    old_printed := struct_extract(o, 'printed'),
    new_printed := struct_extract(n, 'printed'),
    old_document := struct_extract(o, 'document_id'),
    new_document := struct_extract(n, 'document_id'),
    old_observation := struct_extract(o, 'observation_id'),
    new_observation := struct_extract(n, 'observation_id')
)
