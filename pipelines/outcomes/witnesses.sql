-- What bears out a figure that is in doubt of its year. That it is near to a target bears out nothing. Reads figures, stated,
-- region_changes, and the variable known_on (null: no limit). Gives a row a figure that is borne out:
--   witness  next_report: the report after that of the figure prints the same for that year; statistic: so does a published statistic;
--            printed_sum: the years before and this one make the sum that its own report prints for all of them
-- No report is asked that is more than four years older than that of the figure.
CREATE OR REPLACE TABLE witnesses AS
WITH
-- A thing is its code, else its name. Bounds and approximations bear nothing out.
seen AS (
    SELECT statistic_id, place, report_year, period, period_kind, last_year(period) AS year, in_doubt, source_order,
        coalesce(indicator_id, indicator) AS thing, measure, unit_base, coalesce(aspect, '') AS aspect, coalesce(area, '') AS area,
        coalesce(base, '') AS base, value_base, last_digit(value, value_base) AS digit
    FROM figures
    WHERE value_bound IS NULL AND NOT derived AND value <> 0
),
doubted AS (FROM seen WHERE in_doubt AND period_kind = 'year'),
sure AS (FROM seen SEMI JOIN doubted USING (place, thing, measure, unit_base, area, base) WHERE NOT in_doubt),
-- What the report after it says of that year.
looked_back AS (
    SELECT coalesce(region_changes.region_code, stated.region_code) AS place, report_year, period, period_kind,
        coalesce(indicator_id, indicator) AS thing, measure, unit_base, coalesce(aspect, '') AS aspect, coalesce(area, '') AS area,
        coalesce(counted_from(base_period, period), '') AS base, value_base, last_digit(value, value_base) AS digit
    FROM stated LEFT JOIN region_changes ON old_region_code = stated.region_code
    WHERE last_year(period) = report_year - 2 AND value_bound IS NULL AND value <> 0 AND NOT in_doubt
        AND (getvariable('known_on') IS NULL OR published IS NULL OR published <= getvariable('known_on'))
),
by_next_report AS (
    SELECT doubted.statistic_id, 'next_report' AS witness
    FROM doubted JOIN looked_back USING (place, thing, measure, unit_base, aspect, area, base, period, period_kind)
    WHERE looked_back.report_year = doubted.report_year + 1
        AND abs(looked_back.value_base - doubted.value_base) <= greatest(looked_back.digit, doubted.digit) / 2
),
-- A source that is heard before the government's own report.
by_statistic AS (
    SELECT doubted.statistic_id, 'statistic' AS witness
    FROM doubted JOIN sure USING (place, thing, measure, unit_base, aspect, area, base, period, period_kind)
    WHERE sure.source_order < doubted.source_order
        AND abs(sure.value_base - doubted.value_base) <= greatest(sure.digit, doubted.digit) / 2
),
sums AS (
    SELECT doubted.statistic_id, doubted.value_base, doubted.digit + sure.digit AS digits,
        place, thing, measure, unit_base, aspect, area, base, first_year(sure.period) AS first, doubted.year AS last, sure.value_base AS printed
    FROM doubted JOIN sure USING (place, thing, measure, unit_base, aspect, area, base, report_year, year)
    WHERE sure.period_kind = 'total' AND first_year(sure.period) BETWEEN year - 4 AND year - 1
),
-- One figure a year: what two sentences of a report contradict each other about adds up to nothing.
years AS (
    SELECT place, thing, measure, unit_base, aspect, area, base, year, min(value_base) AS value_base, max(digit) AS digit
    FROM sure
    WHERE period_kind = 'year' AND report_year = year + 1
    GROUP BY ALL
    HAVING min(value_base) = max(value_base)
),
by_printed_sum AS (
    SELECT statistic_id, 'printed_sum' AS witness
    FROM sums JOIN years USING (place, thing, measure, unit_base, aspect, area, base)
    WHERE years.year BETWEEN first AND last - 1
    GROUP BY statistic_id, first, last, printed, digits, sums.value_base
    HAVING count(*) = last - first
        AND abs(sum(years.value_base) + sums.value_base - printed) <= (digits + sum(years.digit)) / 2
        -- Rounding leaves too much open where it is no small part of the figure.
        AND digits + sum(years.digit) <= sums.value_base / 5
)
SELECT statistic_id, min(witness) AS witness
FROM (FROM by_next_report UNION ALL FROM by_statistic UNION ALL FROM by_printed_sum)
GROUP BY statistic_id;
