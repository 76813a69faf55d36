-- Two sources that print different figures for the same thing: they differ by more than half of the coarser one's last digit.
-- Reads matched_figures, figures.
--   kind  what may explain it, as far as columns tell; the first that applies: per_mille (one prints ‰, the other much the same number
--         with %), price_basis (a figure of the other price basis is what one of them prints), two_figures (the report prints another figure of the
--         same name: this one may be of a part of its area or things), later_vintage (one came out more than a year
--         after the period, and later than the other: it may be a revision), unexplained
CREATE OR REPLACE TABLE conflicts AS
WITH printed AS (
    SELECT statistic_id, year, place, region_code, indicator_id, period, period_kind, base, aspect, area, measure, unit, unit_base, price_basis, source_title, publisher, source_kind, published,
        report_year, value, value_base, last_digit(value, value_base) AS last_digit, coalesce(published > final_day(period) + INTERVAL 1 YEAR, FALSE) AS late
    FROM matched_figures JOIN figures USING (statistic_id)
    WHERE judges AND NOT derived AND value_bound IS NULL AND value <> 0
),
differing AS (
    SELECT first, other, greatest(first.last_digit, other.last_digit) AS last_digit
    FROM printed AS first
    JOIN printed AS other
        ON other.year = first.year AND other.place = first.place AND other.indicator_id = first.indicator_id
        AND other.period = first.period AND other.measure = first.measure AND other.unit_base = first.unit_base
        AND other.price_basis = first.price_basis AND other.period_kind = first.period_kind
        AND other.base IS NOT DISTINCT FROM first.base AND other.area IS NOT DISTINCT FROM first.area
        AND other.aspect IS NOT DISTINCT FROM first.aspect
        AND (other.source_title, other.publisher) <> (first.source_title, first.publisher)
        AND first.statistic_id < other.statistic_id
    WHERE abs(other.value_base - first.value_base) > greatest(first.last_digit, other.last_digit) / 2
),
-- A rate of the other price basis that is what one of the two prints: nominal where the sentence does not say so, or the reverse.
of_other_basis AS (
    SELECT DISTINCT first.statistic_id, other.statistic_id AS other_statistic_id
    FROM differing
    JOIN figures
        ON figures.place = first.place AND figures.indicator_id = first.indicator_id AND figures.period = first.period
        AND figures.measure = first.measure AND figures.measure = 'growth' AND figures.area IS NOT DISTINCT FROM first.area
        AND figures.base IS NOT DISTINCT FROM first.base AND figures.period_kind = first.period_kind
    WHERE in_reach(figures.report_year, first.year) AND figures.price_basis <> first.price_basis AND 'unstated' NOT IN (figures.price_basis, first.price_basis)
        AND figures.value_bound IS NULL
        AND least(abs(figures.value_base - first.value_base), abs(figures.value_base - other.value_base)) <= differing.last_digit / 2
),
of_two_figures AS (
    SELECT DISTINCT first.statistic_id, other.statistic_id AS other_statistic_id
    FROM differing
    JOIN figures
        ON figures.place = first.place AND figures.indicator_id = first.indicator_id AND figures.span = first.period
        AND figures.period_kind = first.period_kind AND figures.measure = first.measure AND figures.unit_base = first.unit_base
        AND figures.report_year = coalesce(first.report_year, other.report_year)
        AND figures.area IS NOT DISTINCT FROM first.area AND figures.base IS NOT DISTINCT FROM first.base
        AND figures.aspect IS NOT DISTINCT FROM first.aspect
    WHERE abs(figures.value_base - if(first.report_year IS NULL, other.value_base, first.value_base)) > differing.last_digit / 2
)
SELECT first.statistic_id, other.statistic_id AS other_statistic_id, first.year, first.region_code, first.indicator_id,
    first.period, first.measure,
    (other.value_base - first.value_base)::DECIMAL(30, 6) AS difference,
    last_digit::DECIMAL(30, 6) AS last_digit,
    first.source_kind, other.source_kind AS other_source_kind,
    CASE
        WHEN first.unit <> other.unit AND '‰' IN (first.unit, other.unit) AND '%' IN (first.unit, other.unit)
            AND abs(first.value - other.value) < least(abs(first.value), abs(other.value)) THEN 'per_mille'
        WHEN of_other_basis.statistic_id IS NOT NULL THEN 'price_basis'
        WHEN of_two_figures.statistic_id IS NOT NULL THEN 'two_figures'
        WHEN (first.late OR other.late) AND first.published IS DISTINCT FROM other.published THEN 'later_vintage'
        ELSE 'unexplained'
    END AS kind
FROM differing
LEFT JOIN of_other_basis
    ON of_other_basis.statistic_id = first.statistic_id AND of_other_basis.other_statistic_id = other.statistic_id
LEFT JOIN of_two_figures
    ON of_two_figures.statistic_id = first.statistic_id AND of_two_figures.other_statistic_id = other.statistic_id;
