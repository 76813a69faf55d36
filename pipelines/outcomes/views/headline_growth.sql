-- Headline growth targets and what became of them, a row a government and year: the form in which researchers merge such data. The
-- first target of an indicator counts (the floor of 7%以上、力争8%); income is one, by the household survey before 2013 or after.
WITH headlines AS (
    FROM (VALUES
        ('gdp', 'gdp'), ('industrial_value_added', 'industry'), ('fixed_investment', 'investment'), ('retail_sales', 'retail'),
        ('trade_total', 'trade'), ('budget_revenue', 'revenue'), ('income_urban', 'urban_income'), ('urban_city_income', 'urban_income'),
        ('income_rural', 'rural_income'), ('rural_net_income', 'rural_income'), ('cpi', 'prices')
    ) AS headlines (indicator_id, headline)
),
firsts AS (
    SELECT region_code, name_zh, short_zh, targets.year, headline, value, actual, status
    FROM targets JOIN headlines USING (indicator_id) JOIN outcomes USING (target_id) JOIN regions USING (region_code)
    WHERE period = targets.year::VARCHAR AND period_kind = 'year' AND base_period IS NULL AND area IS NULL AND unit_base = '%' AND targets.measure = 'growth' AND value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY region_code, targets.year, headline ORDER BY char_start, target_id) = 1
)
FROM (
    PIVOT firsts
    ON headline IN ('gdp', 'industry', 'investment', 'retail', 'trade', 'revenue', 'urban_income', 'rural_income', 'prices')
    USING min(value) AS target, min(actual) AS actual, min(status) AS status
    GROUP BY region_code, name_zh, short_zh, year
)
ORDER BY region_code, year
