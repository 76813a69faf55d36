-- What the digits of a printed number say, and how many there may be. Gives macros.

-- The last printed digit, in base units: of 6.8 % it is 0.1, of 3350 万吨 10000 t.
CREATE OR REPLACE MACRO last_digit(value, value_base) AS
    (value_base / nullif(value, 0)) * power(10, -length(rtrim(split_part(value::VARCHAR, '.', 2), '0')));

-- Whether a figure and its distance from a target can be told in the unit of the target, of which one is so many base units: a column has
-- eighteen digits before the point, and a division may round up to one more.
CREATE OR REPLACE MACRO can_be_told(actual, set, factor) AS greatest(abs(actual), abs(actual - set)) < 1e17 * factor;
-- A figure in the target's unit. To double n times (番) has the factor 2ⁿ as its base value.
CREATE OR REPLACE MACRO in_unit(base, factor, unit_base) AS
    if(unit_base = 'doubling', TRY(log2(base)::DECIMAL(24, 6)), (base / factor)::DECIMAL(24, 6));
