-- The figures that matches names, once a year of the targets that they meet. Reads matches, figures.
--   judges  it is comparable with one of them at least
CREATE OR REPLACE TABLE matched_figures AS
SELECT year, statistic_id, bool_or(comparability = 'comparable') AS judges FROM matches GROUP BY ALL;
CREATE OR REPLACE VIEW candidates AS
FROM matched_figures JOIN figures USING (statistic_id);
