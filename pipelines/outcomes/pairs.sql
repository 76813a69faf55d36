-- Every pair of a target and a figure that could judge it, the best of a target first, with what judging needs of the figure (from
-- actual_base on). Reads due, figures, witnesses, indicator_relations, meets, reports, readings.
--   witness       what bears out a figure that is in doubt of its year
--   finding       what a second reading says of the pair
--   actual_bound  how the figure binds: of a part of the target's year it is the least
CREATE OR REPLACE TABLE pairs AS
WITH
-- A relation holds from its date on; the latest before the period counts.
relations AS (
    SELECT due.target_id, other_indicator_id AS indicator_id, arg_max(relation, since) AS relation
    FROM due JOIN indicator_relations USING (indicator_id)
    WHERE since <= period_start
    GROUP BY ALL
    UNION ALL
    SELECT target_id, indicator_id, 'same' FROM due WHERE indicator_id IS NOT NULL
),
-- So does what may meet what.
allowed AS (
    SELECT period_start, compares, of_target, of_figure, arg_max(may, since) AS may
    FROM (SELECT DISTINCT period_start FROM due) JOIN meets ON since <= period_start
    GROUP BY ALL
),
-- Every figure for its own time; that for a part of a year for the whole year too.
heard AS (
    SELECT *, 'judge' AS may, value_bound AS actual_bound FROM figures
    UNION ALL
    SELECT * REPLACE (last_year(period)::VARCHAR AS span), 'prove_at_least', 'at_least'
    FROM figures
    WHERE period_kind = 'part_of_year' AND first_year(period) = last_year(period) AND coalesce(value_bound, 'at_least') = 'at_least'
),
-- Growth meets growth and levels meet levels, in units of one dimension, of one place, area, time and base.
linked AS (
    SELECT due.target_id, due.year, due.period_end, heard.statistic_id, heard.source_order, heard.published, heard.derived, heard.serves,
        heard.position, heard.in_doubt, witness, heard.action IS DISTINCT FROM due.action AS other_action, heard.may, heard.value_base AS actual_base, heard.actual_bound,
        CASE
            WHEN relation <> 'same' THEN 'scope_' || relation
            WHEN due.measure = 'growth'
                AND due.price_basis IN ('real', 'nominal') AND heard.price_basis IN ('real', 'nominal')
                AND due.price_basis <> heard.price_basis THEN 'price_basis'
            WHEN due.measure IN ('amount', 'change') AND aspects.may IS NULL AND coalesce(due.aspect, heard.aspect) IS NOT NULL
                THEN if('addition' IN (due.aspect, heard.aspect), 'addition', 'aspect')
            WHEN heard.in_doubt AND witness IS NULL THEN 'period_in_doubt'
        END AS comparability_reason
    FROM due
    JOIN relations USING (target_id)
    JOIN heard
        ON heard.indicator_id = relations.indicator_id
        AND heard.place = due.place
        AND heard.span = due.span
        AND heard.measure = due.measure
        AND heard.unit_base = due.unit_base
        -- Of what is empty mostly, IS NOT DISTINCT FROM takes twice the time.
        AND coalesce(heard.base, '') = coalesce(due.base, '')
        AND coalesce(heard.area, '') = coalesce(due.area, '')
    JOIN allowed AS periods
        ON periods.period_start = due.period_start AND periods.compares = 'period_kind'
        AND periods.of_target = due.period_kind AND periods.of_figure = heard.period_kind AND periods.may = heard.may
    LEFT JOIN allowed AS aspects
        ON aspects.period_start = due.period_start AND aspects.compares = if(heard.may = 'judge', 'aspect', 'aspect_of_part')
        AND aspects.of_target = due.aspect AND aspects.of_figure = heard.aspect AND aspects.may = heard.may
    LEFT JOIN witnesses ON witnesses.statistic_id = heard.statistic_id
    WHERE due.value_base IS NOT NULL AND (heard.report_year IS NULL OR heard.report_year = due.year + 1)
        -- Of what does not only grow, a part of the year says nothing.
        AND (heard.may = 'judge' OR aspects.may IS NOT NULL)
        -- What may be a result is no promise.
        AND due.report_id NOT IN (SELECT report_id FROM reports WHERE parts = 'doubtful')
)
SELECT target_id, statistic_id, year, 'code' AS link, witness,
    if(comparability_reason IS NULL, 'comparable', 'not_comparable') AS comparability,
    comparability_reason,
    row_number() OVER (
        PARTITION BY target_id
        ORDER BY
            -- What serves the newest vintage alone never decides.
            serves = 'latest',
            comparability_reason IS NOT NULL,
            -- A part of the year never wins over the whole.
            may = 'prove_at_least',
            -- Worked out only where nobody prints the growth.
            derived,
            -- What came out after the year that follows the period is a revision.
            coalesce(published > period_end + INTERVAL 1 YEAR, FALSE),
            source_order, published NULLS LAST,
            in_doubt,
            -- Of one thing that is built and renewed each has its own figure.
            other_action, position, statistic_id
    )::INTEGER AS rank,
    finding, actual_base, actual_bound, published, derived, serves
FROM linked LEFT JOIN readings USING (target_id, statistic_id)
-- What was read again and belongs to something else.
WHERE finding IS DISTINCT FROM 'wrong_figure' AND target_id NOT IN (SELECT target_id FROM readings WHERE finding = 'wrong_target');
