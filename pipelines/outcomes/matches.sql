-- The pairs, each judged by itself. Reads pairs, measured, statuses (status, decided).
--   verdict                what the figure says of the target; null where it may not judge it, or while the period is open
--   verdict_if_comparable  the same, whether it may or not
--   status                 the verdict, or held where it may not be told before a second reading
--   status_reason          why it is held, or undetermined
--   other_verdicts         the same without, with half and with twice the tolerances
--   distance_base          from the target to the figure, in base units
--   short_base             how far the figure is on the worse side, in base units
CREATE OR REPLACE MACRO half(tolerance) AS (tolerance * 0.5)::DECIMAL(8, 2);
CREATE OR REPLACE MACRO twice(tolerance) AS (tolerance * 2)::DECIMAL(8, 2);
CREATE OR REPLACE TABLE matches AS
WITH distances AS (
    SELECT pairs.*, period_open, bound, side, about, near, scale,
        distance(value_base, value_high_base, actual_base) AS distance_base,
        shortfall(side, value_base, value_high_base, actual_base) AS short_base,
        if(is_far(far_by, least, most, value_base, value_high_base, actual_base), far_reason, NULL) AS far_reason
    FROM pairs JOIN measured USING (target_id)
),
verdicts AS (
    SELECT *,
        verdict_on(bound, side, short_base, actual_bound, about * scale, near * scale) AS verdict_if_comparable,
        if(comparability = 'comparable' AND NOT period_open, verdict_if_comparable, NULL) AS verdict
    FROM distances
)
SELECT target_id, statistic_id, year, comparability, comparability_reason, rank, link, names_agree, witness, finding, verdict_if_comparable, verdict,
    CASE
        WHEN decided AND finding = 'wrong_verdict' THEN 'reading'
        WHEN decided AND finding = 'confirmed' THEN NULL
        WHEN decided THEN far_reason
        WHEN verdict IS NOT NULL THEN if(side IS NULL, 'polarity_unknown', 'actual_uncertain')
    END AS status_reason,
    if(decided AND status_reason IS NOT NULL, 'held', verdict) AS status,
    if(rank = 1, [
        verdict_on(bound, side, short_base, actual_bound, 0, 0),
        verdict_on(bound, side, short_base, actual_bound, half(about) * scale, half(near) * scale),
        verdict_on(bound, side, short_base, actual_bound, twice(about) * scale, twice(near) * scale)
    ], NULL) AS other_verdicts,
    distance_base, short_base, actual_base, actual_bound, published, derived, serves
FROM verdicts LEFT JOIN statuses ON statuses.status = verdicts.verdict;
