-- What docs/explanation/provinces.md counts, of provinces alone. Reads headline, outcomes, matches, candidates, reports, regions, and asked
-- (headline and year that an official figure is asked for). Gives the tables verdicts, mentions, states, coverage, gaps and differences,
-- each with some rows a headline.
CREATE TABLE rows AS
SELECT headline.*, year // 10 * 10 AS decade FROM headline JOIN regions USING (region_code) WHERE level = 'province';

-- Of every target the verdict of the government's own word, and that of the statistical office. What serves the newest vintage alone was not
-- known then, and what is held is told by nobody.
CREATE TABLE judged AS
WITH pairs AS (
    SELECT target_id, source_kind = 'self_reported' AS own_word, verdict
    FROM matches JOIN (SELECT DISTINCT statistic_id, source_kind, serves FROM candidates) USING (statistic_id)
    WHERE comparability = 'comparable' AND verdict IN ('met', 'near', 'missed') AND serves = 'all' AND source_kind <> 'press'
    QUALIFY row_number() OVER (PARTITION BY target_id, own_word ORDER BY rank) = 1
),
by_both AS (
    SELECT target_id, first(verdict) FILTER (WHERE own_word) AS own, first(verdict) FILTER (WHERE NOT own_word) AS official
    FROM pairs GROUP BY target_id
)
SELECT rows.*, own, by_both.official AS by_office, next_reports.year IS NOT NULL AS next_at_hand
FROM rows
LEFT JOIN by_both USING (target_id)
LEFT JOIN (SELECT DISTINCT region_code, year FROM reports) AS next_reports
    ON next_reports.region_code = rows.region_code AND next_reports.year = rows.year + 1
WHERE state = 'target' AND status NOT IN ('held', 'pending');

CREATE TABLE verdicts AS
SELECT headline, decade, count(*) AS targets,
    count(*) FILTER (WHERE own = 'met') AS own_met, count(*) FILTER (WHERE own = 'near') AS own_near, count(*) FILTER (WHERE own = 'missed') AS own_missed,
    count(*) FILTER (WHERE by_office = 'met') AS office_met, count(*) FILTER (WHERE by_office = 'near') AS office_near, count(*) FILTER (WHERE by_office = 'missed') AS office_missed,
    count(*) FILTER (WHERE own IS NOT NULL AND by_office IS NOT NULL) AS both_judge, count(*) FILTER (WHERE own = by_office) AS both_same
FROM judged GROUP BY ALL;

-- Of targets that the statistical office decides, and whose next report is at hand: how often that report says nothing of them.
CREATE TABLE mentions AS
SELECT headline,
    count(*) FILTER (WHERE by_office = 'met') AS met, count(*) FILTER (WHERE by_office = 'met' AND claim = 'silent') AS met_silent,
    count(*) FILTER (WHERE by_office IN ('near', 'missed')) AS missed, count(*) FILTER (WHERE by_office IN ('near', 'missed') AND claim = 'silent') AS missed_silent
FROM judged WHERE next_at_hand GROUP BY ALL;

CREATE TABLE states AS SELECT headline, state, count(*) AS times FROM rows WHERE state <> 'no_text' GROUP BY ALL;

-- Every province that has a report in every year of the span, whether the table has a row or not.
CREATE TABLE spans AS
SELECT provinces.region_code, year, headline, official, official_level, coalesce(official_revised, FALSE) AS official_revised,
    coalesce(official_derived, FALSE) AS official_derived, official_reason
FROM (SELECT DISTINCT region_code FROM rows) AS provinces
CROSS JOIN asked
LEFT JOIN rows USING (region_code, year, headline);

CREATE TABLE coverage AS
SELECT headline, count(*) AS of_all, count(official) AS rates, count(*) FILTER (WHERE official_revised) AS revised, count(*) FILTER (WHERE official_derived) AS derived,
    count(coalesce(official, official_level)) AS figures
FROM spans GROUP BY ALL;

CREATE TABLE gaps AS
SELECT headline, coalesce(official_reason, 'no_source') AS reason, min(year) AS first_year, max(year) AS last_year, count(*) AS times
FROM spans WHERE official IS NULL GROUP BY ALL;

-- What the next report prints against what the statistical office prints, by whether that figure came out within a year.
CREATE TABLE differences AS
SELECT headline, count(*) AS pairs, count(*) FILTER (WHERE abs(said - official) > 0.3) AS apart,
    count(*) FILTER (WHERE soon) AS soon, count(*) FILTER (WHERE soon AND abs(said - official) > 0.3) AS soon_apart,
    count(*) FILTER (WHERE said > official + 0.3) AS said_more
FROM (SELECT *, official_published <= make_date(year + 1, 12, 31) AS soon FROM rows)
WHERE said IS NOT NULL AND official IS NOT NULL AND unit_base = '%' GROUP BY ALL;
