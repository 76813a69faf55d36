-- What the figures of a target say of it, by when and by whom they came out. Reads matches, doubts, figures, due.
--   vintage          first: what judges the target; newest: what stands now, which may be a revision; next_report: what the government's
--                    own next report says. One figure may be all three
--   difference       the figure less the first, in the target's unit
--   verdict_changed  it says something else than the first
CREATE OR REPLACE TABLE vintages AS
WITH judging AS (
    SELECT matches.* EXCLUDE (status), if(doubt IS NULL, matches.status, 'held') AS status, in_unit(matches.actual_base, factor, due.unit_base) AS actual,
        figures.source_kind, figures.publisher, figures.report_year
    FROM matches JOIN figures USING (statistic_id) JOIN due USING (target_id) LEFT JOIN doubts USING (target_id)
    WHERE verdict IS NOT NULL
),
firsts AS (FROM judging WHERE rank = 1 AND serves = 'all'),
newest AS (
    FROM judging
    -- A rate that somebody prints stands before one that is worked out, however old.
    QUALIFY row_number() OVER (PARTITION BY target_id ORDER BY derived, published DESC NULLS LAST, rank) = 1
),
next_reports AS (
    FROM judging
    WHERE report_year IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY target_id ORDER BY rank) = 1
),
named AS (
    SELECT 'first' AS vintage, * FROM firsts
    UNION ALL SELECT 'newest', * FROM newest
    UNION ALL SELECT 'next_report', * FROM next_reports
)
SELECT named.target_id, named.vintage, named.year, named.statistic_id, named.source_kind, named.publisher, named.published,
    named.actual, named.actual_bound, named.status,
    (named.actual - firsts.actual)::DECIMAL(24, 6) AS difference,
    named.status <> firsts.status AS verdict_changed
FROM named LEFT JOIN firsts USING (target_id);
