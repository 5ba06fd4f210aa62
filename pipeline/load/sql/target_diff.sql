-- The targets of any two documents (document_id).
CREATE MACRO target_diff(old, new) AS TABLE
FROM target_pairs([struct_pack(old_document := old, new_document := new, compares := 'documents')])
