-- 達成率 as printed against the actual in per cent of the target.
SELECT
    target_document AS document_id, indicator_id, fiscal_year, printed_rate_agrees AS holds,
    format('{} {}: {} of {} is {} %, printed {}', indicator, dated(period_label, fiscal_year), shown(actual),
           shown(target), shown(round(rate, 1)), shown(printed_rate)) AS detail
FROM achievement WHERE printed_rate_agrees IS NOT NULL
