-- By what the targets of an indicator are answered, over all governments and years. Those that are due and neither judged nor in the
-- columns after it have no figure, and no next report at hand. Comparisons without a number are not counted, and a target that the
-- report repeats counts once.
SELECT indicator_id, targets.measure, count(*) AS targets,
    count(*) FILTER (status <> 'pending') AS due,
    count(*) FILTER (status <> 'pending' AND next_report) AS next_report,
    count(*) FILTER (decided) AS judged,
    count(*) FILTER (answered_by = 'figure' AND NOT decided) AS undecided,
    count(*) FILTER (answered_by = 'claim') AS claimed,
    count(*) FILTER (answered_by = 'nothing' AND claim IS NULL) AS unlike,
    count(*) FILTER (answered_by = 'nothing' AND claim = 'silent') AS silent
FROM targets JOIN outcomes USING (target_id) JOIN statuses USING (status)
WHERE value IS NOT NULL AND repeats IS NULL AND indicator_id IS NOT NULL
GROUP BY indicator_id, targets.measure
ORDER BY indicator_id, targets.measure
