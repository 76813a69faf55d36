-- The targets whose verdict another verdict contradicts. Reads due, matches, figures, statuses (status, decided).
--   doubt  the reason: the same target is printed twice with different results, or another way of linking names another figure
CREATE OR REPLACE TABLE doubts AS
WITH decisions AS (
    SELECT target_id, statistic_id, report_id, indicator_id, verdict, finding
    FROM due JOIN matches USING (target_id) JOIN statuses ON statuses.status = matches.verdict
    WHERE decided AND rank = 1 AND serves = 'all'
),
-- Few indicators have two results in a report; only their targets need to be told apart.
mixed AS (
    SELECT report_id, indicator_id FROM decisions GROUP BY ALL HAVING min(verdict) <> max(verdict)
),
-- One target, in whatever words.
repeats AS (
    SELECT unnest(list(target_id)) AS target_id, 'repeats_differ' AS doubt
    FROM decisions SEMI JOIN mixed USING (report_id, indicator_id) JOIN due USING (target_id)
    GROUP BY due.report_id, due.indicator_id, measure, unit_base, value_base, value_high_base, bound, span, base, area
    HAVING min(verdict) <> max(verdict)
),
-- What the next report says, by its code and by its words.
said AS (SELECT matches.* FROM matches JOIN figures USING (statistic_id) WHERE report_year IS NOT NULL AND comparability = 'comparable'),
links AS (
    SELECT DISTINCT target_id, 'links_differ' AS doubt
    FROM decisions JOIN said AS by_code USING (target_id, statistic_id) JOIN said AS by_words USING (target_id)
    WHERE by_code.link = 'code' AND by_words.names_agree AND by_words.actual_base <> by_code.actual_base
)
SELECT target_id, min(doubt) AS doubt
FROM (FROM repeats UNION ALL FROM links) JOIN decisions USING (target_id)
-- Who read both places has settled it.
WHERE finding IS DISTINCT FROM 'confirmed'
GROUP BY target_id;
