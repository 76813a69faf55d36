-- The targets whose verdict another verdict contradicts. Reads due, matches, figures, heard, statuses (status, decided).
--   doubt  the reason: the same target is printed twice with different results, another way of linking names another figure, or the next
--          report says in words that it came out otherwise, counts only what is finished of what
--          was to be done, or more or fewer deeds than were set (新建, 新建和改造)
CREATE OR REPLACE TABLE doubts AS
WITH decisions AS (
    SELECT target_id, statistic_id, report_id, indicator_id, matches.link, verdict, finding
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
),
-- Whoever says so has counted something else, or we have.
claimed AS (
    SELECT target_id, 'claim_differs' AS doubt
    FROM decisions JOIN heard USING (target_id)
    WHERE (verdict = 'met' AND claim IN ('not_fulfilled', 'admitted')) OR (verdict <> 'met' AND claim = 'fulfilled')
),
-- 实施9个项目, 5个投入使用: the others may be under way, or begun.
unfinished AS (
    SELECT target_id, 'unfinished' AS doubt
    FROM decisions JOIN due USING (target_id) JOIN figures USING (statistic_id)
    WHERE verdict <> 'met' AND due.aspect = 'flow' AND figures.aspect = 'completion'
),
-- More that is built or renewed does not say that so many were built; and fewer that are built not that too few were built or renewed.
other_deeds AS (
    SELECT target_id, 'deeds_differ' AS doubt
    FROM decisions JOIN due USING (target_id) JOIN figures USING (statistic_id)
    WHERE decisions.link = 'code' AND due.measure = 'amount'
        AND CASE
            WHEN due.deed IN ('build', 'renew') AND figures.deed = 'build_and_renew' THEN verdict = 'met'
            WHEN due.deed = 'build_and_renew' AND figures.deed IN ('build', 'renew') THEN verdict <> 'met'
            ELSE (due.deed, figures.deed) IN (('build', 'renew'), ('renew', 'build'))
        END
)
SELECT target_id, min(doubt) AS doubt
FROM (FROM repeats UNION ALL FROM links UNION ALL FROM claimed UNION ALL FROM unfinished UNION ALL FROM other_deeds) JOIN decisions USING (target_id)
-- Who read both places has settled it.
WHERE finding IS DISTINCT FROM 'confirmed'
GROUP BY target_id;
