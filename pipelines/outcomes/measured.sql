-- By which polarity and which tolerances each target is measured. Reads due, polarities, verdict_rules. Gives due, and beside it
--   polarity     by which a number without a bound word binds; without a row in the table more is better
--   side         which side of the printed number is better: 1 above, -1 below, 0 neither
--   about, near  the tolerances, as the rule table has them, in tolerance_unit
--   scale        what a tolerance times 100 is multiplied by to be in base units: percentage points as they are, percent of the
--                printed number
CREATE OR REPLACE TABLE kinds AS
WITH
-- Targets of one kind have one polarity and one rule, and there are few kinds.
distinct_kinds AS (SELECT DISTINCT measure, indicator_id, unit_base, period_start FROM due),
-- Of the dated polarities the latest that began before the period.
polarity_of AS (
    SELECT indicator_id, period_start, arg_max(polarity, since) AS dated_polarity
    FROM distinct_kinds JOIN polarities USING (indicator_id)
    WHERE since <= period_start
    GROUP BY ALL
)
-- Of the rules that apply the one of the lowest number, then the latest.
SELECT distinct_kinds.*, dated_polarity, rule, tolerance_unit, about, near, near_about
FROM distinct_kinds
LEFT JOIN polarity_of USING (indicator_id, period_start)
LEFT JOIN verdict_rules
    ON verdict_rules.measure = distinct_kinds.measure
    AND (verdict_rules.indicator_id IS NULL OR verdict_rules.indicator_id = distinct_kinds.indicator_id)
    AND (verdict_rules.unit_base IS NULL OR verdict_rules.unit_base = distinct_kinds.unit_base)
    AND since <= period_start
QUALIFY row_number() OVER (PARTITION BY distinct_kinds ORDER BY priority, since DESC) = 1;

CREATE OR REPLACE VIEW measured AS
SELECT due.*, coalesce(dated_polarity, 'more') AS polarity,
    if(dated_polarity IS NULL, 'default', 'table') AS polarity_source,
    better_side(bound, polarity) AS side,
    rule, tolerance_unit,
    about::DECIMAL(8, 2) AS about,
    if(bound = 'about', near_about, near)::DECIMAL(8, 2) AS near,
    if(tolerance_unit = 'percent', abs(value_base), 100::DECIMAL(30, 6))::DECIMAL(30, 6) AS scale
FROM due JOIN kinds
    ON kinds.measure = due.measure AND kinds.period_start = due.period_start
    AND kinds.indicator_id IS NOT DISTINCT FROM due.indicator_id
    AND kinds.unit_base IS NOT DISTINCT FROM due.unit_base;
