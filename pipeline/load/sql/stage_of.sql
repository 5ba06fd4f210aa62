-- 0 for provisional and preliminary figures, 1 for all others.
CREATE MACRO stage_of(status) AS CASE WHEN status IN ('provisional', 'preliminary') THEN 0 ELSE 1 END
