-- By which polarity and which tolerances each target is measured. Reads due, polarities, deed_polarities,
-- head_polarities, verdict_rules, plausibility. Gives due, and beside it
--   polarity     by which a number without a bound word binds: that of its indicator; of what has no code that of what is done, else of
--                the word its name ends with; neutral without a row in the tables
--   side         which side of the printed number is better: 1 above, -1 below, 0 neither, null where it is not known
--   about, near  the tolerances, as the rule table has them, in tolerance_unit
--   scale        what a tolerance times 100 is multiplied by to be in base units: percentage points as they are, percent of the
--                printed number
--   far_by, least, most, far_reason  what keeps a verdict from being told before a second reading (is_far), and its reason
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
),
far_from AS (
    SELECT distinct_kinds.*, plausibility.compares AS far_by, least, most, status_reason AS far_reason
    FROM distinct_kinds
    JOIN plausibility
        ON plausibility.measure = distinct_kinds.measure
        AND (plausibility.indicator_id IS NULL OR plausibility.indicator_id = distinct_kinds.indicator_id)
        AND (plausibility.unit_base IS NULL OR plausibility.unit_base = distinct_kinds.unit_base)
        AND since <= period_start
    QUALIFY row_number() OVER (PARTITION BY distinct_kinds ORDER BY priority, since DESC) = 1
)
-- Of the rules that apply the one of the lowest number, then the latest.
SELECT distinct_kinds.*, dated_polarity, rule, tolerance_unit, about, near, near_about, far_by, least, most, far_reason
FROM distinct_kinds
LEFT JOIN polarity_of USING (indicator_id, period_start)
LEFT JOIN far_from
    ON far_from.measure = distinct_kinds.measure AND far_from.period_start = distinct_kinds.period_start
    AND far_from.indicator_id IS NOT DISTINCT FROM distinct_kinds.indicator_id
    AND far_from.unit_base IS NOT DISTINCT FROM distinct_kinds.unit_base
LEFT JOIN verdict_rules
    ON verdict_rules.measure = distinct_kinds.measure
    AND (verdict_rules.indicator_id IS NULL OR verdict_rules.indicator_id = distinct_kinds.indicator_id)
    AND (verdict_rules.unit_base IS NULL OR verdict_rules.unit_base = distinct_kinds.unit_base)
    AND verdict_rules.since <= distinct_kinds.period_start
QUALIFY row_number() OVER (PARTITION BY distinct_kinds ORDER BY verdict_rules.priority, verdict_rules.since DESC) = 1;

-- Of what is done so often, whatever it is: the latest that began before the period.
CREATE OR REPLACE TABLE deed_kinds AS
SELECT aspect, period_start, arg_max(polarity, since) AS deed_polarity
FROM (SELECT DISTINCT aspect, period_start FROM due) JOIN deed_polarities USING (aspect)
WHERE since <= period_start
GROUP BY ALL;

-- Of names the longest ending says it, of its rows the latest that began before the period. The last sign is compared by itself, since that is a
-- join by hash.
CREATE OR REPLACE TABLE heads AS
SELECT indicator, period_start, arg_max(polarity, (length(ending), since)) AS head_polarity, arg_max(ratio, (length(ending), since)) AS of_ratios
FROM (SELECT DISTINCT indicator, period_start FROM due WHERE indicator_id IS NULL)
JOIN head_polarities ON right(indicator, 1) = right(ending, 1) AND right(indicator, length(ending)) = ending
WHERE since <= period_start
GROUP BY ALL;

CREATE OR REPLACE VIEW measured AS
SELECT due.*,
    if(due.measure = 'amount' AND due.indicator_id IS NULL AND deed <> 'none', deed_polarity, NULL) AS done_polarity,
    -- A share of an amount is not the amount, and why there should be more of what is to be rare a name does not say.
    if((of_ratios OR due.measure <> 'ratio') AND NOT (head_polarity = 'less' AND due.measure IN ('growth', 'change') AND value_base > 0), head_polarity, NULL)
        AS named_polarity,
    coalesce(dated_polarity, done_polarity, named_polarity, 'neutral') AS polarity,
    if(coalesce(dated_polarity, done_polarity, named_polarity) IS NULL, 'default', 'table') AS polarity_source,
    better_side(bound, polarity, due.measure IN ('growth', 'change') AND value_base < 0) AS side,
    rule, tolerance_unit,
    about::DECIMAL(8, 2) AS about,
    if(bound = 'about', near_about, near)::DECIMAL(8, 2) AS near,
    if(tolerance_unit = 'percent', abs(value_base), 100::DECIMAL(30, 6))::DECIMAL(30, 6) AS scale,
    far_by, least, most, far_reason
FROM due JOIN kinds
    ON kinds.measure = due.measure AND kinds.period_start = due.period_start
    AND kinds.indicator_id IS NOT DISTINCT FROM due.indicator_id
    AND kinds.unit_base IS NOT DISTINCT FROM due.unit_base
LEFT JOIN deed_kinds ON deed_kinds.aspect = due.aspect AND deed_kinds.period_start = due.period_start
LEFT JOIN heads ON due.indicator_id IS NULL AND heads.indicator = due.indicator AND heads.period_start = due.period_start;
