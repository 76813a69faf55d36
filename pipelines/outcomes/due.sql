-- Every target with its place and its time, and what the codelists say of its indicator and unit. Reads targets, region_changes,
-- indicators, target_units (unit, factor), and the variables as_of (newest date among the inputs) and due_months (method_constants).
--   place         the region's code of today
--   factor        base units that one of the target's unit is
--   period_open   the period is not over
--   figures_due   so long after it that its figures should be out
CREATE OR REPLACE TABLE due AS
SELECT target_id, report_id, year, coalesce(region_changes.region_code, targets.region_code) AS place,
    period, left(period, 4)::INTEGER AS first_year, left(split_part(period, '/', -1), 4)::INTEGER AS last_year,
    make_date(first_year, 1, 1) AS period_start, make_date(last_year, 12, 31) AS period_end,
    getvariable('as_of') < period_end AS period_open,
    getvariable('as_of') >= period_end + to_months(getvariable('due_months')) AS figures_due,
    indicator, indicator_id, coalesce(name_en, indicator) AS name_en, coalesce(counts, 'level') AS counts,
    coalesce(price_basis, 'unstated') AS price_basis,
    action, measure, bound, value, value_high, unit, value_base, value_high_base, unit_base, comparator,
    coalesce(factor, 1) AS factor
FROM targets
LEFT JOIN region_changes ON old_region_code = targets.region_code
LEFT JOIN indicators USING (indicator_id)
LEFT JOIN target_units USING (unit);
