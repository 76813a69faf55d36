-- What the next report of the same government says of a target of the year in words. Reads due, targets, claims, project_lists, reports,
-- matches, figures, region_changes, and the variable known_on (null: no limit). Gives a row a target that the next report could answer
--   at_hand      whether that report is at hand
--   claim        fulfilled, partly, not_fulfilled or admitted, where that report says so; silent where it has neither a claim nor a figure;
--                null where it only prints a figure, or is not at hand
--   claim_about  of the target itself, or of the list of projects that it stands in
-- A claim is about a target, which a report may print more than once. It never makes a verdict; one that it contradicts is held (doubts).
CREATE OR REPLACE TABLE heard AS
WITH asked AS (
    SELECT target_id, coalesce(repeats, target_id) AS target, list_id, place, due.year, first_year, last_year,
        due.indicator, due.indicator_id, due.area,
        min(due.aspect) OVER of_thing IS NOT DISTINCT FROM max(due.aspect) OVER of_thing AS one_aspect
    FROM due JOIN targets USING (target_id)
    WHERE last_year = due.year AND NOT period_open
        -- What may be a result is no target.
        AND due.report_id NOT IN (SELECT report_id FROM reports WHERE parts = 'doubtful')
    WINDOW of_thing AS (PARTITION BY place, due.year, coalesce(due.indicator_id, due.indicator), due.measure)
),
next_reports AS (
    SELECT report_id, coalesce(region_changes.region_code, reports.region_code) AS place, year - 1 AS year
    FROM reports LEFT JOIN region_changes ON old_region_code = reports.region_code
    -- What may be a target is no claim.
    WHERE parts IS DISTINCT FROM 'doubtful'
        AND (getvariable('known_on') IS NULL OR published IS NULL OR published <= getvariable('known_on'))
),
said AS (
    SELECT next_reports.place, next_reports.year, first_year(period) AS first_year, last_year(period) AS last_year,
        claim_id, claim, about, claims.indicator, claims.indicator_id, list_name, items, items_done, quote, char_start
    FROM claims JOIN next_reports USING (report_id)
),
-- About the target itself, by code or by name. What a part of the region set is not meant; of what is both begun and finished
-- a claim does not say which.
of_targets AS (
    SELECT target, claim_id, claim, quote, 'target' AS claim_about, 1 AS nearness, char_start
    FROM asked JOIN said USING (place, year, first_year, last_year)
    WHERE about = 'target' AND area IS NULL AND one_aspect AND (said.indicator_id = asked.indicator_id OR said.indicator = asked.indicator)
),
lists AS (
    SELECT list_id, coalesce(region_changes.region_code, project_lists.region_code) AS place, year, name, items
    FROM project_lists LEFT JOIN region_changes ON old_region_code = project_lists.region_code
),
-- Which list is meant: one of that name, of that number where both print it.
meant AS (
    SELECT claim_id, claim, quote, char_start, items_done, list_id, lists.items, said.items = lists.items IS TRUE AS same_number
    FROM lists JOIN said USING (place, year)
    WHERE about = 'list' AND list_name = name AND said.first_year = year AND said.last_year = year
        AND coalesce(said.items = lists.items, TRUE)
    QUALIFY rank() OVER (PARTITION BY claim_id ORDER BY same_number DESC) = 1
),
-- Of lists that fit alike and differ none is meant.
unclear AS (SELECT claim_id FROM meant GROUP BY claim_id HAVING min(items) <> max(items)),
-- How many of the targets were done says more than that all were.
of_lists AS (
    SELECT target, claim_id, claim, quote, 'list' AS claim_about, if(items_done IS NULL, 3, 2) AS nearness, char_start
    FROM asked JOIN meant USING (list_id)
    WHERE claim_id NOT IN (FROM unclear)
),
claimed AS (
    FROM (FROM of_targets UNION ALL FROM of_lists)
    QUALIFY row_number() OVER (PARTITION BY target ORDER BY nearness, char_start, claim_id) = 1
),
printed AS (
    SELECT DISTINCT target_id FROM matches JOIN figures USING (statistic_id) WHERE report_year IS NOT NULL
)
SELECT asked.target_id, at_hand, claim_id, claim_about, claimed.quote AS claim_quote,
    CASE
        WHEN claim IS NOT NULL THEN claim
        WHEN at_hand AND printed.target_id IS NULL THEN 'silent'
    END AS claim
FROM asked
-- A place that changed its code may have a report under each.
LEFT JOIN (SELECT DISTINCT place, year, TRUE AS at_hand FROM next_reports) USING (place, year)
LEFT JOIN claimed USING (target)
LEFT JOIN printed USING (target_id);
