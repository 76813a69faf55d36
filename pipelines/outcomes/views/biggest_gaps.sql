-- The hundred targets of each measure that were missed by most: by margin, of amounts by attainment; each target of a report
-- once.
WITH ranked AS (
    SELECT target_id, targets.year, region_code, indicator, indicator_id, targets.measure, targets.value, actual, gap, margin, attainment,
        row_number() OVER (
            PARTITION BY targets.measure
            ORDER BY if(targets.measure = 'amount', abs(attainment - 1), abs(margin)) DESC, target_id
        )::INTEGER AS rank
    FROM targets JOIN outcomes USING (target_id)
    WHERE status = 'missed' AND repeats IS NULL AND margin IS NOT NULL AND (targets.measure <> 'amount' OR attainment IS NOT NULL)
)
SELECT * FROM ranked WHERE rank <= 100 ORDER BY measure, rank
