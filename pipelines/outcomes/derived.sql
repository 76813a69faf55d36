-- Growth worked out from two levels of one source, so that no two vintages are mixed; levels of money are at current prices. Reads
-- statistics, indicators.
CREATE OR REPLACE VIEW derived AS
WITH levels AS (
    FROM statistics WHERE measure = 'amount' AND value_bound IS NULL
)
SELECT
    this.region_code || '-' || this.period || '-' || left(md5(this.statistic_id || before.statistic_id), 12) AS statistic_id,
    this.region_code, this.indicator, this.indicator_id, this.period, 'growth' AS measure,
    ((this.value_base / before.value_base - 1) * 100)::DECIMAL(24, 6) AS value,
    NULL::VARCHAR AS value_bound, '%' AS unit,
    ((this.value_base / before.value_base - 1) * 100)::DECIMAL(30, 6) AS value_base, '%' AS unit_base,
    if(indicators.dimension IN ('money', 'money_usd'), 'nominal', indicators.price_basis) AS price_basis,
    TRUE AS derived,
    this.source_title, this.publisher, this.source_kind, this.published, this.published_precision, this.source_url,
    'from the levels of ' || before.period || ' and ' || this.period AS note,
    'year' AS period_kind, NULL::VARCHAR AS base_period, NULL::VARCHAR AS aspect, NULL::VARCHAR AS area, this.serves
FROM levels AS this
JOIN levels AS before
    ON before.region_code = this.region_code AND before.indicator_id = this.indicator_id
    AND before.unit_base = this.unit_base
    AND before.period = (TRY_CAST(this.period AS INTEGER) - 1)::VARCHAR
    AND before.source_title = this.source_title AND before.publisher = this.publisher
    AND before.published IS NOT DISTINCT FROM this.published
JOIN indicators ON indicators.indicator_id = this.indicator_id
WHERE before.value_base > 0;
