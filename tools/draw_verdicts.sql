-- Every counted verdict with what a reader of both texts needs. Reads outcomes, targets, candidates, reports, achieved, regions, verdict_rules. Gives the
-- table verdicts: a row a verdict, by target_id
--   target_text, figure_text  the clause between ⟦ and ⟧ with sixty signs before and after it; of a published statistic its source
--   attainment                of amounts, figure by target
--   off                       of all else, how far from the target, in points; short where below 0
CREATE OR REPLACE MACRO around(text, first, past) AS
    replace(substr(text, greatest(first - 60, 0) + 1, first - greatest(first - 60, 0)), chr(10), ' ')
    || '⟦' || replace(substr(text, first + 1, past - first), chr(10), ' ') || '⟧'
    || replace(substr(text, past + 1, 60), chr(10), ' ');
CREATE OR REPLACE TABLE verdicts AS
-- A figure that judges in several years has a row in each.
WITH figures AS (SELECT DISTINCT ON (statistic_id) * FROM candidates)
SELECT
    outcomes.target_id, outcomes.statistic_id, outcomes.status AS verdict, outcomes.link, outcomes.claim,
    regions.name_zh AS place, targets.year AS report_year, targets.period, targets.indicator, targets.measure, targets.bound,
    targets.value, targets.value_high, targets.unit, targets.area,
    around(reports.text, targets.char_start, targets.char_end) AS target_text,
    figures.indicator AS figure_indicator, figures.period AS figure_period, figures.value_bound AS figure_bound,
    figures.value AS figure, figures.unit AS figure_unit, figures.area AS figure_area,
    coalesce(around(next_reports.text, achieved.char_start, achieved.char_end), figures.source_title) AS figure_text,
    -- How near is near enough: percentage points (pp), or percent of the target.
    verdict_rules.about AS margin_about,
    if(targets.bound = 'about', coalesce(verdict_rules.near_about, verdict_rules.near), verdict_rules.near) AS margin_close, tolerance_unit AS margin_unit,
    outcomes.claim_quote AS next_report_says,
    outcomes.attainment,
    if(targets.measure = 'amount', NULL, outcomes.margin) AS off
FROM outcomes
JOIN targets USING (target_id)
JOIN reports ON reports.report_id = targets.report_id
JOIN regions ON regions.region_code = targets.region_code
JOIN figures ON figures.statistic_id = outcomes.statistic_id
-- What a report states has the id of its clause.
LEFT JOIN achieved ON achieved.target_id = figures.statistic_id
LEFT JOIN verdict_rules ON verdict_rules.rule = outcomes.rule
LEFT JOIN reports AS next_reports ON next_reports.report_id = achieved.report_id
WHERE outcomes.counted AND outcomes.status IN ('met', 'near', 'missed');
