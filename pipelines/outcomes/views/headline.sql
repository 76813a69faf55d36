-- The ten headline indicators of every government and year: whether its report sets a target, what came, and what became of the target.
-- That none was set is a fact of its own. Reads headlines (which codes are a headline, and in which form), targets, outcomes, matches,
-- reports, headline_mentions, figures, indicators, region_changes, and the variables as_of and due_months. All numbers are in base units.
WITH
same AS (SELECT headlines.*, price_basis AS usual_prices FROM headlines JOIN indicators USING (indicator_id) WHERE relation = 'same'),
forms AS (SELECT DISTINCT headline, measure, unit_base FROM same),
placed AS (
    SELECT report_id, reports.region_code, coalesce(region_changes.region_code, reports.region_code) AS place, year, parts
    FROM reports LEFT JOIN region_changes ON old_region_code = reports.region_code
),
said_of AS (
    SELECT *, source_kind IN ('communique', 'official_statistics') AS official,
        {'value': value_base, 'bound': value_bound, 'unit': unit_base, 'kind': source_kind, 'published': published, 'derived': derived,
        'serves': serves} AS figure
    FROM figures
),
-- Figures of one year and the whole region; a report's own of the year before it.
yearly AS (
    SELECT *, last_year(period) AS year
    FROM said_of
    WHERE period_kind = 'year' AND length(period) = 4 AND base IS NULL AND area IS NULL AND NOT in_doubt
        AND (report_year IS NULL OR report_year = last_year(period) + 1)
),
-- In the order in which figures are heard when they judge.
heard AS (
    SELECT yearly.*, headline, row_number() OVER (
        PARTITION BY place, year, headline
        ORDER BY derived, coalesce(published > make_date(year + 1, 12, 31), FALSE), source_order, published NULLS LAST, position, statistic_id
    ) AS heard_order
    FROM yearly JOIN same USING (indicator_id, measure, unit_base)
    WHERE yearly.price_basis IN (usual_prices, 'unstated')
),
results AS (
    SELECT place, year, headline,
        first(figure ORDER BY heard_order) FILTER (WHERE serves = 'all') AS earliest,
        first(figure ORDER BY derived, published DESC NULLS LAST, heard_order) AS newest,
        first(figure ORDER BY heard_order) FILTER (WHERE source_kind = 'self_reported') AS said,
        first(figure ORDER BY serves = 'latest', heard_order) FILTER (WHERE official) AS official
    FROM heard
    GROUP BY ALL
),
levels AS (
    SELECT place, year, headline, first(figure ORDER BY serves = 'latest', published NULLS LAST, statistic_id) AS level
    FROM yearly JOIN same USING (indicator_id)
    WHERE official AND yearly.measure = 'amount' AND same.measure = 'growth'
    GROUP BY ALL
),
with_statistics AS (SELECT DISTINCT place, year FROM yearly WHERE official),
-- What a report sets of a headline: a target before other things, the floor of 7%以上、力争8% before the stretch.
targets AS (
    SELECT report_id, headline, target_id, value_base, value_high_base, bound,
        CASE
            WHEN relation = 'same' AND value_base IS NOT NULL AND period = year::VARCHAR AND period_kind = 'year' AND base_period IS NULL
                AND area IS NULL AND targets.measure = headlines.measure AND targets.unit_base = headlines.unit_base THEN 'target'
            WHEN relation = 'same' AND value IS NOT NULL THEN 'other_form'
            WHEN comparator IS NOT NULL THEN 'words_only'
            WHEN targets.measure = headlines.measure THEN 'related'
        END AS state
    FROM targets JOIN headlines USING (indicator_id)
    WHERE state IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY report_id, headline
        ORDER BY list_position(['target', 'other_form', 'words_only', 'related'], state), char_start, target_id
    ) = 1
),
-- The figures that judged the targets: the first, and the newest.
judged AS (
    SELECT target_id, claim, status, status_latest, actual_bound, if(comparability = 'comparable', figure, NULL) AS earliest
    FROM outcomes LEFT JOIN said_of USING (statistic_id)
),
judged_newest AS (
    SELECT target_id, figure AS newest
    FROM matches JOIN said_of USING (statistic_id)
    WHERE comparability = 'comparable' AND target_id IN (SELECT target_id FROM targets WHERE state = 'target')
    QUALIFY row_number() OVER (PARTITION BY target_id ORDER BY derived, published DESC NULLS LAST, rank) = 1
),
-- Every report, and of a government that has one every year between two, and every year with official figures.
spans AS (SELECT place, unnest(generate_series(min(year), max(year)))::INTEGER AS year FROM placed GROUP BY place),
missing AS (
    FROM spans
    UNION SELECT place, year FROM results SEMI JOIN placed USING (place) WHERE official IS NOT NULL
    EXCEPT SELECT place, year FROM placed
),
years AS (FROM placed UNION ALL BY NAME SELECT place AS region_code, place, year FROM missing),
states AS (
    SELECT years.*, headline, unit_base, targets.* EXCLUDE (report_id, headline, state),
        CASE
            WHEN report_id IS NULL THEN 'no_text'
            WHEN parts = 'doubtful' THEN 'doubtful'
            WHEN targets.state IS NOT NULL THEN targets.state
            WHEN mentioned.headline IS NOT NULL THEN 'unread'
            ELSE 'not_set'
        END AS state
    FROM years CROSS JOIN forms LEFT JOIN targets USING (report_id, headline)
    LEFT JOIN (SELECT report_id, headline FROM headline_mentions) AS mentioned USING (report_id, headline)
),
-- Beside a target what judged it, else what came by itself.
beside AS (
    SELECT states.*, claim, said, official, levels.level, before.level AS level_before, with_statistics.year IS NOT NULL AS has_statistics,
        state = 'target' AS is_target,
        if(is_target, status, NULL) AS status,
        if(is_target, status_latest, NULL) AS status_latest,
        if(is_target, judged.earliest, results.earliest) AS earliest,
        if(is_target, judged.actual_bound, results.earliest.bound) AS actual_bound,
        if(is_target, judged_newest.newest, results.newest) AS newest
    FROM states
    LEFT JOIN judged USING (target_id)
    LEFT JOIN judged_newest USING (target_id)
    LEFT JOIN results USING (place, year, headline)
    LEFT JOIN levels USING (place, year, headline)
    LEFT JOIN levels AS before ON before.place = states.place AND before.year = states.year - 1 AND before.headline = states.headline
    LEFT JOIN with_statistics ON with_statistics.place = states.place AND with_statistics.year = states.year
)
SELECT region_code, year, headline, state,
    if(state IN ('no_text', 'doubtful'), NULL, target_id) AS target_id,
    if(is_target, value_base, NULL) AS target,
    if(is_target, value_high_base, NULL) AS target_high,
    if(is_target, bound, NULL) AS bound,
    unit_base,
    earliest.value AS actual, if(earliest IS NULL, NULL, actual_bound) AS actual_bound, earliest.kind AS source_kind, status,
    newest.value AS actual_latest, newest.kind AS source_kind_latest, status_latest,
    if(state IN ('target', 'words_only'), claim, NULL) AS claim,
    said.value AS said,
    official.value AS official,
    official.published AS official_published,
    official.derived AS official_derived,
    official.serves = 'latest' AS official_revised,
    level.value AS official_level,
    level.unit AS official_level_unit,
    CASE
        WHEN official IS NOT NULL THEN NULL
        WHEN final_day(year::VARCHAR) + to_months(getvariable('due_months')) > getvariable('as_of') THEN 'not_due'
        WHEN level.unit = level_before.unit THEN 'series_break'
        WHEN level IS NOT NULL THEN 'no_rate_printed'
        WHEN has_statistics THEN 'not_in_source'
        ELSE 'no_source'
    END AS official_reason
FROM beside
ORDER BY region_code, year, headline
