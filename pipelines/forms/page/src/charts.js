// Set against actual, as tables with a picture in each row: a report's targets, a series by years or by governments (tracks); governments or
// indicators by years (heat.js). They follow what is asked for of the table. Belongs here: which figure is shown.
import {CHARTED} from "./asked.js";
import {indicatorName, JUDGED, mostJudged, regionName, regionPair, seriesName} from "./data.js";
import {h, say, words} from "./dom.js";
import {heat} from "./heat.js";
import {onLanguage, tongue} from "./language.js";
import {number, short, tracks} from "./tracks.js";

const MOST_ROWS = 40;
const MOST_GOVERNMENTS = 60;

// What of the state charts depend on.
const followed = ({chosen, ofYear}) => JSON.stringify([ofYear, ...CHARTED.map((column) => chosen[column])]);

export function charts(page, asked, section, controls) {
  const place = section.querySelector("#plots");
  section.querySelector("#chart-controls").append(...controls);
  let drawn;
  let figures = [];
  function draw() {
    figures = seen(page, asked);
    place.replaceChildren(...(figures.length ? figures.map(({figure}) => figure) : [h("p", {class: "note"}, say("chart_empty"))]));
    for (const {ready} of figures) ready?.();
    drawn = followed(asked.now);
  }
  onLanguage(draw);
  asked.onChange(() => {
    if (followed(asked.now) !== drawn) draw();
    else for (const {changed} of figures) changed?.();
  });
  draw();
}

function seen(page, asked) {
  const {rows, years} = page;
  const all = Array.from({length: page.count}, (_, row) => row).filter(asked.charted);
  const {region_code: region = only(years), series, year} = asked.now.chosen;
  if (years.length < 2 || (region && year && !series)) return ofOneReport(page, all);
  if (series && region) return overYears(page, all, words("chart_line", {name: pairs(regionPair(page, region), seriesName(page, series))}));
  if (series && year) return overGovernments(page, all, words("chart_year", {name: seriesName(page, series), year}));
  if (series) return governmentsByYear(page, asked, all, series);
  if (region) return indicatorsByYear(page, asked, all, region);
  return shares(page, asked, year);
}

const only = (years) => (new Set(years.map(([code]) => code)).size === 1 ? years[0][0] : undefined);
const pairs = (a, b) => [`${a[0]}${b[0]}`, `${a[1]}: ${b[1]}`];
const inYears = (page, row) => page.rows.year[row];
const yearPair = (page, row) => Array(2).fill(String(inYears(page, row)));

// The governments of a chart of all of them: where they are more than fit, the nation and the provinces.
const everyGovernment = (page) => [...new Set(page.years.map(([code]) => code))].sort();
function governments(page) {
  const codes = everyGovernment(page);
  return codes.length > MOST_GOVERNMENTS ? codes.filter((code) => ["nation", "province"].includes(page.regions[code]?.[3])) : codes;
}
const hints = (page, hint) => [hint, everyGovernment(page).length > MOST_GOVERNMENTS ? "chart_levels" : null].filter(Boolean);

// A number as a chart of the reader's language prints it: in Chinese in its own unit, in English in that which English has.
const inTongue = (page, row, value) => (value === null || !tongue() ? value : value * (page.units[page.rows.unit[row]]?.[3] ?? 1));

// A target a year: one for that very year where there are such, so that no plan of five years stands among them; of several one that was judged.
function foremost(rows, chosen, keyOf) {
  const kept = new Map();
  const weight = (row) => Number(JUDGED.includes(rows.status[row]));
  const ofTheYear = chosen.filter((row) => rows.period[row] === String(rows.year[row]));
  for (const row of ofTheYear.length ? ofTheYear : chosen) {
    const key = keyOf(row);
    if (rows.value[row] !== null && (!kept.has(key) || weight(row) > weight(kept.get(key)))) kept.set(key, row);
  }
  return [...kept.values()];
}

// Governments and years: how much of what has a comparable result was met; counted over all targets, also those that the page does not list.
function shares(page, asked, year) {
  const order = governments(page);
  const shown = new Set(order);
  const cells = page.years.filter(([code, of]) => shown.has(code) && (!year || String(of) === year)).map(([code, of, met, judged]) => {
    const share = judged ? Math.round((100 * met) / judged) : null;
    const name = `${regionPair(page, code)[tongue()]} ${of}${tongue() ? ": " : "："}`;
    return {
      key: code, year: of, share,
      top: share === null ? "–" : String(share),
      under: judged ? `${met}/${judged}` : "",
      says: name + (judged ? words("share_said", {met, judged})[tongue()] : words("chart_empty")[tongue()]),
      asks: {region_code: code, year: of},
    };
  });
  return heat(page, asked, {cells, order, named: (code) => regionPair(page, code), rows: words("government"), title: words("chart_shares"), hints: hints(page, "chart_hint_shares")});
}

// A value set a cell, and the sign of what became of it.
const valueCells = (page, chosen, keyOf, named, asks) => foremost(page.rows, chosen, (row) => `${keyOf(row)}\t${page.rows.year[row]}`).map((row) => ({
  key: keyOf(row), year: page.rows.year[row], status: page.rows.status[row],
  top: short(inTongue(page, row, page.rows.value[row])),
  under: page.shapes[page.rows.status[row]],
  says: readout(page, row, `${named(keyOf(row))[tongue()]} ${page.rows.year[row]}`),
  asks: asks(row),
}));

function governmentsByYear(page, asked, all, series) {
  const {rows} = page;
  const shown = new Set(governments(page));
  const chosen = all.filter((row) => shown.has(rows.region_code[row]));
  const named = (code) => regionPair(page, code);
  const cells = valueCells(page, chosen, (row) => rows.region_code[row], named, (row) => ({region_code: rows.region_code[row], year: rows.year[row], series}));
  return heat(page, asked, {cells, order: governments(page), named, rows: words("government"), title: words("chart_governments", {name: seriesName(page, series)}), hints: hints(page, "chart_hint")});
}

function indicatorsByYear(page, asked, all, region) {
  const {rows} = page;
  const order = mostJudged(page, all).slice(0, MOST_ROWS);
  const shown = new Set(order);
  const chosen = all.filter((row) => shown.has(rows.series[row]));
  const named = (key) => seriesName(page, key);
  const cells = valueCells(page, chosen, (row) => rows.series[row], named, (row) => ({region_code: region, year: rows.year[row], series: rows.series[row]}));
  return heat(page, asked, {cells, order, named, rows: page.columns.indicator, title: words("chart_region", {name: regionPair(page, region)}), hints: ["chart_hint"]});
}

// What a reader is told of a cell: target, result, verdict.
function readout(page, row, name) {
  const {rows} = page;
  const said = {name, target: rows.target[row], result: rows.came[row] ?? ["–", "–"], verdict: rows.verdict[row]};
  return words("target_said", said)[tongue()];
}

// One indicator of one government, the newest year first.
function overYears(page, all, title) {
  const {rows} = page;
  const shown = foremost(rows, all, (row) => inYears(page, row)).sort((a, b) => rows.year[b] - rows.year[a]);
  return series(page, shown, {name: yearPair, title, first: words("year")});
}

// One indicator of one year: who went furthest beyond its target first, who has no result last.
function overGovernments(page, all, title) {
  const {rows} = page;
  const known = new Set(governments(page));
  const beyond = (row) => (rows.actual[row] === null ? -Infinity : rows.actual[row] - rows.value[row]);
  const shown = foremost(rows, all.filter((row) => known.has(rows.region_code[row])), (row) => rows.region_code[row]).sort((a, b) => (beyond(a) === beyond(b) ? a - b : beyond(b) - beyond(a)));
  return series(page, shown, {name: regionName, title, first: words("government"), hints: hints(page, "chart_ranked")});
}

function series(page, shown, {hints = [], ...of}) {
  if (!shown.length) return [];
  const {rows} = page;
  const figure = (column) => (row) => inTongue(page, row, rows[column][row]);
  return [tracks(page, shown, {...of, hints, set: figure("value"), came: figure("actual"), target: range(figure("value"), figure("value_high"))})];
}

// What a target sets, as it is printed: a number, or from one to another.
const range = (low, high) => (row) => (high(row) === null ? number(low(row)) : `${number(low(row))}–${number(high(row))}`);

function ofOneReport(page, all) {
  const {rows} = page;
  const known = all.filter((row) => rows.actual[row] !== null && rows.value[row] !== null && rows.status[row] !== "not_comparable");
  const rates = known.filter((row) => rows.measure[row] !== "amount" && ["%", "个百分点"].includes(rows.unit[row]));
  const amounts = known.filter((row) => rows.measure[row] === "amount" && rows.attainment[row] !== null);
  const first = page.columns.indicator;
  return [
    against(page, rates, {set: (row) => rows.value[row], came: (row) => rows.actual[row], target: range((row) => rows.value[row], (row) => rows.value_high[row]), title: words("chart_rates"), first, rule: 0}),
    against(page, amounts, {set: () => 100, came: (row) => Math.round(rows.attainment[row] * 1000) / 10, target: (row) => rows.target[row][tongue()], title: words("chart_amounts"), first, rule: 100, unit: "%"}),
  ].filter(Boolean);
}

function against(page, chosen, of) {
  const shown = chosen.slice(0, MOST_ROWS);
  if (!shown.length) return null;
  const cut = shown.length < chosen.length;
  return tracks(page, shown, {...of, name: indicatorName, hints: cut ? ["chart_first"] : [], filled: {count: shown.length, total: chosen.length}});
}
