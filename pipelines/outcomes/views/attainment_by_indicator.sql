-- What became of the targets of an indicator, over all governments and years; missed_rank 1 was missed most often.
WITH counted AS (
    SELECT indicator_id, measure,
        count(*)::INTEGER AS targets,
        count_if(status = 'met')::INTEGER AS met, count_if(status = 'near')::INTEGER AS near, count_if(status = 'missed')::INTEGER AS missed,
        count_if(status = 'undetermined')::INTEGER AS undetermined, count_if(status = 'not_comparable')::INTEGER AS not_comparable,
        count_if(status = 'no_data')::INTEGER AS no_data, count_if(status = 'pending')::INTEGER AS pending
    FROM targets JOIN outcomes USING (target_id)
    WHERE value IS NOT NULL AND indicator_id IS NOT NULL
    GROUP BY indicator_id, targets.measure
)
SELECT *,
    (met / nullif(met + near + missed, 0))::DECIMAL(6, 4) AS met_of_judged,
    ((targets - met - near - missed) / targets)::DECIMAL(6, 4) AS undecided_share,
    row_number() OVER (ORDER BY missed DESC, indicator_id, measure)::INTEGER AS missed_rank
FROM counted
ORDER BY indicator_id, measure
