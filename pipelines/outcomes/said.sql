-- What the next report of the same government says of a target of the year: its own words (claims), else that it prints the figure
-- (stated), else nothing (silent); no row where the next report is not at hand. Reads targets, claims, reports, figures, matches,
-- region_changes.
CREATE OR REPLACE TABLE said AS
WITH promises AS (
    SELECT target_id, coalesce(region_changes.region_code, targets.region_code) AS place, year, period, indicator_id, indicator
    FROM targets LEFT JOIN region_changes ON old_region_code = targets.region_code
    WHERE period = year::VARCHAR
),
next_reports AS (
    SELECT coalesce(region_changes.region_code, reports.region_code) AS place, year
    FROM reports LEFT JOIN region_changes ON old_region_code = reports.region_code
),
told AS (
    SELECT coalesce(region_changes.region_code, claims.region_code) AS place, claims.* EXCLUDE (region_code)
    FROM claims LEFT JOIN region_changes ON old_region_code = claims.region_code
),
-- Claims about all targets at once have no indicator, and tell nothing of any.
words AS (
    SELECT promises.target_id, told.claim, told.quote,
        row_number() OVER (PARTITION BY promises.target_id ORDER BY told.char_start, told.claim_id) AS turn
    FROM promises
    JOIN told
        ON told.place = promises.place AND told.year = promises.year + 1 AND told.period = promises.period
        AND (told.indicator_id = promises.indicator_id OR told.indicator = promises.indicator)
),
stated AS (
    SELECT DISTINCT target_id FROM matches JOIN figures USING (statistic_id) WHERE report_year IS NOT NULL
)
SELECT promises.target_id,
    CASE WHEN words.claim IS NOT NULL THEN words.claim WHEN stated.target_id IS NOT NULL THEN 'stated' ELSE 'silent' END AS claim,
    words.quote AS claim_quote
FROM promises
SEMI JOIN next_reports ON next_reports.place = promises.place AND next_reports.year = promises.year + 1
LEFT JOIN (SELECT * FROM words WHERE turn = 1) AS words USING (target_id)
LEFT JOIN stated USING (target_id);
