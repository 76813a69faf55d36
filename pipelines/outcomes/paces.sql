-- How a target of several years stands on the way: share of the way made, divided by the share of the time gone. Levels and
-- shares go in a straight line from the level of the year before the period; growth is compounded, year by year from the first
-- one. 1 is on time. Reads targets, figures, region_changes.
CREATE OR REPLACE TABLE paces AS
WITH promises AS (
    SELECT target_id, coalesce(region_changes.region_code, targets.region_code) AS place, year, indicator_id, measure, unit_base,
        value_base, action,
        left(period, 4)::INTEGER AS first_year, left(split_part(period, '/', -1), 4)::INTEGER AS last_year
    FROM targets LEFT JOIN region_changes ON old_region_code = targets.region_code
    WHERE value_base IS NOT NULL AND indicator_id IS NOT NULL AND (last_year > year OR last_year > first_year)
),
-- One figure a year: the best source, the first release.
yearly AS (
    SELECT place, indicator_id, measure, unit_base, period::INTEGER AS year, value_base
    FROM figures SEMI JOIN promises USING (place, indicator_id, measure, unit_base)
    WHERE length(period) = 4 AND value_bound IS NULL AND NOT derived
    QUALIFY row_number() OVER (
        PARTITION BY place, indicator_id, measure, unit_base, period
        ORDER BY list_position(['communique', 'official_statistics', 'self_reported', 'press'], source_kind), published NULLS LAST,
            position, statistic_id
    ) = 1
),
levels AS (
    SELECT promises.target_id, promises.value_base, promises.last_year,
        arg_min(yearly.value_base, yearly.year) AS base, min(yearly.year) AS base_year,
        arg_max(yearly.value_base, yearly.year) AS latest, max(yearly.year) AS latest_year
    FROM promises JOIN yearly USING (place, indicator_id, measure, unit_base)
    -- A verb before the number (新建 50 个) makes it a sum over the years, which no level tells.
    WHERE promises.measure IN ('amount', 'ratio') AND promises.action IS NULL AND promises.last_year > promises.year
        AND yearly.year BETWEEN promises.year - 1 AND promises.last_year - 1
    GROUP BY ALL
    HAVING min(yearly.year) = any_value(promises.year) - 1 AND max(yearly.year) > min(yearly.year)
),
rates AS (
    SELECT promises.target_id, promises.value_base, sum(ln(1 + yearly.value_base / 100)) AS grown, count(*) AS years
    FROM promises JOIN yearly USING (place, indicator_id, measure, unit_base)
    WHERE promises.measure = 'growth' AND promises.unit_base = '%' AND promises.last_year > promises.first_year
        AND promises.value_base > 0 AND yearly.value_base > -100
        AND yearly.year BETWEEN promises.first_year AND promises.last_year - 1
    GROUP BY ALL
    HAVING max(yearly.year) - any_value(promises.first_year) + 1 = count(*)
)
SELECT target_id,
    ((latest - base) / (value_base - base) / ((latest_year - base_year) / (last_year - base_year)))::DECIMAL(24, 6) AS pace
FROM levels
WHERE value_base <> base
UNION ALL
SELECT target_id, (grown / years / ln(1 + value_base / 100))::DECIMAL(24, 6) AS pace FROM rates;
