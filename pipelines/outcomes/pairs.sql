-- Every pair of a target and a figure that could judge it, the best of a target first, with what judging needs of the figure (from
-- actual_base on). They meet by the code of their indicator, and a figure of the next report by its words too (words). Reads due, figures, witnesses,
-- indicator_relations, link_words, meets, reports, readings.
--   link          by which of the two they meet; code where by both
--   names_agree   they meet by their words, and there is no other that the target or the figure would meet as well
--   witness       what bears out a figure that is in doubt of its year
--   finding       what a second reading says of the pair
--   actual_bound  how the figure binds: of a part of the target's year it is the least
CREATE OR REPLACE TABLE pairs AS
WITH
-- What figures of each target are looked for by. A relation of codes holds from its date on; the latest before the period counts.
keys AS (
    SELECT due.target_id, 'code' AS link, other_indicator_id AS key, arg_max(relation, since) AS relation
    FROM due JOIN indicator_relations USING (indicator_id)
    WHERE since <= period_start
    GROUP BY ALL
    UNION ALL
    SELECT target_id, 'code', indicator_id, 'same' FROM due WHERE indicator_id IS NOT NULL
    UNION ALL
    -- Names that are no more than a head say nothing without what stood before it.
    SELECT target_id, 'words', words, 'same' FROM due WHERE words NOT IN (SELECT word FROM link_words WHERE kind = 'bare')
),
-- The targets by their keys, before they meet figures: few keys are shared by most, place and time by few.
aims AS (
    SELECT due.*, link, key, relation, {'report': report_id, 'link': link, 'key': key, 'relation': relation, 'measure': measure, 'unit': unit_base, 'span': span, 'area': area} AS thing
    FROM due JOIN keys USING (target_id)
    WHERE value_base IS NOT NULL
        -- What may be a result is no target.
        AND report_id NOT IN (SELECT report_id FROM reports WHERE parts = 'doubtful')
),
asked AS MATERIALIZED (
    SELECT *,
        -- The report sets both to do so many and to finish so many of one thing.
        aspect = 'flow' AND thing IN (SELECT thing FROM aims WHERE aspect = 'completion') AS finishes_too
    FROM aims
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
keyed AS MATERIALIZED (
    SELECT 'code' AS link, indicator_id AS key, * FROM heard WHERE indicator_id IS NOT NULL
    UNION ALL
    SELECT 'words', words, * FROM heard WHERE report_year IS NOT NULL
),
-- Growth meets growth and levels meet levels, in units of one dimension, of one place, area, time and base.
linked AS MATERIALIZED (
    SELECT due.target_id, due.link, due.year, due.period_end, due.value_base, due.value_high_base,
        keyed.statistic_id, keyed.source_order, keyed.published, keyed.derived, keyed.serves, keyed.position, keyed.in_doubt, witness,
        keyed.action IS DISTINCT FROM due.action AS other_action, keyed.indicator <> due.indicator AS other_name,
        coalesce(keyed.indicator_id <> due.indicator_id, FALSE) AS other_code,
        -- Only of amounts the verb is part of the thing.
        due.measure = 'amount' AND keyed.deed <> due.deed AND 'any' NOT IN (keyed.deed, due.deed) AS other_deed,
        keyed.may, keyed.value_base AS actual_base, keyed.actual_bound,
        CASE
            WHEN relation <> 'same' THEN 'scope_' || relation
            WHEN due.measure = 'growth'
                AND due.price_basis IN ('real', 'nominal') AND keyed.price_basis IN ('real', 'nominal')
                AND due.price_basis <> keyed.price_basis THEN 'price_basis'
            WHEN due.measure = 'growth' AND (due.price_basis = 'like_for_like') <> (keyed.price_basis = 'like_for_like') THEN 'like_for_like'
            WHEN due.measure IN ('amount', 'change') AND aspects.may IS NULL AND coalesce(due.aspect, keyed.aspect) IS NOT NULL
                THEN if('addition' IN (due.aspect, keyed.aspect), 'addition', 'aspect')
            WHEN finishes_too AND keyed.aspect = 'completion' THEN 'aspect'
            WHEN keyed.in_doubt AND witness IS NULL THEN 'period_in_doubt'
        END AS comparability_reason
    FROM asked AS due
    JOIN keyed
        ON keyed.place = due.place
        AND keyed.link = due.link AND keyed.key = due.key
        AND keyed.span = due.span
        AND keyed.measure = due.measure
        AND keyed.unit_base = due.unit_base
        -- Of what is empty mostly, IS NOT DISTINCT FROM takes twice the time.
        AND coalesce(keyed.base, '') = coalesce(due.base, '')
        AND coalesce(keyed.area, '') = coalesce(due.area, '')
    JOIN allowed AS periods
        ON periods.period_start = due.period_start AND periods.compares = 'period_kind'
        AND periods.of_target = due.period_kind AND periods.of_figure = keyed.period_kind AND periods.may = keyed.may
    LEFT JOIN allowed AS aspects
        ON aspects.period_start = due.period_start AND aspects.compares = if(keyed.may = 'judge', 'aspect', 'aspect_of_part')
        AND aspects.of_target = due.aspect AND aspects.of_figure = keyed.aspect AND aspects.may = keyed.may
    LEFT JOIN witnesses ON witnesses.statistic_id = keyed.statistic_id
    WHERE (keyed.report_year IS NULL OR keyed.report_year = due.year + 1)
        -- Of what does not only grow, a part of the year says nothing.
        AND (keyed.may = 'judge' OR aspects.may IS NOT NULL)
        -- 99 trillion tons of something that was set in grams.
        AND can_be_told(keyed.value_base, due.value_base, due.factor)
),
-- By words only what may judge, and neither has another code nor is another deed.
alike AS (
    FROM linked WHERE link = 'words' AND comparability_reason IS NULL AND NOT other_code AND NOT other_deed
),
-- Of several the nearest to each other: of the whole year, under the very name, under the very verb.
nearest AS (
    SELECT *, 4 * (may = 'prove_at_least')::INTEGER + 2 * other_name::INTEGER + other_action::INTEGER AS off
    FROM alike
    QUALIFY off = min(off) OVER (PARTITION BY target_id) AND off = min(off) OVER (PARTITION BY statistic_id)
),
-- Two figures of one target, or two targets of one figure, are told apart by nobody; the same number twice is one.
agreed AS (
    SELECT target_id, statistic_id
    FROM nearest
    QUALIFY min(actual_base) OVER (PARTITION BY target_id) = max(actual_base) OVER (PARTITION BY target_id)
        AND min(value_base) OVER (PARTITION BY statistic_id) = max(value_base) OVER (PARTITION BY statistic_id)
        AND min(value_high_base) OVER (PARTITION BY statistic_id) IS NOT DISTINCT FROM max(value_high_base) OVER (PARTITION BY statistic_id)
        AND count(value_high_base) OVER (PARTITION BY statistic_id) IN (0, count(*) OVER (PARTITION BY statistic_id))
),
either AS (
    SELECT linked.*, agreed.target_id IS NOT NULL AS names_agree FROM linked LEFT JOIN agreed USING (target_id, statistic_id) WHERE link = 'code'
    UNION ALL
    SELECT *, TRUE AS names_agree FROM linked
    SEMI JOIN agreed USING (target_id, statistic_id)
    ANTI JOIN (FROM linked WHERE link = 'code') AS by_code USING (target_id, statistic_id)
    WHERE link = 'words'
)
SELECT target_id, statistic_id, year, link, names_agree, witness,
    if(comparability_reason IS NULL, 'comparable', 'not_comparable') AS comparability,
    comparability_reason,
    row_number() OVER (
        PARTITION BY target_id
        ORDER BY
            -- What serves the newest vintage alone never decides.
            serves = 'latest',
            comparability_reason IS NOT NULL,
            -- Worked out only where nobody prints the growth.
            derived,
            link = 'words',
            -- A part of the year never wins over the whole.
            may = 'prove_at_least',
            -- What came out after the year that follows the period is a revision.
            coalesce(published > period_end + INTERVAL 1 YEAR, FALSE),
            source_order, published NULLS LAST,
            in_doubt,
            -- Of one thing that is built and renewed each has its own figure.
            other_action, position, statistic_id
    )::INTEGER AS rank,
    -- What was confirmed holds for the same number wherever else it is printed.
    coalesce(finding, max(finding) FILTER (finding = 'confirmed') OVER (PARTITION BY target_id, actual_base)) AS finding,
    actual_base, actual_bound, published, derived, serves
FROM either LEFT JOIN readings USING (target_id, statistic_id)
-- What was read again and belongs to something else.
WHERE finding IS DISTINCT FROM 'wrong_figure' AND target_id NOT IN (SELECT target_id FROM readings WHERE finding = 'wrong_target');
