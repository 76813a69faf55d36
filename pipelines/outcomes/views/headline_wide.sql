-- The table headline with a row a government and year, as researchers merge such data. Reads headline.
FROM (
    PIVOT headline
    ON headline IN ('gdp', 'industry', 'investment', 'retail', 'trade', 'revenue', 'urban_income', 'rural_income', 'prices', 'jobs')
    USING min(state) AS state, min(target) AS target, min(actual) AS actual, min(status) AS status, min(official) AS official
    GROUP BY region_code, year
)
ORDER BY region_code, year
