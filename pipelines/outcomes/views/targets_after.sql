-- What a government set for a year, what became of it, and what it set of the same thing for the next; the first target of an
-- indicator counts.
WITH firsts AS (
    SELECT target_id, region_code, targets.year, indicator_id, targets.measure, unit_base, aspect, area, value_base, status
    FROM targets JOIN outcomes USING (target_id)
    WHERE value_base IS NOT NULL AND indicator_id IS NOT NULL
        AND period = targets.year::VARCHAR AND period_kind = 'year' AND base_period IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY region_code, targets.year, indicator_id, targets.measure, unit_base, aspect, area ORDER BY char_start, target_id
    ) = 1
)
SELECT this.target_id, after.target_id AS next_target_id, this.region_code, this.year, this.indicator_id, this.measure,
    this.status, this.value_base, after.value_base AS next_value_base, this.unit_base,
    after.value_base < this.value_base AS lowered
FROM firsts AS this
JOIN firsts AS after
    ON after.region_code = this.region_code AND after.indicator_id = this.indicator_id AND after.measure = this.measure
    AND after.unit_base = this.unit_base AND after.year = this.year + 1
    AND after.aspect IS NOT DISTINCT FROM this.aspect AND after.area IS NOT DISTINCT FROM this.area
ORDER BY this.target_id
