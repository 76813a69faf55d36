-- What became of the targets that a government set for a year; comparisons without a number are not counted.
SELECT region_code, targets.year,
    count(*)::INTEGER AS targets,
    count_if(status = 'met')::INTEGER AS met, count_if(status = 'near')::INTEGER AS near, count_if(status = 'missed')::INTEGER AS missed,
    count_if(status = 'undetermined')::INTEGER AS undetermined, count_if(status = 'not_comparable')::INTEGER AS not_comparable,
    count_if(status = 'no_data')::INTEGER AS no_data, count_if(status = 'pending')::INTEGER AS pending,
    (count_if(status = 'met') / nullif(count_if(status IN ('met', 'near', 'missed')), 0))::DECIMAL(6, 4) AS met_of_judged,
    (count_if(status NOT IN ('met', 'near', 'missed')) / count(*))::DECIMAL(6, 4) AS undecided_share
FROM targets JOIN outcomes USING (target_id)
WHERE value IS NOT NULL
GROUP BY region_code, targets.year
ORDER BY region_code, targets.year
