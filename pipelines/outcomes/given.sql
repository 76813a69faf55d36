-- The figures and pairs that a package holds, for judging them again. Reads given_statistics and given_matches, the tables as published, and
-- gives what the steps read in place of all that the line knew: statistics, derived, reported (what reports state; their verbs are not
-- published) and witnesses.
CREATE OR REPLACE VIEW statistics AS FROM given_statistics WHERE split_part(statistic_id, '@', 2) = '';
CREATE OR REPLACE VIEW derived AS FROM given_statistics WHERE FALSE;
CREATE OR REPLACE VIEW reported AS
SELECT *, NULL::VARCHAR AS action,
    TRY_CAST(substr(split_part(statistic_id, '@', 1), 8) AS INTEGER) AS report_year,
    coalesce(TRY_CAST(split_part(split_part(statistic_id, '@', 2), '.', 1) AS BIGINT), 0) AS position,
    coalesce(note = 'may be of all the years that the report reviews', FALSE) AS in_doubt
FROM given_statistics
WHERE split_part(statistic_id, '@', 2) <> '';
CREATE OR REPLACE TABLE witnesses AS
SELECT statistic_id, min(witness) AS witness FROM given_matches WHERE witness IS NOT NULL GROUP BY statistic_id;
