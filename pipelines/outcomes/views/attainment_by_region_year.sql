-- What became of the targets that a government set for a year: a row a status, also one that none of them has. Comparisons without a
-- number are not counted, and a target that the report repeats counts once.
WITH counted AS (
    SELECT region_code, targets.year, status, decided, count(*) AS targets
    FROM targets JOIN outcomes USING (target_id) JOIN statuses USING (status)
    WHERE value IS NOT NULL AND repeats IS NULL
    GROUP BY ALL
),
sums AS (
    SELECT region_code, year, sum(targets) AS of_targets, coalesce(sum(targets) FILTER (decided), 0) AS of_decided
    FROM counted
    GROUP BY ALL
)
SELECT region_code, year, status, coalesce(counted.targets, 0) AS targets, of_targets, of_decided
FROM sums CROSS JOIN statuses LEFT JOIN counted USING (region_code, year, status)
ORDER BY region_code, year, status_order
