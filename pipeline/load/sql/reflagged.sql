-- What two statements of one thing say otherwise beside the value: name, unit, kind, status, department,
-- note, flags.
CREATE MACRO reflagged(o, n) AS CASE
    WHEN struct_extract(o, 'observation_id') IS NULL OR struct_extract(n, 'observation_id') IS NULL THEN []
    ELSE list_sort(list_distinct([
        CASE WHEN plain_name(struct_extract(o, 'indicator')) <> plain_name(struct_extract(n, 'indicator'))
             THEN 'name' END,
        CASE WHEN struct_extract(o, 'unit') <> struct_extract(n, 'unit') THEN 'unit' END,
        CASE WHEN struct_extract(o, 'value_kind') <> struct_extract(n, 'value_kind') THEN 'kind' END,
        -- That a provisional figure becomes final is what is waited for.
        CASE WHEN struct_extract(o, 'status') <> struct_extract(n, 'status')
              AND NOT (struct_extract(o, 'status') IN ('provisional', 'preliminary', 'estimated')
                       AND struct_extract(n, 'status') = 'final') THEN 'status' END,
        CASE WHEN plain_name(struct_extract(o, 'department'))
                  IS DISTINCT FROM plain_name(struct_extract(n, 'department')) THEN 'department' END,
        CASE WHEN list_sort([plain_name(note) FOR note IN struct_extract(o, 'notes')])
               <> list_sort([plain_name(note) FOR note IN struct_extract(n, 'notes')]) THEN 'note' END,
        CASE WHEN list_sort(struct_extract(o, 'flags')) <> list_sort(struct_extract(n, 'flags'))
               OR struct_extract(o, 'is_cumulative') <> struct_extract(n, 'is_cumulative')
               OR struct_extract(o, 'is_component') <> struct_extract(n, 'is_component')
               OR struct_extract(o, 'is_repeated') <> struct_extract(n, 'is_repeated') THEN 'flags' END
    ]))
END
