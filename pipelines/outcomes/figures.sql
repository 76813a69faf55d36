-- Every figure that could judge a target: published, worked out, and what later reports say. Reads statistics, derived, reported,
-- region_changes, source_kinds (source_kind, source_order), words, deeds, and the variable known_on (null: no limit).
--   place         the region's code of today
--   span, base    the time that it meets targets by, and what its rate is counted from (periods)
--   source_order  1 for the source that is heard first
--   report_year   report that states it; null for other sources
--   position      offset in the report; 0 for other sources
--   words, deed   the name that a figure of the next report meets targets by, and what was done (due)
--   in_doubt      it may be of all the years that its report reviews
CREATE OR REPLACE TABLE figures AS
WITH published_figures AS (
    SELECT *, NULL::VARCHAR AS action, NULL::INTEGER AS report_year, 0::BIGINT AS position, FALSE AS in_doubt
    FROM (FROM statistics UNION ALL BY NAME FROM derived)
),
every AS (FROM published_figures UNION ALL BY NAME FROM reported)
SELECT coalesce(region_changes.region_code, figures.region_code) AS place, span(period_kind, period) AS span,
    counted_from(base_period, period) AS base, source_order, figures.*, words, coalesce(words.deed, deeds.deed, action, 'none') AS deed
FROM every AS figures
LEFT JOIN deeds USING (action)
JOIN source_kinds USING (source_kind)
LEFT JOIN region_changes ON old_region_code = figures.region_code
LEFT JOIN words USING (indicator)
WHERE getvariable('known_on') IS NULL OR published IS NULL OR published <= getvariable('known_on');
