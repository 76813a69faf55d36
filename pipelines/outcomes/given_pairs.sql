-- The pairs as a package names them, with what judging needs of the figure. Reads given_matches, figures, due, readings, and pairs, which the
-- step of that name made of the same figures; gives linked_again, those, and pairs in its form (pairs.sql).
CREATE OR REPLACE TABLE linked_again AS FROM pairs;
CREATE OR REPLACE TABLE pairs AS
SELECT given_matches.target_id, given_matches.statistic_id, given_matches.year, given_matches.link, given_matches.names_agree,
    given_matches.witness, given_matches.comparability, given_matches.comparability_reason, given_matches.rank,
    coalesce(finding, max(finding) FILTER (finding = 'confirmed') OVER (PARTITION BY given_matches.target_id, figures.value_base)) AS finding,
    figures.value_base AS actual_base,
    -- Of a part of the target's time it is the least.
    if(figures.period_kind = 'part_of_year' AND figures.span <> due.span, 'at_least', figures.value_bound) AS actual_bound,
    figures.published, figures.derived, figures.serves
FROM given_matches
JOIN figures USING (statistic_id)
JOIN due USING (target_id)
LEFT JOIN readings ON readings.target_id = given_matches.target_id AND readings.statistic_id = given_matches.statistic_id;
