-- One judgement a target, with what its sentence needs (from indicator on). Reads targets, figures, matches, said, paces, indicators,
-- polarities, verdict_rules, target_units (unit, factor), and the variables as_of (newest date among the inputs) and due_months
-- (method_constants).
CREATE OR REPLACE MACRO half(tolerance) AS (tolerance * 0.5)::DECIMAL(8, 2);
CREATE OR REPLACE MACRO twice(tolerance) AS (tolerance * 2)::DECIMAL(8, 2);

CREATE OR REPLACE TABLE outcomes AS
WITH promises AS (
    SELECT target_id, report_id, year, indicator, indicator_id, action, measure, bound, value, value_high, value_base, value_high_base,
        unit, unit_base, comparator, coalesce(indicators.name_en, indicator) AS name_en, coalesce(price_basis, 'unstated') AS price_basis,
        coalesce(target_units.factor, 1) AS factor,
        make_date(left(period, 4)::INTEGER, 1, 1) AS period_start,
        make_date(left(split_part(period, '/', -1), 4)::INTEGER, 12, 31) AS period_end
    FROM targets LEFT JOIN indicators USING (indicator_id) LEFT JOIN target_units USING (unit)
),
-- Promises of one kind have one polarity and one rule, and there are few kinds.
kinds AS (SELECT DISTINCT measure, indicator_id, unit_base, period_start FROM promises),
-- Of the dated polarities the latest that began before the period; without one more is better.
polarity_of AS (
    SELECT indicator_id, period_start, arg_max(polarity, since) AS polarity
    FROM kinds JOIN polarities USING (indicator_id)
    WHERE since <= period_start
    GROUP BY ALL
),
-- Of the rules that apply the one of the lowest number, then the latest.
rule_of AS (
    SELECT kinds.*, rule, tolerance_unit, about, near, near_about
    FROM kinds
    JOIN verdict_rules
        ON verdict_rules.measure = kinds.measure
        AND (verdict_rules.indicator_id IS NULL OR verdict_rules.indicator_id = kinds.indicator_id)
        AND (verdict_rules.unit_base IS NULL OR verdict_rules.unit_base = kinds.unit_base)
        AND since <= period_start
    QUALIFY row_number() OVER (PARTITION BY kinds ORDER BY priority, since DESC) = 1
),
-- Tolerances times 100 in base units: percentage points as they are, percent of the printed number.
measured AS (
    SELECT promises.*, coalesce(polarity_of.polarity, 'more') AS polarity,
        if(polarity_of.polarity IS NULL, 'default', 'table') AS polarity_source,
        rule_of.rule, rule_of.tolerance_unit, rule_of.about::DECIMAL(8, 2) AS about,
        if(bound = 'about', rule_of.near_about, rule_of.near)::DECIMAL(8, 2) AS near,
        if(tolerance_unit = 'percent', abs(value_base), 100::DECIMAL(30, 6))::DECIMAL(30, 6) AS scale
    FROM promises LEFT JOIN polarity_of USING (indicator_id, period_start)
    LEFT JOIN rule_of
        ON rule_of.measure = promises.measure AND rule_of.period_start = promises.period_start
        AND rule_of.indicator_id IS NOT DISTINCT FROM promises.indicator_id
        AND rule_of.unit_base IS NOT DISTINCT FROM promises.unit_base
),
-- How far each candidate is from the promise.
distances AS (
    SELECT measured.target_id, bound, statistic_id, rank, comparability, comparability_reason, actual_base, actual_bound, published,
        better_side(bound, polarity) AS side, about, near, scale,
        distance(value_base, value_high_base, actual_base) AS distance_base,
        shortfall(better_side(bound, polarity), value_base, value_high_base, actual_base) AS short_base
    FROM measured JOIN matches USING (target_id)
),
-- Every candidate gets its verdict, so that others than the best can be asked too.
judged AS (
    SELECT *, verdict_on(bound, side, short_base, actual_bound, about * scale, near * scale) AS verdict FROM distances
),
-- other_verdicts: without, with half and with twice the tolerances.
best AS (
    SELECT * EXCLUDE (bound, about, near, scale),
        [
            verdict_on(bound, side, short_base, actual_bound, 0, 0),
            verdict_on(bound, side, short_base, actual_bound, half(about) * scale, half(near) * scale),
            verdict_on(bound, side, short_base, actual_bound, twice(about) * scale, twice(near) * scale)
        ] AS other_verdicts
    FROM judged
    WHERE rank = 1
),
latest AS (
    SELECT target_id, verdict AS latest_verdict
    FROM judged
    WHERE comparability = 'comparable'
    QUALIFY row_number() OVER (PARTITION BY target_id ORDER BY published DESC NULLS LAST, rank) = 1
),
conflicts AS (
    SELECT judged.target_id, bool_or(judged.verdict <> best.verdict) AS price_basis_conflict
    FROM judged JOIN best USING (target_id)
    WHERE judged.comparability_reason = 'price_basis' AND best.comparability = 'comparable'
    GROUP BY judged.target_id
),
decided AS (
    SELECT measured.*, best.* EXCLUDE (target_id), latest_verdict, claim, claim_quote, pace, coalesce(price_basis_conflict, FALSE) AS price_basis_conflict,
        figures.indicator AS actual_name, figures.value AS actual_printed, figures.unit AS actual_unit, figures.derived,
        CASE
            WHEN getvariable('as_of') < period_end
                OR (statistic_id IS NULL AND getvariable('as_of') < period_end + to_months(getvariable('due_months'))) THEN 'pending'
            WHEN statistic_id IS NULL THEN 'no_data'
            WHEN comparability = 'not_comparable' THEN 'not_comparable'
            ELSE verdict
        END AS status
    FROM measured LEFT JOIN best USING (target_id) LEFT JOIN figures USING (statistic_id)
        LEFT JOIN latest USING (target_id) LEFT JOIN conflicts USING (target_id)
        LEFT JOIN said USING (target_id) LEFT JOIN paces USING (target_id)
)
SELECT
    target_id, report_id, year, statistic_id,
    (actual_base / factor)::DECIMAL(24, 6) AS actual,
    actual_bound,
    if(comparability = 'comparable', (distance_base / factor)::DECIMAL(24, 6), NULL) AS gap,
    if(comparability = 'comparable' AND side <> 0, (side * distance_base / factor)::DECIMAL(24, 6), NULL) AS margin,
    if(comparability = 'comparable' AND measure = 'amount' AND value_base <> 0, (actual_base / value_base)::DECIMAL(24, 6), NULL) AS attainment,
    if(comparability = 'comparable' AND (actual_bound IS NULL OR status = 'met'), short_base <= 0, NULL) AS reached,
    status,
    if(status IN ('met', 'near', 'missed', 'undetermined'), rule, NULL) AS rule,
    if(status IN ('met', 'near', 'missed'), other_verdicts[1] <> status, NULL) AS tolerance_used,
    if(status IN ('met', 'near', 'missed'), len(list_filter(other_verdicts, lambda other: other <> status)) > 0, NULL) AS tolerance_sensitive,
    price_basis,
    if(status IN ('met', 'near', 'missed', 'undetermined'), price_basis_conflict, NULL) AS price_basis_conflict,
    polarity, polarity_source,
    claim, claim_quote,
    if(comparator IS NULL, NULL, 'no_data') AS comparator_status,
    comparability, comparability_reason,
    if(status IN ('met', 'near', 'missed', 'undetermined'), latest_verdict, status) AS status_latest,
    if(status = 'pending', pace, NULL) AS pace,
    indicator, name_en, action, measure, bound, value, value_high, unit, comparator, actual_name, actual_printed, actual_unit, derived,
    about, near, tolerance_unit, getvariable('as_of') < period_end AS period_open
FROM decided
ORDER BY target_id;
