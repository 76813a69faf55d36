-- The pairs, each judged by itself. Reads pairs, measured.
--   verdict                what the figure says of the target; null where it may not judge it, or while the period is open
--   verdict_if_comparable  the same, whether it may or not
--   other_verdicts         the same without, with half and with twice the tolerances
--   distance_base          from the promise to the figure, in base units
--   short_base             how far the figure is on the worse side, in base units
CREATE OR REPLACE MACRO half(tolerance) AS (tolerance * 0.5)::DECIMAL(8, 2);
CREATE OR REPLACE MACRO twice(tolerance) AS (tolerance * 2)::DECIMAL(8, 2);
CREATE OR REPLACE TABLE matches AS
WITH distances AS (
    SELECT pairs.*, period_open, bound, side, about, near, scale,
        distance(value_base, value_high_base, actual_base) AS distance_base,
        shortfall(side, value_base, value_high_base, actual_base) AS short_base
    FROM pairs JOIN measured USING (target_id)
)
SELECT target_id, statistic_id, year, comparability, comparability_reason, rank, link,
    verdict_on(bound, side, short_base, actual_bound, about * scale, near * scale) AS verdict_if_comparable,
    if(comparability = 'comparable' AND NOT period_open, verdict_if_comparable, NULL) AS verdict,
    if(rank = 1, [
        verdict_on(bound, side, short_base, actual_bound, 0, 0),
        verdict_on(bound, side, short_base, actual_bound, half(about) * scale, half(near) * scale),
        verdict_on(bound, side, short_base, actual_bound, twice(about) * scale, twice(near) * scale)
    ], NULL) AS other_verdicts,
    distance_base, short_base, actual_base, actual_bound, published
FROM distances;
