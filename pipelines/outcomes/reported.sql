-- What the reports state of the past, as figures. Reads achieved, reports, regions, indicators. Gives
--   stated    every figure
--   reported  those of the year before their report, or of a time that ends with it
-- with
--   price_basis  as the clause says it, else what is usual for the indicator; what is real anyhow stays so
--   report_year  report that states it; such a figure judges targets of the report before it only
--   position     offset in the report: the summary stands before the details
--   in_doubt     it may be of all the years that the report reviews, and not of the last
CREATE OR REPLACE VIEW stated AS
SELECT
    target_id AS statistic_id, achieved.region_code, indicator, indicator_id, period, period_kind, base_period, aspect, area, action, measure, value,
    nullif(bound, 'exact') AS value_bound, unit, value_base, unit_base,
    if(achieved.price_basis = 'unstated' OR (achieved.price_basis = 'like_for_like' AND indicators.price_basis = 'real'),
        coalesce(indicators.price_basis, 'unstated'), achieved.price_basis) AS price_basis,
    FALSE AS derived,
    reports.title AS source_title,
    if(regions.level = 'nation', '国务院', regions.name_zh || '人民政府') AS publisher,
    'self_reported' AS source_kind,
    reports.published, reports.published_precision, reports.source_url,
    if(period_in_doubt, 'may be of all the years that the report reviews', NULL) AS note,
    'all' AS serves, achieved.year AS report_year, char_start AS position, period_in_doubt AS in_doubt
FROM achieved
JOIN reports USING (report_id)
JOIN regions ON regions.region_code = achieved.region_code
LEFT JOIN indicators USING (indicator_id)
WHERE value_base IS NOT NULL AND value_high IS NULL AND unit IS NOT NULL
    -- What may be a target is no figure.
    AND reports.parts IS DISTINCT FROM 'doubtful';

CREATE OR REPLACE VIEW reported AS FROM stated WHERE last_year(period) = report_year - 1;
