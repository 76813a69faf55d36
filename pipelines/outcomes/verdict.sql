-- The verdict on one figure, by the method's table. All numbers are in base units and DECIMAL; no division on the way but for
-- approximate figures.
--   set    how the target binds: exact, about, at_least, at_most
--   polarity  more, less, ceiling, planned, two_sided, neutral (which side is better is not known)
--   low, high the printed number; high is null unless a range is printed
--   actual    the figure

-- Which side of the printed number is better: 1 above, -1 below, 0 neither, null where it is not known. A bound says so itself, else the
-- polarity does; it does not say what the fall of a thing is for of which more is better.
CREATE OR REPLACE MACRO better_side(set, polarity, falls) AS
    CASE
        WHEN set = 'at_least' THEN 1
        WHEN set = 'at_most' THEN -1
        WHEN polarity = 'neutral' OR (polarity = 'more' AND falls) THEN NULL
        WHEN polarity = 'more' THEN 1
        WHEN polarity = 'two_sided' THEN 0
        ELSE -1
    END;

-- Distance from the target, 0 inside a range: below the low end negative, above the high end positive.
CREATE OR REPLACE MACRO distance(low, high, actual) AS
    CASE
        WHEN actual < low THEN actual - low
        WHEN actual > coalesce(high, low) THEN actual - coalesce(high, low)
        ELSE 0
    END;

-- How far the figure is on the worse side of the target; 0 or less where it is reached; null where no side is known.
CREATE OR REPLACE MACRO shortfall(side, low, high, actual) AS
    CASE
        WHEN side IS NULL THEN NULL
        WHEN side = 0 THEN abs(distance(low, high, actual))
        -- Of a range the end that is easier to reach counts: 5%-6% is kept at 5%.
        WHEN side = 1 THEN low - actual
        ELSE actual - coalesce(high, low)
    END;

-- Whether a figure is so far from the target that it is more often another thing: by its share of the nearer end of the target
-- (attainment), or by its distance from it (gap). What lies within a range is never far.
CREATE OR REPLACE MACRO is_far(far_by, least, most, low, high, actual) AS
    CASE
        WHEN far_by = 'gap' THEN abs(distance(low, high, actual)) > most
        WHEN far_by = 'attainment' AND low > 0 THEN actual < low * least OR actual > coalesce(high, low) * most
        -- Of what is to fall by so much.
        WHEN far_by = 'attainment' AND coalesce(high, low) < 0 THEN actual < low * most OR actual > coalesce(high, low) * least
        ELSE FALSE
    END;

-- The verdict on a figure that falls short by so much: a and n are the tolerances times 100, of 左右 and of near.
CREATE OR REPLACE MACRO verdict(set, side, short, a, n) AS
    CASE
        WHEN short <= 0 THEN 'met'
        WHEN short * 100::DECIMAL(3, 0) <= a AND (set = 'about' OR (set = 'exact' AND side = 0)) THEN 'met'
        WHEN short * 100::DECIMAL(3, 0) <= n THEN 'near'
        ELSE 'missed'
    END;

-- The verdict on a figure that may be a bound or an approximation: one that admits more than one verdict is undetermined,
-- and a bound never proves a target missed. An approximate figure is taken to be right within the tolerance of 左右.
CREATE OR REPLACE MACRO verdict_on(set, side, short, actual_bound, a, n) AS
    CASE
        WHEN side IS NULL THEN 'undetermined'
        WHEN actual_bound IN ('at_least', 'at_most') THEN
            if(side = if(actual_bound = 'at_least', 1, -1) AND verdict(set, side, short, a, n) = 'met', 'met', 'undetermined')
        WHEN actual_bound = 'about' AND verdict(set, side, short - (a / 100)::DECIMAL(30, 6), a, n)
            <> verdict(set, side, short + (a / 100)::DECIMAL(30, 6), a, n) THEN 'undetermined'
        ELSE verdict(set, side, short, a, n)
    END;
