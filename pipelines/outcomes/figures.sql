-- Every figure that could judge a target, with where it stands in its source: published statistics, what the next report of the
-- same government says, and growth worked out from two levels. Reads statistics, achieved, reports, regions, region_changes,
-- indicators, and the variable known_on (null: no limit).
--   place        the region's code of today
--   report_year  report that states it; null for other sources. Such a figure judges targets of the report before it only
--   position     offset in the report: the summary stands before the details
CREATE OR REPLACE TABLE figures AS
WITH told AS (
    SELECT *, NULL::VARCHAR AS action, NULL::INTEGER AS report_year, 0::BIGINT AS position FROM statistics
),
reported AS (
    SELECT
        target_id AS statistic_id, achieved.region_code, indicator, indicator_id, period, measure, value,
        nullif(bound, 'exact') AS value_bound, unit, value_base, unit_base,
        CASE
            -- The clause says it; else what is usual for the indicator.
            WHEN measure <> 'growth' THEN coalesce(price_basis, 'unstated')
            WHEN regexp_matches(quote, '实际增|扣除价格|扣除物价|可比价|不变价') THEN 'real'
            WHEN regexp_matches(quote, '名义') THEN 'nominal'
            ELSE coalesce(price_basis, 'unstated')
        END AS price_basis,
        FALSE AS derived,
        reports.title AS source_title,
        if(regions.level = 'nation', '国务院', regions.name_zh || '人民政府') AS publisher,
        'self_reported' AS source_kind,
        reports.published, reports.published_precision, reports.source_url, NULL::VARCHAR AS note,
        action, achieved.year AS report_year, char_start AS position
    FROM achieved
    JOIN reports USING (report_id)
    JOIN regions ON regions.region_code = achieved.region_code
    JOIN indicators USING (indicator_id)
    WHERE value_base IS NOT NULL AND value_high IS NULL AND unit IS NOT NULL
        AND period = (achieved.year - 1)::VARCHAR
        AND NOT period_in_doubt
        -- Figures of a part of the year.
        AND NOT regexp_matches(quote, '季度|上半年|下半年|\d月')
),
given AS (SELECT * FROM told UNION ALL BY NAME SELECT * FROM reported),
-- Two levels of one source, so that no two vintages are mixed; levels of money are at current prices.
grown AS (
    SELECT
        this.region_code || '-' || this.period || '-' || left(md5(this.statistic_id || before.statistic_id), 12) AS statistic_id,
        this.region_code, this.indicator, this.indicator_id, this.period, 'growth' AS measure,
        ((this.value_base / before.value_base - 1) * 100)::DECIMAL(24, 6) AS value,
        NULL::VARCHAR AS value_bound, '%' AS unit,
        ((this.value_base / before.value_base - 1) * 100)::DECIMAL(30, 6) AS value_base, '%' AS unit_base,
        if(indicators.dimension IN ('money', 'money_usd'), 'nominal', indicators.price_basis) AS price_basis,
        TRUE AS derived,
        this.source_title, this.publisher, this.source_kind, this.published, this.published_precision, this.source_url,
        'from the levels of ' || before.period || ' and ' || this.period AS note,
        NULL::VARCHAR AS action, this.report_year, this.position
    FROM told AS this
    JOIN told AS before
        ON before.region_code = this.region_code AND before.indicator_id = this.indicator_id
        AND before.unit_base = this.unit_base AND before.measure = 'amount'
        AND before.period = (TRY_CAST(this.period AS INTEGER) - 1)::VARCHAR
        AND before.source_title = this.source_title AND before.publisher = this.publisher
        AND before.published IS NOT DISTINCT FROM this.published
    JOIN indicators ON indicators.indicator_id = this.indicator_id
    WHERE this.measure = 'amount' AND this.value_bound IS NULL AND before.value_bound IS NULL AND before.value_base > 0
)
SELECT coalesce(region_changes.region_code, figures.region_code) AS place, figures.*
FROM (SELECT * FROM given UNION ALL BY NAME SELECT * FROM grown) AS figures
LEFT JOIN region_changes ON old_region_code = figures.region_code
WHERE getvariable('known_on') IS NULL OR published IS NULL OR published <= getvariable('known_on');
