-- What a rate or a difference measures: 達成率 is not 前年度比.
CREATE MACRO measure_of(value_kind, flags) AS
    CASE WHEN value_kind IN ('rate', 'difference') THEN list_sort(flags) ELSE [] END
