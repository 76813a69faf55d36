-- Of every headline target whose next report is at hand: does it find its achieved figure there, and if not, why? The first cause that
-- applies. Reads targets, achieved, reports, matches, candidates, region_changes, indicator_aliases, headlines (codes
-- of one headline: incomes before and after the survey of 2013).
WITH placed AS (
    SELECT report_id, coalesce(region_changes.region_code, reports.region_code) AS place, year, text
    FROM reports LEFT JOIN region_changes ON old_region_code = reports.region_code
),
-- The floor of 7%以上、力争8% counts.
aims AS (
    SELECT DISTINCT ON (report_id, headline)
        target_id, headline, indicator_id, measure, unit_base, period, next_reports.report_id AS next_report, next_reports.text
    FROM targets JOIN headlines USING (indicator_id) JOIN placed USING (report_id)
    JOIN placed AS next_reports ON next_reports.place = placed.place AND next_reports.year = placed.year + 1
    WHERE period = targets.year::VARCHAR AND value IS NOT NULL AND measure = if(headline = 'jobs', 'amount', 'growth')
    ORDER BY report_id, headline, char_start, target_id
),
met AS (
    SELECT target_id, bool_or(comparability = 'comparable') AS comparable, min(comparability_reason) AS reason
    FROM matches JOIN candidates USING (statistic_id, year)
    WHERE source_kind = 'self_reported'
    GROUP BY target_id
),
-- What the next report states of the headline, by any code of it.
stated AS (
    SELECT aims.target_id, bool_or(said.measure <> aims.measure) AS other_measure,
        bool_or(said.measure = aims.measure AND said.period_kind IN ('average', 'total')) AS several_years,
        bool_or(said.measure = aims.measure AND said.period_kind = 'part_of_year') AS part_of_year,
        bool_or(said.measure = aims.measure AND said.period <> aims.period) AS other_period,
        bool_or(alike) AS alike,
        bool_or(alike AND said.period_in_doubt) AS in_doubt,
        bool_or(alike AND said.value IS NULL) AS comparison,
        bool_or(alike AND said.value_high IS NOT NULL) AS is_range,
        bool_or(alike AND said.value IS NOT NULL AND said.unit_base IS DISTINCT FROM aims.unit_base) AS other_unit,
        bool_or(alike AND said.indicator_id <> aims.indicator_id) AS other_survey
    FROM aims JOIN headlines USING (headline)
    JOIN achieved AS said ON said.report_id = aims.next_report AND said.indicator_id = headlines.indicator_id,
        LATERAL (SELECT said.measure = aims.measure AND said.period = aims.period AS alike)
    GROUP BY aims.target_id
),
-- The review is what stands before the first target for the report's own year.
reviews AS (
    SELECT report_id, min(char_start) AS ends FROM targets WHERE period = year::VARCHAR GROUP BY report_id
),
named AS (
    SELECT target_id, bool_or(contains(left(text, coalesce(ends, length(text))), alias)) AS in_review
    FROM aims JOIN indicator_aliases USING (indicator_id) LEFT JOIN reviews ON reviews.report_id = next_report
    -- 经济 and 物价 stand in any text.
    WHERE length(alias) > 2 AND NOT EXISTS (FROM met WHERE met.target_id = aims.target_id)
    GROUP BY target_id
)
SELECT target_id, headline, coalesce(comparable, FALSE) AS found,
    CASE
        WHEN comparable THEN NULL
        WHEN reason = 'price_basis' THEN 'only real growth where nominal is set, or the other way round'
        WHEN reason IS NOT NULL THEN 'another scope: ' || reason
        WHEN alike AND other_unit THEN 'another unit'
        WHEN alike AND comparison THEN 'a comparison without a number'
        WHEN alike AND is_range THEN 'a range'
        WHEN alike AND other_survey THEN 'income of the other survey'
        WHEN alike AND in_doubt THEN 'for the year or for several: in doubt'
        WHEN alike THEN 'of another area, or counted from another year'
        WHEN part_of_year THEN 'for a part of the year'
        WHEN several_years THEN 'over several years only, as after a plan or term'
        WHEN other_period THEN 'for another year'
        WHEN other_measure THEN 'in another measure (a level, not its growth)'
        WHEN in_review THEN 'the review names it, and no figure of it was read'
        ELSE 'the review does not name it'
    END AS cause
FROM aims LEFT JOIN met USING (target_id) LEFT JOIN stated USING (target_id) LEFT JOIN named USING (target_id)
ORDER BY target_id;
