-- What a period says, ISO 8601 with or without months: 2023, 2021/2025, 2023-01/2023-11. Gives macros.
CREATE OR REPLACE MACRO year_of(part) AS left(part, 4)::INTEGER;
CREATE OR REPLACE MACRO month_of(part, otherwise) AS coalesce(TRY_CAST(substr(part, 6, 2) AS INTEGER), otherwise);
CREATE OR REPLACE MACRO first_year(period) AS year_of(period);
CREATE OR REPLACE MACRO last_year(period) AS year_of(split_part(period, '/', -1));
CREATE OR REPLACE MACRO first_day(period) AS make_date(year_of(period), month_of(split_part(period, '/', 1), 1), 1);
CREATE OR REPLACE MACRO final_day(period) AS
    last_day(make_date(last_year(period), month_of(split_part(period, '/', -1), 12), 1));

-- The time by which two figures meet: of what a span ends with, its last year.
CREATE OR REPLACE MACRO span(kind, period) AS if(kind = 'end', last_year(period)::VARCHAR, period);

-- What a rate is counted from, where it is printed and is not the year before.
CREATE OR REPLACE MACRO counted_from(base_period, period) AS nullif(base_period, (first_year(period) - 1)::VARCHAR);

-- Whether a report may be asked about what another one says, by their years: which reports are at hand must not make a difference. Reads the
-- variables first_report and last_report; what stands in no report is always heard.
CREATE OR REPLACE MACRO in_reach(report_year, year) AS
    coalesce(report_year BETWEEN year + getvariable('first_report') AND year + getvariable('last_report'), TRUE);
