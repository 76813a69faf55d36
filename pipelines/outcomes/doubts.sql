-- The targets whose verdict another verdict contradicts. Reads due, matches, statuses (status, decided).
--   doubt  the reason: the same promise is printed twice with different results, or another way of linking names another figure
CREATE OR REPLACE TABLE doubts AS
WITH decisions AS (
    SELECT due.*, verdict, finding, link, actual_base
    FROM due JOIN matches USING (target_id) JOIN statuses ON statuses.status = matches.verdict
    WHERE decided AND rank = 1
),
-- One promise, in whatever words.
repeats AS (
    SELECT unnest(list(target_id)) AS target_id, 'repeats_differ' AS doubt
    FROM decisions
    GROUP BY report_id, indicator_id, measure, unit_base, value_base, value_high_base, bound, span, base, area
    HAVING count(DISTINCT verdict) > 1
),
links AS (
    SELECT DISTINCT target_id, 'links_differ' AS doubt
    FROM decisions JOIN matches USING (target_id)
    WHERE matches.link <> decisions.link AND matches.actual_base <> decisions.actual_base AND matches.comparability = 'comparable'
)
SELECT target_id, min(doubt) AS doubt
FROM (FROM repeats UNION ALL FROM links) JOIN decisions USING (target_id)
-- Who read both places has settled it.
WHERE finding IS DISTINCT FROM 'confirmed'
GROUP BY target_id;
