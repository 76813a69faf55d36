-- Headline growth targets and what became of them, a row a government and year: the form in which researchers merge such data. The
-- first target of an indicator counts (the floor of 7%以上、力争8%); income is one, by the household survey before 2013 or after.
WITH coded AS (
    SELECT target_id, region_code, year, value, char_start,
        CASE indicator_id
            WHEN 'urban_city_income' THEN 'income_urban'
            WHEN 'rural_net_income' THEN 'income_rural'
            ELSE indicator_id
        END AS indicator_id
    FROM targets
    WHERE period = year::VARCHAR AND unit_base = '%' AND measure = 'growth' AND value IS NOT NULL
),
headline AS (
    SELECT coded.*, actual, status
    FROM coded JOIN outcomes USING (target_id)
    QUALIFY row_number() OVER (PARTITION BY region_code, coded.year, indicator_id ORDER BY char_start, target_id) = 1
)
SELECT region_code, regions.name_zh, regions.short_zh, headline.year,
    min(value) FILTER (indicator_id = 'gdp') AS gdp_target,
    min(actual) FILTER (indicator_id = 'gdp') AS gdp_actual,
    min(status) FILTER (indicator_id = 'gdp') AS gdp_status,
    min(value) FILTER (indicator_id = 'industrial_value_added') AS industry_target,
    min(actual) FILTER (indicator_id = 'industrial_value_added') AS industry_actual,
    min(status) FILTER (indicator_id = 'industrial_value_added') AS industry_status,
    min(value) FILTER (indicator_id = 'fixed_investment') AS investment_target,
    min(actual) FILTER (indicator_id = 'fixed_investment') AS investment_actual,
    min(status) FILTER (indicator_id = 'fixed_investment') AS investment_status,
    min(value) FILTER (indicator_id = 'retail_sales') AS retail_target,
    min(actual) FILTER (indicator_id = 'retail_sales') AS retail_actual,
    min(status) FILTER (indicator_id = 'retail_sales') AS retail_status,
    min(value) FILTER (indicator_id = 'trade_total') AS trade_target,
    min(actual) FILTER (indicator_id = 'trade_total') AS trade_actual,
    min(status) FILTER (indicator_id = 'trade_total') AS trade_status,
    min(value) FILTER (indicator_id = 'budget_revenue') AS revenue_target,
    min(actual) FILTER (indicator_id = 'budget_revenue') AS revenue_actual,
    min(status) FILTER (indicator_id = 'budget_revenue') AS revenue_status,
    min(value) FILTER (indicator_id = 'income_urban') AS urban_income_target,
    min(actual) FILTER (indicator_id = 'income_urban') AS urban_income_actual,
    min(status) FILTER (indicator_id = 'income_urban') AS urban_income_status,
    min(value) FILTER (indicator_id = 'income_rural') AS rural_income_target,
    min(actual) FILTER (indicator_id = 'income_rural') AS rural_income_actual,
    min(status) FILTER (indicator_id = 'income_rural') AS rural_income_status,
    min(value) FILTER (indicator_id = 'cpi') AS prices_target,
    min(actual) FILTER (indicator_id = 'cpi') AS prices_actual,
    min(status) FILTER (indicator_id = 'cpi') AS prices_status
FROM headline JOIN regions USING (region_code)
WHERE indicator_id IN ('gdp', 'industrial_value_added', 'fixed_investment', 'retail_sales', 'trade_total', 'budget_revenue', 'income_urban', 'income_rural', 'cpi')
GROUP BY ALL
ORDER BY region_code, headline.year
