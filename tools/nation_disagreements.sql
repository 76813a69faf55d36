-- Figures that a communiqué and the report of the next year both print, of one indicator, year, measure and dimension. They are apart
-- where they differ by more than half the coarser one's last digit, or where one lies outside the other's bound. Reads statistics,
-- achieved, and the parameters region, first, last.
WITH communiques AS (
    SELECT *, (value_base / nullif(value, 0)) * power(10, -length(rtrim(split_part(value::VARCHAR, '.', 2), '0'))) AS last_digit
    FROM statistics
    WHERE region_code = $region AND source_kind = 'communique' AND TRY_CAST(period AS INTEGER) BETWEEN $first AND $last
),
reports AS (
    SELECT *, (value_base / nullif(value, 0)) * power(10, -length(rtrim(split_part(value::VARCHAR, '.', 2), '0'))) AS last_digit
    FROM achieved
    WHERE region_code = $region AND period = (year - 1)::VARCHAR AND value_base IS NOT NULL AND value_high IS NULL
        AND period_kind = 'year' AND base_period IS NULL AND area IS NULL
),
pairs AS (
    SELECT
        period, indicator_id, measure, reports.char_start,
        communiques.value AS communique_value, communiques.unit AS communique_unit, reports.value AS report_value,
        reports.unit AS report_unit, reports.bound,
        reports.value_base - communiques.value_base AS difference,
        greatest(coalesce(communiques.last_digit, 0), coalesce(reports.last_digit, 0)) / 2 AS rounding,
        communiques.value_bound AS communique_bound
    FROM communiques JOIN reports USING (indicator_id, period, measure, unit_base)
    -- Real and nominal growth are two things.
    WHERE 'unstated' IN (communiques.price_basis, reports.price_basis) OR communiques.price_basis = reports.price_basis
)
SELECT
    period, indicator_id, measure,
    printf('%s %s', rtrim(rtrim(communique_value::VARCHAR, '0'), '.'), communique_unit) AS communique,
    printf('%s %s', rtrim(rtrim(report_value::VARCHAR, '0'), '.'), report_unit) AS report,
    CASE
        WHEN abs(difference) <= rounding + 0.000001 THEN FALSE
        WHEN bound = 'at_least' THEN difference > 0
        WHEN bound = 'at_most' THEN difference < 0
        WHEN communique_bound = 'at_least' THEN difference < 0
        WHEN communique_bound = 'at_most' THEN difference > 0
        ELSE TRUE
    END AS apart
FROM pairs
ORDER BY period, indicator_id, measure, char_start;
