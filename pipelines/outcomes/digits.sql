-- What the digits of a printed number say. Gives macros.

-- The last printed digit, in base units: of 6.8 % it is 0.1, of 3350 万吨 10000 t.
CREATE OR REPLACE MACRO last_digit(value, value_base) AS
    (value_base / nullif(value, 0)) * power(10, -length(rtrim(split_part(value::VARCHAR, '.', 2), '0')));
