-- The figures that the reports state of the year before, or of a time that ends with it. Reads achieved, reports, regions, indicators.
--   price_basis  as the clause says it, else what is usual for the indicator
--   report_year  report that states it; such a figure judges targets of the report before it only
--   position     offset in the report: the summary stands before the details
CREATE OR REPLACE VIEW reported AS
SELECT
    target_id AS statistic_id, achieved.region_code, indicator, indicator_id, period, period_kind, base_period, aspect, area, action, measure, value,
    nullif(bound, 'exact') AS value_bound, unit, value_base, unit_base,
    if(achieved.price_basis = 'unstated', indicators.price_basis, achieved.price_basis) AS price_basis,
    FALSE AS derived,
    reports.title AS source_title,
    if(regions.level = 'nation', '国务院', regions.name_zh || '人民政府') AS publisher,
    'self_reported' AS source_kind,
    reports.published, reports.published_precision, reports.source_url, NULL::VARCHAR AS note,
    'all' AS serves, achieved.year AS report_year, char_start AS position
FROM achieved
JOIN reports USING (report_id)
JOIN regions ON regions.region_code = achieved.region_code
LEFT JOIN indicators USING (indicator_id)
WHERE value_base IS NOT NULL AND value_high IS NULL AND unit IS NOT NULL
    AND last_year(period) = achieved.year - 1
    AND NOT period_in_doubt
    -- What may be a promise is no figure.
    AND reports.parts IS DISTINCT FROM 'doubtful';
