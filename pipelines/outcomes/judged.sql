-- What is said of each target: its status, by its best candidate. Reads due, matches, statuses (status, decided).
--   status_latest         the status by the newest figure, which may be a revision
--   price_basis_conflict  a figure of the other price basis would decide differently
CREATE OR REPLACE TABLE judged AS
WITH best AS (FROM matches WHERE rank = 1),
newest AS (
    SELECT target_id, verdict AS newest_verdict
    FROM matches
    WHERE comparability = 'comparable'
    QUALIFY row_number() OVER (PARTITION BY target_id ORDER BY published DESC NULLS LAST, rank) = 1
),
conflicting AS (
    SELECT target_id, bool_or(matches.verdict_if_comparable <> best.verdict) AS price_basis_conflict
    FROM matches JOIN best USING (target_id)
    WHERE matches.comparability_reason = 'price_basis'
    GROUP BY target_id
),
with_status AS (
    SELECT due.target_id, best.* EXCLUDE (target_id), newest_verdict, price_basis_conflict,
        CASE
            WHEN period_open OR (statistic_id IS NULL AND NOT figures_due) THEN 'pending'
            WHEN statistic_id IS NULL THEN 'no_data'
            WHEN comparability = 'not_comparable' THEN 'not_comparable'
            ELSE verdict
        END AS status
    FROM due LEFT JOIN best USING (target_id) LEFT JOIN newest USING (target_id) LEFT JOIN conflicting USING (target_id)
)
SELECT target_id, statistic_id, status, decided,
    coalesce(newest_verdict, status) AS status_latest,
    verdict,
    if(verdict IS NULL, NULL, coalesce(price_basis_conflict, FALSE)) AS price_basis_conflict,
    other_verdicts, comparability, comparability_reason, distance_base, short_base, actual_base, actual_bound
FROM with_status JOIN statuses USING (status);
