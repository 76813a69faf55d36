-- What became of the targets of an indicator, over all governments and years: a row a status, also one that none of them has. A target
-- that the report repeats counts once.
WITH counted AS (
    SELECT indicator_id, targets.measure, status, decided, count(*) AS targets
    FROM targets JOIN outcomes USING (target_id) JOIN statuses USING (status)
    WHERE value IS NOT NULL AND repeats IS NULL AND indicator_id IS NOT NULL
    GROUP BY ALL
),
sums AS (
    SELECT indicator_id, measure, sum(targets) AS of_targets, coalesce(sum(targets) FILTER (decided), 0) AS of_decided
    FROM counted
    GROUP BY ALL
)
SELECT indicator_id, measure, status, coalesce(counted.targets, 0) AS targets, of_targets, of_decided
FROM sums CROSS JOIN statuses LEFT JOIN counted USING (indicator_id, measure, status)
ORDER BY indicator_id, measure, status_order
