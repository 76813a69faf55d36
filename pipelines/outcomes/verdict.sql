-- The verdict on one figure, by the method's table. All numbers are in base units and DECIMAL; no division on the way.
--   border    how the promise binds: exact, about, at_least, at_most
--   polarity  more, less, ceiling, planned, two_sided
--   low, high the printed number; high is null unless a range is printed
--   actual    the figure
--   a, n      tolerances times 100, in base units: of 左右, and of near

-- Which side of the printed number is better: 1 above, -1 below, 0 neither. A bound says so itself, else the polarity does.
CREATE OR REPLACE MACRO better_side(border, polarity) AS
    CASE
        WHEN border = 'at_least' THEN 1
        WHEN border = 'at_most' THEN -1
        WHEN polarity = 'more' THEN 1
        WHEN polarity = 'two_sided' THEN 0
        ELSE -1
    END;

-- Distance from the promise, 0 inside a range: below the low end negative, above the high end positive.
CREATE OR REPLACE MACRO distance(low, high, actual) AS
    CASE
        WHEN actual < low THEN actual - low
        WHEN actual > coalesce(high, low) THEN actual - coalesce(high, low)
        ELSE 0
    END;

-- How far the figure is on the worse side of the promise; 0 or less where it is reached.
CREATE OR REPLACE MACRO shortfall(side, low, high, actual) AS
    CASE
        WHEN side = 0 THEN abs(distance(low, high, actual))
        -- Of a range the end that is easier to reach counts: 5%-6% is kept at 5%.
        WHEN side = 1 THEN low - actual
        ELSE actual - coalesce(high, low)
    END;

CREATE OR REPLACE MACRO verdict(border, polarity, low, high, actual, a, n) AS
    CASE
        WHEN shortfall(better_side(border, polarity), low, high, actual) <= 0 THEN 'met'
        WHEN (border = 'about' OR (border = 'exact' AND better_side(border, polarity) = 0))
            AND shortfall(better_side(border, polarity), low, high, actual) * 100::DECIMAL(3, 0) <= a THEN 'met'
        WHEN shortfall(better_side(border, polarity), low, high, actual) * 100::DECIMAL(3, 0) <= n THEN 'near'
        ELSE 'missed'
    END;

-- The verdict on a figure that may be a bound or an approximation: one that admits more than one verdict is undetermined,
-- and a bound never proves a target missed.
CREATE OR REPLACE MACRO verdict_on(border, polarity, low, high, actual, actual_bound, a, n) AS
    CASE
        WHEN actual_bound IS NULL THEN verdict(border, polarity, low, high, actual, a, n)
        WHEN actual_bound = 'at_least' THEN
            if(better_side(border, polarity) = 1 AND verdict(border, polarity, low, high, actual, a, n) = 'met', 'met', 'undetermined')
        WHEN actual_bound = 'at_most' THEN
            if(better_side(border, polarity) = -1 AND verdict(border, polarity, low, high, actual, a, n) = 'met', 'met', 'undetermined')
        -- An approximate figure is taken to be right within the tolerance that 左右 has for its measure.
        WHEN verdict(border, polarity, low, high, actual - (a / 100)::DECIMAL(30, 6), a, n) = verdict(border, polarity, low, high, actual, a, n)
            AND verdict(border, polarity, low, high, actual + (a / 100)::DECIMAL(30, 6), a, n) = verdict(border, polarity, low, high, actual, a, n)
            THEN verdict(border, polarity, low, high, actual, a, n)
        ELSE 'undetermined'
    END;
