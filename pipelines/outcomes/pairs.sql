-- Every pair of a target and a figure that could judge it, the best of a target first, with what judging needs of the figure (from
-- actual_base on). Reads due, figures, indicator_relations, reports.
-- What is new is no level: 新增高新技术企业850家 says nothing of 高新技术企业达到5900家. Where the indicator itself counts what a year
-- adds, the verb does not matter.
CREATE OR REPLACE TEMP MACRO adds(action) AS coalesce(regexp_matches(action, '新|增|建|竣工|培育|认定|引进|开通|通车|投产|投用'), FALSE);
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
-- Growth meets growth and levels meet levels, in units of one dimension, of one place and period.
linked AS (
    SELECT due.target_id, due.year, due.period_end, figures.statistic_id, figures.source_order, figures.published, figures.derived,
        figures.position, figures.value_base AS actual_base, figures.value_bound AS actual_bound,
        CASE
            WHEN relation <> 'same' THEN 'scope_' || relation
            WHEN due.measure = 'growth'
                AND due.price_basis IN ('real', 'nominal') AND figures.price_basis IN ('real', 'nominal')
                AND due.price_basis <> figures.price_basis THEN 'price_basis'
            WHEN due.measure = 'amount' AND counts = 'level' AND adds(due.action) <> adds(figures.action) THEN 'addition'
        END AS comparability_reason
    FROM due
    JOIN relations USING (target_id)
    JOIN figures
        ON figures.indicator_id = relations.indicator_id
        AND figures.place = due.place
        AND figures.period = due.period
        AND figures.measure = due.measure
        AND figures.unit_base = due.unit_base
    WHERE due.value_base IS NOT NULL AND (figures.report_year IS NULL OR figures.report_year = due.year + 1)
        -- What may be a result is no promise.
        AND due.report_id NOT IN (SELECT report_id FROM reports WHERE parts = 'doubtful')
)
SELECT target_id, statistic_id, year, 'code' AS link,
    if(comparability_reason IS NULL, 'comparable', 'not_comparable') AS comparability,
    comparability_reason,
    row_number() OVER (
        PARTITION BY target_id
        ORDER BY
            comparability_reason IS NOT NULL,
            -- Worked out only where nobody prints the growth.
            derived,
            -- What came out after the year that follows the period is a revision.
            coalesce(published > period_end + INTERVAL 1 YEAR, FALSE),
            source_order, published NULLS LAST, position, statistic_id
    )::INTEGER AS rank,
    actual_base, actual_bound, published
FROM linked;
