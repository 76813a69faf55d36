-- The figures that the reports state of the year before, as figures of that year. Reads achieved, reports, regions, indicators.
--   report_year  report that states it; such a figure judges targets of the report before it only
--   position     offset in the report: the summary stands before the details
CREATE OR REPLACE VIEW reported AS
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
    -- What may be a promise is no figure.
    AND reports.parts IS DISTINCT FROM 'doubtful'
    -- Figures of a part of the year.
    AND NOT regexp_matches(quote, '季度|上半年|下半年|\d月');
