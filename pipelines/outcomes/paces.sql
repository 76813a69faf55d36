-- How a target of several years stands on the way: share of the way made, divided by the share of the time gone. Levels, flows and
-- shares go in a straight line from that of the year before the report; growth is compounded, year by year from the first
-- one. 1 is on time. Of what reports say those in reach are heard (periods). Reads due, figures.
CREATE OR REPLACE TABLE paces AS
WITH long_targets AS (
    SELECT target_id, place, area, year, indicator_id, measure, unit_base, value_base, period_kind, aspect, first_year, last_year
    FROM due
    WHERE value_base IS NOT NULL AND indicator_id IS NOT NULL AND (last_year > year OR last_year > first_year)
),
-- One figure a target and year: the best source, the first release.
yearly AS (
    SELECT target_id, figures.span::INTEGER AS year, figures.aspect, figures.value_base
    FROM long_targets JOIN figures USING (place, indicator_id, measure, unit_base)
    WHERE figures.period_kind IN ('year', 'end') AND length(figures.span) = 4 AND base IS NULL AND figures.area IS NULL AND value_bound IS NULL
        AND NOT derived AND NOT in_doubt AND serves = 'all' AND in_reach(report_year, long_targets.year)
    QUALIFY row_number() OVER (
        PARTITION BY target_id, figures.aspect, figures.span
        ORDER BY source_order, published NULLS LAST, position, statistic_id
    ) = 1
),
levels AS (
    SELECT long_targets.target_id, long_targets.value_base, long_targets.last_year,
        arg_min(yearly.value_base, yearly.year) AS base, min(yearly.year) AS base_year,
        arg_max(yearly.value_base, yearly.year) AS latest, max(yearly.year) AS latest_year
    FROM long_targets
    JOIN yearly
        ON yearly.target_id = long_targets.target_id AND coalesce(yearly.aspect, '') = coalesce(long_targets.aspect, '')
    -- A sum or an average over the years is no level that one goes to, nor is what the last year adds, starts or finishes.
    WHERE long_targets.period_kind IN ('year', 'end') AND long_targets.area IS NULL
        AND (long_targets.measure = 'ratio' OR (long_targets.measure = 'amount' AND long_targets.aspect IN ('level', 'flow')))
        AND long_targets.last_year > long_targets.year
        AND yearly.year BETWEEN long_targets.year - 1 AND long_targets.last_year - 1
    GROUP BY ALL
    HAVING min(yearly.year) = any_value(long_targets.year) - 1 AND max(yearly.year) > min(yearly.year)
),
rates AS (
    SELECT long_targets.target_id, long_targets.value_base, sum(ln(1 + yearly.value_base / 100)) AS grown, count(*) AS years
    FROM long_targets JOIN yearly USING (target_id)
    WHERE long_targets.period_kind = 'average' AND long_targets.area IS NULL
        AND long_targets.measure = 'growth' AND long_targets.unit_base = '%' AND long_targets.last_year > long_targets.first_year
        AND long_targets.value_base > 0 AND yearly.value_base > -100
        AND yearly.year BETWEEN long_targets.first_year AND long_targets.last_year - 1
    GROUP BY ALL
    HAVING max(yearly.year) - any_value(long_targets.first_year) + 1 = count(*)
)
SELECT target_id,
    TRY_CAST((latest - base) / (value_base - base) / ((latest_year - base_year) / (last_year - base_year)) AS DECIMAL(24, 6)) AS pace
FROM levels
WHERE value_base <> base
UNION ALL
SELECT target_id, TRY_CAST(grown / years / ln(1 + value_base / 100) AS DECIMAL(24, 6)) AS pace FROM rates;
