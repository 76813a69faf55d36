-- Growth worked out from two levels of one source, so that no two vintages are mixed; levels of money are at current prices. Only where
-- series_breaks says that the two are of one series, and to one decimal, as sources print it; none of levels so far apart that it would be
-- no figure. Reads statistics, indicators, series_breaks.
CREATE OR REPLACE VIEW derived AS
WITH levels AS (
    SELECT *, TRY_CAST(period AS INTEGER) AS year,
        -- What rounding may have taken off or put on, as a share of the level.
        last_digit(value, value_base) / 2 / value_base AS roughness
    FROM statistics
    WHERE measure = 'amount' AND value_bound IS NULL AND value > 0
),
-- Of the rows of a region itself, else of those of all, the latest before the period counts.
breaks AS (
    SELECT levels.region_code, levels.indicator_id, levels.year, continuous
    FROM (SELECT DISTINCT region_code, indicator_id, year FROM levels WHERE year IS NOT NULL) AS levels
    JOIN series_breaks
        ON series_breaks.indicator_id = levels.indicator_id AND series_breaks.region_code IN ('100000', levels.region_code)
        AND since <= make_date(levels.year, 1, 1)
    QUALIFY row_number() OVER (
        PARTITION BY levels.region_code, levels.indicator_id, levels.year ORDER BY series_breaks.region_code = '100000', since DESC
    ) = 1
)
SELECT
    this.region_code || '-' || this.period || '-' || left(md5(this.statistic_id || before.statistic_id), 12) AS statistic_id,
    this.region_code, this.indicator, this.indicator_id, this.period, 'growth' AS measure,
    round(TRY_CAST((this.value_base / before.value_base - 1) * 100 AS DECIMAL(24, 6)), 1)::DECIMAL(24, 6) AS value,
    NULL::VARCHAR AS value_bound, '%' AS unit,
    round(TRY_CAST((this.value_base / before.value_base - 1) * 100 AS DECIMAL(24, 6)), 1)::DECIMAL(30, 6) AS value_base, '%' AS unit_base,
    if(indicators.dimension IN ('money', 'money_usd'), 'nominal', indicators.price_basis) AS price_basis,
    TRUE AS derived,
    this.source_title, this.publisher, this.source_kind, this.published, this.published_precision, this.source_url,
    'from the levels of ' || before.period || ' and ' || this.period AS note,
    'year' AS period_kind, NULL::VARCHAR AS base_period, NULL::VARCHAR AS aspect, NULL::VARCHAR AS area, this.serves
FROM levels AS this
JOIN levels AS before
    ON before.region_code = this.region_code AND before.indicator_id = this.indicator_id
    AND before.unit_base = this.unit_base
    AND before.year = this.year - 1
    AND before.source_title = this.source_title AND before.publisher = this.publisher
    AND before.published IS NOT DISTINCT FROM this.published
    AND before.serves = this.serves
JOIN breaks ON breaks.region_code = this.region_code AND breaks.indicator_id = this.indicator_id AND breaks.year = this.year
JOIN indicators ON indicators.indicator_id = this.indicator_id
-- Levels of few digits bear no decimal: of 0.95 and 0.98 the growth may be 2 or 4 %.
WHERE continuous AND this.roughness + before.roughness <= 0.001
    AND this.value_base / before.value_base < 1e15;
