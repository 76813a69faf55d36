-- Every pair of a target and a figure that could judge it, with what judging needs of the figure (from actual_base on). Reads targets,
-- figures, region_changes, indicators, indicator_relations.
-- What is new is no level: 新增高新技术企业850家 says nothing of 高新技术企业达到5900家. Where the indicator itself counts what a year
-- adds, the verb does not matter.
CREATE OR REPLACE TEMP MACRO adds(action) AS coalesce(regexp_matches(action, '新|增|建|竣工|培育|认定|引进|开通|通车|投产|投用'), FALSE);
CREATE OR REPLACE TABLE matches AS
WITH promises AS (
    SELECT target_id, coalesce(region_changes.region_code, targets.region_code) AS place, year, period, indicator_id, measure, unit_base,
        coalesce(price_basis, 'unstated') AS price_basis,
        adds(action) AS adds,
        coalesce(counts, 'level') = 'level' AS is_level,
        make_date(left(period, 4)::INTEGER, 1, 1) AS period_start,
        make_date(left(split_part(period, '/', -1), 4)::INTEGER, 12, 31) AS period_end
    FROM targets LEFT JOIN indicators USING (indicator_id) LEFT JOIN region_changes ON old_region_code = targets.region_code
    WHERE value_base IS NOT NULL
),
-- A relation holds from its date on; the latest before the period counts.
relations AS (
    SELECT promises.target_id, other_indicator_id AS indicator_id, arg_max(relation, since) AS relation
    FROM promises JOIN indicator_relations USING (indicator_id)
    WHERE since <= period_start
    GROUP BY ALL
    UNION ALL
    SELECT target_id, indicator_id, 'same' FROM promises WHERE indicator_id IS NOT NULL
),
-- Growth meets growth and levels meet levels, in units of one dimension, of one region and period.
pairs AS (
    SELECT promises.target_id, promises.year, promises.period_end, figures.statistic_id, figures.source_kind, figures.published,
        figures.derived, figures.position, figures.value_base AS actual_base, figures.value_bound AS actual_bound,
        CASE
            WHEN relation <> 'same' THEN 'scope_' || relation
            WHEN promises.measure = 'growth'
                AND promises.price_basis IN ('real', 'nominal') AND figures.price_basis IN ('real', 'nominal')
                AND promises.price_basis <> figures.price_basis THEN 'price_basis'
            WHEN promises.measure = 'amount' AND is_level AND adds <> adds(figures.action) THEN 'addition'
        END AS comparability_reason
    FROM promises
    JOIN relations USING (target_id)
    JOIN figures
        ON figures.indicator_id = relations.indicator_id
        AND figures.place = promises.place
        AND figures.period = promises.period
        AND figures.measure = promises.measure
        AND figures.unit_base = promises.unit_base
    WHERE figures.report_year IS NULL OR figures.report_year = promises.year + 1
),
ranked AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY target_id
            ORDER BY
                comparability_reason IS NOT NULL,
                -- Worked out only where nobody prints the growth.
                derived,
                -- What came out after the year that follows the period is a revision.
                coalesce(published > period_end + INTERVAL 1 YEAR, FALSE),
                list_position(['communique', 'official_statistics', 'self_reported', 'press'], source_kind),
                published NULLS LAST,
                position,
                statistic_id
        ) AS rank
    FROM pairs
)
SELECT target_id, statistic_id, year,
    if(comparability_reason IS NULL, 'comparable', 'not_comparable') AS comparability,
    comparability_reason, rank::INTEGER AS rank,
    actual_base, actual_bound, published
FROM ranked
ORDER BY target_id, rank;
