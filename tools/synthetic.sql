-- Targets and twice as many figures for tools/bench_outcomes.py: half a million of each table, times the variable parts: so many parts
-- of itself each government speaks of. Nothing is random: what is drawn is drawn by hash, the same rows for ever. Reads regions.
SET VARIABLE governments = 3200;
SET VARIABLE first_year = 2005;
SET VARIABLE years = 20;
CREATE MACRO draw(seed, key) AS (hash(seed, key) % 1000)::INTEGER;

CREATE TABLE headlines AS
FROM (VALUES
    ('地区生产总值', 'gdp', 'growth', '%', '%', 1, 8, 'about', 'real'),
    ('规模以上工业增加值', 'industrial_value_added', 'growth', '%', '%', 1, 9, 'exact', 'real'),
    ('固定资产投资', 'fixed_investment', 'growth', '%', '%', 1, 12, 'at_least', 'nominal'),
    ('社会消费品零售总额', 'retail_sales', 'growth', '%', '%', 1, 10, 'exact', 'nominal'),
    ('一般公共预算收入', 'budget_revenue', 'growth', '%', '%', 1, 7, 'exact', 'nominal'),
    ('城镇居民人均可支配收入', 'income_urban', 'growth', '%', '%', 1, 8, 'at_least', 'nominal'),
    ('居民消费价格', 'cpi', 'growth', '%', '%', 1, 3, 'at_most', 'unstated'),
    ('城镇新增就业', 'new_urban_jobs', 'amount', '万人', 'person', 10000, 5, 'at_least', 'unstated')
) AS headlines (indicator, indicator_id, measure, unit, unit_base, factor, usual, bound, price_basis);

-- A government, a year, a headline, a part of its region or all of it; what came of it, in tenths.
CREATE TABLE keys AS
WITH numbered AS (
    SELECT region_code, year::INTEGER AS year, headlines.*, if(part = 0, NULL, '第' || part || '区') AS area,
        row_number() OVER (ORDER BY region_code, year, indicator_id, part) AS key
    FROM (SELECT region_code FROM regions ORDER BY region_code LIMIT getvariable('governments')),
        range(getvariable('first_year'), getvariable('first_year') + getvariable('years')) AS years (year),
        headlines,
        range(getvariable('parts')) AS parts (part)
)
SELECT *, usual * 10 + draw('came', key) % 40 - 20 AS came,
    -- One in three has no code, and a name that few others have.
    if(draw('coded', key) < 333, NULL, indicator_id) AS own_code,
    if(own_code IS NULL, '第' || hash('name', region_code, indicator_id) % 100000 || '类' || indicator, indicator) AS own_name
FROM numbered;

CREATE TABLE reports AS
SELECT region_code || '-' || year AS report_id, region_code, year, '政府工作报告' AS title, make_date(year, 1, 20) AS published,
    'day' AS published_precision, region_code || '/' || year || '.txt' AS file, 'utf-8' AS encoding,
    sha256(region_code || year) AS raw_sha256, sha256(region_code || year) AS text_sha256, 2 AS chars, '正文' AS text,
    'synthetic' AS collection, 'sure' AS parts
FROM (SELECT DISTINCT region_code, year FROM keys);

-- One in twenty is for a later year; one in thirty is a range.
CREATE TABLE targets AS
WITH aims AS (
    SELECT *, (usual + draw('target', key) % 5 / 2 - 1)::DECIMAL(18, 6) AS value,
        (bound = 'exact' AND draw('range', key) < 100) AS is_range
    FROM keys
)
SELECT region_code || '-' || year || '@' || key AS target_id, region_code || '-' || year AS report_id, region_code, year,
    if(draw('far', key) < 50, year + 3, year)::VARCHAR AS period, '主要预期目标' AS section, own_name AS indicator, own_code AS indicator_id, measure, bound,
    value, if(is_range, value + 1, NULL) AS value_high, unit,
    value * factor AS value_base, if(is_range, (value + 1) * factor, NULL) AS value_high_base, unit_base,
    'unstated' AS binding, 'plan' AS strength, indicator || '增长' || value || unit AS quote, key AS char_start, key + 20 AS char_end,
    'growth' AS rule, if(period = year::VARCHAR, 'year', 'end') AS period_kind, if(measure = 'amount', 'addition', NULL) AS aspect,
    area, 'unstated' AS price_basis
FROM aims ORDER BY key LIMIT 500_000 * getvariable('parts');

-- What sources print: a communiqué of most, a yearbook of some and a later one with another figure, the press of few. Yearbooks print
-- levels of some things.
CREATE TABLE statistics AS
WITH sources AS (
    FROM (VALUES
        ('国民经济和社会发展统计公报', '统计局', 'communique', 550, 3, 0),
        ('统计年鉴', '统计局', 'official_statistics', 250, 11, 0),
        ('统计年鉴', '统计局', 'official_statistics', 150, 23, 3),
        ('新闻发布会', '新闻办', 'press', 60, 2, 1)
    ) AS sources (source_title, publisher, source_kind, share, months, off)
),
printed AS (
    SELECT *, (make_date(year + 1, 1, 1) + to_months(months))::DATE AS published,
        source_kind = 'official_statistics' AND indicator_id IN ('retail_sales', 'budget_revenue') AS is_level
    FROM keys, sources
    WHERE draw(source_title || months, key) < share
),
valued AS (
    SELECT * REPLACE (
            if(is_level, 'amount', measure) AS measure, if(is_level, '亿元', unit) AS unit, if(is_level, 100_000_000, factor) AS factor,
            if(is_level, 'CNY', unit_base) AS unit_base, if(is_level, 'nominal', price_basis) AS price_basis
        ),
        if(is_level, 1000 + came, (came + off) / 10)::DECIMAL(18, 6) AS value
    FROM printed
)
SELECT region_code || '-' || year || '-' || left(md5(concat(key, source_title, published)), 12) AS statistic_id, region_code, indicator,
    indicator_id, year::VARCHAR AS period, measure, value, if(draw('bound', key) < 20, 'about', NULL) AS value_bound, unit,
    value * factor AS value_base, unit_base, price_basis, FALSE AS derived, source_title, publisher, source_kind, published,
    'day' AS published_precision, 'all' AS serves, 'year' AS period_kind, if(is_level, 'flow', if(measure = 'amount', 'addition', NULL)) AS aspect, area
FROM valued ORDER BY key, months LIMIT 500_000 * getvariable('parts');

-- What the next report of the same government states, some of it twice.
CREATE TABLE achieved AS
WITH stated AS (
    SELECT *, year + 1 AS said_in, (came / 10)::DECIMAL(18, 6) AS value, key * 100 + turn AS position
    FROM keys, range(2) AS turns (turn)
    WHERE year + 1 < getvariable('first_year') + getvariable('years') AND (turn = 0 OR draw('twice', key) < 50)
)
SELECT region_code || '-' || said_in || '@' || position AS target_id, region_code || '-' || said_in AS report_id, region_code,
    said_in AS year, year::VARCHAR AS period, if(draw('filler', key) < 200, '全市' || own_name, own_name) AS indicator,
    own_code AS indicator_id, measure, 'exact' AS bound, value, unit, value * factor AS value_base,
    unit_base, indicator || '增长' || value || unit AS quote, position AS char_start, position + 20 AS char_end, 'growth' AS rule,
    FALSE AS period_in_doubt, 'year' AS period_kind, if(measure = 'amount', 'addition', NULL) AS aspect,
    area, 'unstated' AS price_basis
FROM stated ORDER BY position LIMIT 500_000 * getvariable('parts');

-- One target in forty is claimed in words too.
CREATE TABLE claims AS
SELECT report_id || '@' || char_start || '.2' AS claim_id, report_id, region_code, year, period, 'fulfilled' AS claim, 'target' AS about, indicator,
    indicator_id, '主要预期目标' AS section, indicator || '完成预期目标' AS quote, char_start, char_end
FROM achieved WHERE draw('claimed', char_start) < 25;

-- Nothing of it stands in lists.
CREATE TABLE project_lists AS SELECT NULL::VARCHAR AS list_id LIMIT 0;
