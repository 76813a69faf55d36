-- The table headline with a row a government and year, as researchers merge such data, with its names and level. Reads headline, regions.
WITH wide AS (
    PIVOT headline
    ON headline IN ('gdp', 'industry', 'investment', 'retail', 'trade', 'revenue', 'urban_income', 'rural_income', 'prices', 'jobs')
    USING min(state) AS state, min(target) AS target, min(target_high) AS target_high, min(bound) AS bound, min(actual) AS actual,
        min(actual_latest) AS actual_latest, min(source_kind) AS source_kind, min(status) AS status, min(status_latest) AS status_latest,
        min(claim) AS claim, min(official) AS official
    GROUP BY region_code, year
)
SELECT region_code, name_zh AS place_zh, name_en AS place_en, level, wide.* EXCLUDE (region_code)
FROM wide JOIN regions USING (region_code)
ORDER BY region_code, year
