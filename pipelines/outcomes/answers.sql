-- What the next report of the same government says of a target of the year: its own words (claims), else that it prints the figure
-- (stated), else nothing (silent); no row where the next report is not at hand. Reads due, claims, reports, figures, matches,
-- region_changes.
CREATE OR REPLACE TABLE answers AS
WITH asked AS (
    SELECT target_id, place, year, period, indicator_id, indicator FROM due WHERE period = year::VARCHAR
),
next_reports AS (
    SELECT coalesce(region_changes.region_code, reports.region_code) AS place, year
    FROM reports LEFT JOIN region_changes ON old_region_code = reports.region_code
),
placed_claims AS (
    SELECT coalesce(region_changes.region_code, claims.region_code) AS place, claims.* EXCLUDE (region_code)
    FROM claims LEFT JOIN region_changes ON old_region_code = claims.region_code
),
-- The first claim about a target. Claims about all targets at once have no indicator, and tell nothing of any.
claimed AS (
    SELECT asked.target_id, placed_claims.claim, placed_claims.quote
    FROM asked
    JOIN placed_claims
        ON placed_claims.place = asked.place AND placed_claims.year = asked.year + 1 AND placed_claims.period = asked.period
        AND (placed_claims.indicator_id = asked.indicator_id OR placed_claims.indicator = asked.indicator)
    QUALIFY row_number() OVER (PARTITION BY asked.target_id ORDER BY char_start, claim_id) = 1
),
stated AS (
    SELECT DISTINCT target_id, 'stated' AS claim FROM matches JOIN figures USING (statistic_id) WHERE report_year IS NOT NULL
)
SELECT target_id, coalesce(claimed.claim, stated.claim, 'silent') AS claim, claimed.quote AS claim_quote
FROM asked
SEMI JOIN next_reports ON next_reports.place = asked.place AND next_reports.year = asked.year + 1
LEFT JOIN claimed USING (target_id)
LEFT JOIN stated USING (target_id);
