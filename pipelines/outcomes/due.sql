-- Every target with its place and its time, and what the codelists say of its indicator and unit. Reads targets, region_changes,
-- indicators, target_units (unit, factor), words, deeds, and the variables as_of (newest date among the inputs) and due_months (method_constants).
--   place         the region's code of today
--   span, base    the time that it meets figures by, and what its rate is counted from (periods)
--   period_open   the period is not over
--   figures_due   so long after it that its figures should be out
--   price_basis   as the clause says it, else what is usual for the indicator; what is real anyhow stays so
--   counted       it is no target that the report printed before
--   words, deed   the name that it meets figures of the next report by, and what is done: any, where a verb says only that
--                 something is; none without a verb
--   factor        base units that one of the target's unit is
CREATE OR REPLACE TABLE due AS
SELECT target_id, report_id, year, coalesce(region_changes.region_code, targets.region_code) AS place,
    period, period_kind, first_year(period) AS first_year, last_year(period) AS last_year,
    span(period_kind, period) AS span, counted_from(base_period, period) AS base,
    first_day(period) AS period_start, final_day(period) AS period_end,
    getvariable('as_of') < period_end AS period_open,
    getvariable('as_of') >= period_end + to_months(getvariable('due_months')) AS figures_due,
    indicator, indicator_id, aspect, area,
    if(targets.price_basis = 'unstated' OR (targets.price_basis = 'like_for_like' AND indicators.price_basis = 'real'),
        coalesce(indicators.price_basis, 'unstated'), targets.price_basis) AS price_basis,
    action, measure, bound, value, value_high, unit, value_base, value_high_base, unit_base, comparator,
    repeats IS NULL AS counted, words, coalesce(words.deed, deeds.deed, action, 'none') AS deed, coalesce(factor, 1) AS factor
FROM targets
LEFT JOIN deeds USING (action)
LEFT JOIN region_changes ON old_region_code = targets.region_code
LEFT JOIN indicators USING (indicator_id)
LEFT JOIN target_units USING (unit)
JOIN words USING (indicator);
