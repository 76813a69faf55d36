-- What is said of each target: its status, by its best candidate. Reads due, matches, doubts, vintages, readings, statuses (status, decided).
--   status_reason         why it is held, or undetermined
--   status_latest         the status by the newest figure, which may be a revision
--   reading               what a second reading says of the target and the figure
--   price_basis_conflict  a figure of the other price basis would decide differently
CREATE OR REPLACE TABLE judged AS
WITH best AS (SELECT * RENAME (status AS pair_status, status_reason AS pair_reason) FROM matches WHERE rank = 1 AND serves = 'all'),
newest AS (SELECT target_id, status AS newest_status FROM vintages WHERE vintage = 'newest'),
conflicting AS (
    SELECT target_id, bool_or(matches.verdict_if_comparable <> best.verdict) AS price_basis_conflict
    FROM matches JOIN best USING (target_id)
    WHERE matches.comparability_reason = 'price_basis'
    GROUP BY target_id
),
misread AS (SELECT DISTINCT target_id, finding AS misread FROM readings WHERE finding = 'wrong_target'),
with_status AS (
    SELECT due.target_id, best.* EXCLUDE (target_id), newest_status, price_basis_conflict, misread, doubt,
        CASE
            WHEN misread IS NOT NULL THEN 'undetermined'
            WHEN period_open OR (statistic_id IS NULL AND NOT figures_due) THEN 'pending'
            WHEN statistic_id IS NULL THEN 'no_data'
            WHEN comparability = 'not_comparable' THEN 'not_comparable'
            WHEN doubt IS NOT NULL THEN 'held'
            ELSE pair_status
        END AS status
    FROM due
    LEFT JOIN best USING (target_id)
    LEFT JOIN newest USING (target_id)
    LEFT JOIN conflicting USING (target_id)
    LEFT JOIN misread USING (target_id)
    LEFT JOIN doubts USING (target_id)
)
SELECT target_id, statistic_id, status, decided,
    CASE WHEN misread IS NOT NULL THEN 'reading' ELSE coalesce(pair_reason, doubt) END AS status_reason,
    CASE WHEN doubt IS NOT NULL THEN 'held' ELSE coalesce(newest_status, status) END AS status_latest,
    coalesce(misread, finding) AS reading,
    verdict,
    if(verdict IS NULL, NULL, coalesce(price_basis_conflict, FALSE)) AS price_basis_conflict,
    link, witness, other_verdicts, comparability, comparability_reason, distance_base, short_base, actual_base, actual_bound
FROM with_status JOIN statuses USING (status);
