-- How many targets of a year the next report of the same government says nothing of, by word or figure; where that report is at hand.
-- A target that the report repeats counts once.
SELECT region_code, targets.year, count(*) AS targets,
    count(*) FILTER (claim = 'silent') AS silent,
    (count(*) FILTER (claim = 'silent') / count(*))::DECIMAL(6, 4) AS silent_share
FROM targets JOIN outcomes USING (target_id)
WHERE value IS NOT NULL AND repeats IS NULL AND next_report
GROUP BY region_code, targets.year
ORDER BY region_code, targets.year
