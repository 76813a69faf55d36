-- One outcome a target, with what its sentence needs (from indicator on). Of a figure so far above its target that the share has more digits
-- than a column holds attainment is null; such a verdict is held (is_far). Reads measured, judged, figures, answers, paces.
CREATE OR REPLACE TABLE outcomes AS
SELECT
    target_id, report_id, measured.year, statistic_id,
    in_unit(actual_base, factor, measured.unit_base) AS actual,
    actual_bound,
    if(comparability = 'comparable', (distance_base / factor)::DECIMAL(24, 6), NULL) AS gap,
    if(comparability = 'comparable' AND side <> 0, (side * distance_base / factor)::DECIMAL(24, 6), NULL) AS margin,
    if(comparability = 'comparable' AND measured.measure = 'amount' AND measured.value_base <> 0, TRY_CAST(actual_base / measured.value_base AS DECIMAL(24, 6)), NULL) AS attainment,
    if(comparability = 'comparable' AND status <> 'held' AND (actual_bound IS NULL OR status = 'met'), short_base <= 0, NULL) AS reached,
    status,
    if(verdict IS NOT NULL, rule, NULL) AS rule,
    if(decided, other_verdicts[1] <> status, NULL) AS tolerance_used,
    if(decided, len(list_filter(other_verdicts, lambda other: other <> status)) > 0, NULL) AS tolerance_sensitive,
    measured.price_basis, price_basis_conflict,
    polarity, polarity_source,
    claim, claim_quote,
    if(comparator IS NULL, NULL, 'no_data') AS comparator_status,
    comparability, comparability_reason,
    status_latest,
    if(status = 'pending', pace, NULL) AS pace,
    status_reason, reading, counted,
    figures.source_kind, link, witness, claim_id, claim_about, answered_by, next_report,
    measured.indicator, measured.indicator_id, measured.action, measured.aspect, measured.measure, bound, measured.value, value_high, measured.unit,
    comparator, measured.period, measured.period_kind, figures.indicator AS actual_name, figures.indicator_id AS actual_id,
    figures.aspect AS actual_aspect, figures.value AS actual_printed, figures.unit AS actual_unit, derived, about, near, tolerance_unit, period_open
FROM measured JOIN judged USING (target_id) LEFT JOIN figures USING (statistic_id)
    LEFT JOIN answers USING (target_id) LEFT JOIN paces USING (target_id);
