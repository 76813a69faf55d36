-- Two sources that print different figures for the same thing: they differ by more than half of the coarser one's last digit.
-- Reads matched_figures, figures.
CREATE OR REPLACE TABLE conflicts AS
WITH printed AS (
    SELECT statistic_id, year, place, region_code, indicator_id, period, period_kind, base, aspect, area, measure, unit_base, price_basis, source_title, publisher, value_base, last_digit(value, value_base) AS last_digit
    FROM matched_figures JOIN figures USING (statistic_id)
    WHERE judges AND NOT derived AND value_bound IS NULL AND value <> 0
)
SELECT first.statistic_id, other.statistic_id AS other_statistic_id, first.year, first.region_code, first.indicator_id,
    first.period, first.measure,
    (other.value_base - first.value_base)::DECIMAL(30, 6) AS difference,
    greatest(first.last_digit, other.last_digit)::DECIMAL(30, 6) AS last_digit
FROM printed AS first
JOIN printed AS other
    ON other.year = first.year AND other.place = first.place AND other.indicator_id = first.indicator_id
    AND other.period = first.period AND other.measure = first.measure AND other.unit_base = first.unit_base
    AND other.price_basis = first.price_basis AND other.period_kind = first.period_kind
    AND other.base IS NOT DISTINCT FROM first.base AND other.area IS NOT DISTINCT FROM first.area
    AND other.aspect IS NOT DISTINCT FROM first.aspect
    AND (other.source_title, other.publisher) <> (first.source_title, first.publisher)
    AND first.statistic_id < other.statistic_id
WHERE abs(other.value_base - first.value_base) > greatest(first.last_digit, other.last_digit) / 2;
