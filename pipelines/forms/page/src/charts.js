// Set against actual: Observable Plot draws, verdicts are signs as in the table. One report gives two charts of its targets;
// several a heat map of governments (or indicators) and years, or of one indicator of one government a line of years.
import {axisX, axisY, cell, link, plot, ruleX, text, tickX, tickY} from "@observablehq/plot";
import {indicatorName, verdictName} from "./data.js";
import {h, label, say, words} from "./dom.js";
import {select} from "./filters.js";
import {onLanguage, tongue} from "./language.js";

const JUDGED = ["met", "near", "missed"];
const MOST_ROWS = 40;
const MOST_INDICATORS = 60;
const MOST_GOVERNMENTS = 60;
const colour = (status) => `var(--${JUDGED.includes(status) ? status : "open"})`;
const printed = (value) => String(value).replace("-", "−");

export function charts(page, section) {
  const all = Array.from({length: page.count}, (_, row) => row);
  const several = page.years.length > 1;
  const place = section.querySelector("#plots");
  const controls = several ? choices(page, all, draw) : null;
  if (controls) section.querySelector("#chart-controls").append(...controls.nodes);
  section.hidden = false;

  function draw() {
    const width = Math.min(place.clientWidth || 900, 1120);
    const drawn = controls ? seen(page, all, controls.state(), width) : ofOneReport(page, all, width);
    place.replaceChildren(...(drawn.length ? drawn : [h("p", {class: "note"}, say("chart_empty"))]));
  }
  onLanguage(draw);
  let drawnFor = place.clientWidth;
  let waiting;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (place.clientWidth === drawnFor) return;
      drawnFor = place.clientWidth;
      draw();
    }, 150);
  }).observe(section);
  draw();
}

// Which government and which indicator: the indicators are those with most targets that were judged.
function choices(page, all, draw) {
  const {rows} = page;
  const indicators = mostJudged(rows, all).slice(0, MOST_INDICATORS);
  const named = (key) => seriesName(page, key);
  const indicator = select("chart-indicator", indicators, named, draw, "all_indicators");
  const regions = everyGovernment(page);
  const only = regions.length === 1 ? regions[0] : null;
  const region = select("chart-region", regions, (code) => page.regions[code]?.slice(0, 2) ?? [code, code], draw, "all_governments");
  const field = (control, title) => h("div", {class: "field"}, h("label", {for: control.id}, title), control);
  return {
    nodes: [field(indicator, label("indicator")), ...(only ? [] : [field(region, say("government"))])],
    state: () => ({indicator: indicator.value, region: only ?? region.value}),
  };
}

// What may be compared over years: one indicator, measure and printed unit (GDP may be set in %, in 亿元 and to double).
const series = (rows, row) => [rows.indicator_id[row], rows.measure[row], rows.unit[row] ?? ""].join("\t");
function seriesName(page, key) {
  const [id, measure, unit] = key.split("\t");
  const names = page.indicators[id] ?? [id, id];
  return names.map((name, place) => {
    const about = [measure === "amount" ? "" : page.codes.measure[measure][place], place ? page.units[unit]?.[2] : unit].filter(Boolean);
    if (!about.length) return name;
    return place ? `${name} (${about.join(", ")})` : `${name}（${about.join("，")}）`;
  });
}

// A number as a chart of the reader's language prints it: in Chinese in its own unit, in English in that which English has.
const inTongue = (page, row, value) => (tongue() ? value * (page.units[page.rows.unit[row]]?.[3] ?? 1) : value);

// A target a year: one for that very year where there are such, so that no plan of five years stands among them; of several one that was judged.
function foremost(rows, chosen, keyOf) {
  const found = new Map();
  const weight = (row) => Number(JUDGED.includes(rows.status[row]));
  const ofTheYear = chosen.filter((row) => rows.period[row] === String(rows.year[row]));
  for (const row of ofTheYear.length ? ofTheYear : chosen) {
    const key = keyOf(row);
    if (rows.value[row] !== null && (!found.has(key) || weight(row) > weight(found.get(key)))) found.set(key, row);
  }
  return [...found.values()];
}

// The series with most judged targets first.
function mostJudged(rows, chosen) {
  const counts = new Map();
  for (const row of chosen) {
    if (!rows.indicator_id[row] || !JUDGED.includes(rows.status[row])) continue;
    counts.set(series(rows, row), (counts.get(series(rows, row)) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
}

function seen(page, all, {indicator, region}, width) {
  const {rows} = page;
  const chosen = all.filter((row) => (!region || rows.region_code[row] === region) && (!indicator || series(rows, row) === indicator));
  const place = region ? regionPair(page, region) : null;
  if (indicator && region) return years(page, chosen, words("chart_line", {name: pairs(place, seriesName(page, indicator))}), width);
  if (indicator) {
    const present = new Set(chosen.map((row) => rows.region_code[row]));
    const order = governments(page).filter((code) => present.has(code));
    return cellsWithTargets(page, chosen, order, (row) => rows.region_code[row], (code) => regionPair(page, code), words("chart_governments", {name: seriesName(page, indicator)}), hints(page, "chart_hint"), width);
  }
  if (region) {
    const order = mostJudged(rows, chosen).slice(0, MOST_ROWS);
    return cellsWithTargets(page, chosen, order, (row) => (rows.indicator_id[row] ? series(rows, row) : null), (key) => seriesName(page, key), words("chart_region", {name: place}), ["chart_hint"], width);
  }
  return shares(page, width);
}

const pairs = (a, b) => [`${a[0]}${b[0]}`, `${a[1]}: ${b[1]}`];

const everyGovernment = (page) => [...new Set(page.years.map(([code]) => code))].sort();
// The governments of a chart of all of them: where they are more than fit, the nation and the provinces.
function governments(page) {
  const codes = everyGovernment(page);
  return codes.length > MOST_GOVERNMENTS ? codes.filter((code) => ["nation", "province"].includes(page.regions[code]?.[3])) : codes;
}
const hints = (page, hint) => (everyGovernment(page).length > MOST_GOVERNMENTS ? [hint, "chart_levels"] : [hint]);
const regionPair = (page, code) => page.regions[code]?.slice(0, 2) ?? [code, code];

// What a reader is told of a mark: target, result, verdict.
function readout(page, row, name) {
  const {rows} = page;
  const came = (rows.came[row] ?? ["–", "–"])[tongue()];
  const [result, verdict] = [rows.target[row][tongue()], verdictName(page, row)[tongue()]];
  return tongue() ? `${name}: ${words("target")[1]} ${result}, ${words("actual")[1]} ${came}, ${verdict}` : `${name}：${words("target")[0]}${result}，${words("actual")[0]}${came}，${verdict}`;
}

// Governments and years: how much of what has a comparable result was met; counted over all targets, also those that the page does not list.
function shares(page, width) {
  const shown = new Set(governments(page));
  const told = page.years.filter(([code]) => shown.has(code)).map(([y, x, met, judged]) => ({
    x, y,
    top: judged ? String(Math.round((100 * met) / judged)) : "–",
    under: judged ? `${met}/${judged}` : "",
    fill: judged ? `color-mix(in oklab, var(--met-tint) ${Math.round((100 * met) / judged)}%, var(--missed-tint))` : "var(--open-tint)",
    title: `${regionPair(page, y)[tongue()]} ${x}${tongue() ? ": " : "："}${met}/${judged}`,
  }));
  return heat(told, [...shown].filter((code) => told.some(({y}) => y === code)), (code) => regionPair(page, code), words("chart_shares"), hints(page, "chart_hint_shares"), width);
}

// A value set a cell, and the sign of what became of it.
function cellsWithTargets(page, chosen, order, rowOf, named, title, hint, width) {
  const {rows} = page;
  const cells = foremost(rows, chosen.filter((row) => rowOf(row) !== null), (row) => `${rowOf(row)}\t${rows.year[row]}`);
  const cellsOf = cells.filter((row) => order.includes(rowOf(row))).map((row) => ({
    x: rows.year[row], y: rowOf(row),
    top: short(inTongue(page, row, rows.value[row])),
    under: page.shapes[rows.status[row]],
    fill: JUDGED.includes(rows.status[row]) ? `var(--${rows.status[row]}-tint)` : "var(--open-tint)",
    title: readout(page, row, `${named(rowOf(row))[tongue()]} ${rows.year[row]}`),
  }));
  return heat(cellsOf, order, named, title, hint, width);
}

const compact = new Intl.NumberFormat("en", {notation: "compact", maximumSignificantDigits: 3});
function short(value) {
  const size = Math.abs(value);
  if (tongue() && size >= 1000) return printed(compact.format(value));
  return printed(size >= 10000 ? `${Math.round(value / 1000)}k` : size >= 100 ? Math.round(value) : +value.toFixed(1));
}

function heat(told, order, named, title, hint, width) {
  if (!told.length) return [];
  const years = told.map(({x}) => x);
  const domain = Array.from({length: Math.max(...years) - Math.min(...years) + 1}, (_, place) => Math.min(...years) + place);
  const longest = Math.max(...order.map((key) => [...named(key)[tongue()]].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 12 : 6.6), 0)));
  const left = Math.min(longest + 14, width < 600 ? 84 : 230);
  const labels = {tickSize: 0, tickFormat: (key) => named(key)[tongue()], label: null, fontSize: 12, lineWidth: left / 12.5, textOverflow: "ellipsis"};
  // Where the years do not fit, the latest are in sight, so the names stand at that end too.
  const wide = left + domain.length * 28 > width;
  const drawn = plot({
    width: wide ? 2 * left + domain.length * 28 : width - 2,
    marginLeft: left, marginTop: 26, marginBottom: 6, marginRight: wide ? left : 4,
    height: order.length * 32 + 32,
    x: {domain, type: "band", padding: 0.04},
    y: {domain: order, type: "band", padding: 0.05},
    color: {type: "identity"},
    marks: [
      axisX({anchor: "top", tickSize: 0, fontSize: 10, tickFormat: String, label: null}),
      axisY(labels),
      wide ? axisY({...labels, anchor: "right"}) : null,
      cell(told, {x: "x", y: "y", fill: "fill", title: "title", rx: 2}),
      text(told, {x: "x", y: "y", text: "top", dy: -5, fontSize: 10.5, fontWeight: 600, pointerEvents: "none"}),
      text(told, {x: "x", y: "y", text: "under", dy: 7, fontSize: 9.5, pointerEvents: "none"}),
    ],
  });
  const shown = figure(drawn, title, hint);
  requestAnimationFrame(() => shown.querySelector(".scroll").scrollTo(drawn.clientWidth, 0));
  return [shown];
}

// One indicator of one government: a bar for each target, a sign for what came.
function years(page, chosen, title, width) {
  const {rows} = page;
  const shown = foremost(rows, chosen, (row) => rows.year[row]);
  if (!shown.length) return [];
  const came = shown.filter((row) => rows.actual[row] !== null);
  const set = (row) => inTongue(page, row, rows.value[row]);
  const result = (row) => inTongue(page, row, rows.actual[row]);
  const unit = rows.unit[shown[0]];
  const drawn = plot({
    width, height: 320, marginLeft: 56,
    x: {type: "band", domain: shown.map((row) => rows.year[row]).sort(), padding: 0.25},
    color: {type: "identity"},
    marks: [
      axisX({tickSize: 0, fontSize: 11.5, tickFormat: String, label: null}),
      axisY({label: tongue() ? page.units[unit]?.[2] : unit, labelArrow: "none", fontSize: 11.5, tickFormat: (value) => (tongue() ? short(value) : printed(value)), tickSize: 0}),
      link(came, {x: (row) => rows.year[row], y1: set, y2: result, stroke: (row) => colour(rows.status[row]), strokeOpacity: 0.5}),
      tickY(shown, {x: (row) => rows.year[row], y: set, strokeWidth: 3}),
      text(came, {x: (row) => rows.year[row], y: result, text: (row) => page.shapes[rows.status[row]], fill: (row) => colour(rows.status[row]), fontSize: 16, stroke: "var(--paper)", strokeWidth: 3,
        title: (row) => readout(page, row, String(rows.year[row]))}),
    ],
  });
  return [figure(drawn, title)];
}

function ofOneReport(page, all, width) {
  const {rows} = page;
  const known = all.filter((row) => rows.actual[row] !== null && rows.value[row] !== null && rows.status[row] !== "not_comparable");
  const rates = known.filter((row) => rows.measure[row] !== "amount" && ["%", "个百分点"].includes(rows.unit[row]));
  const amounts = known.filter((row) => rows.measure[row] === "amount" && rows.attainment[row] !== null);
  return [
    against(page, rates, (row) => rows.value[row], (row) => rows.actual[row], words("chart_rates"), words("chart_axis_rates"), width),
    against(page, amounts, () => 100, (row) => Math.round(rows.attainment[row] * 1000) / 10, words("chart_amounts"), words("chart_axis_amounts"), width),
  ].filter(Boolean);
}

function against(page, chosen, set, actual, title, axis, width) {
  const {rows} = page;
  const shown = chosen.slice(0, MOST_ROWS);
  if (!shown.length) return null;
  const narrow = width < 600;
  const left = narrow ? 118 : tongue() ? 300 : 190;
  const name = (id) => indicatorName(page, rows.target_id.indexOf(id))[tongue()];
  const id = (row) => rows.target_id[row];
  const drawn = plot({
    width, marginLeft: left, marginRight: 56, marginTop: 42, marginBottom: 8,
    height: shown.length * 30 + 50,
    x: {nice: true, insetLeft: 12},
    y: {type: "band", domain: shown.map(id)},
    color: {type: "identity"},
    marks: [
      axisX({anchor: "top", label: axis[tongue()], labelArrow: "none", labelOffset: 40, fontSize: 11.5, tickFormat: printed, tickSize: 0, ticks: narrow ? 4 : 8}),
      axisY({tickSize: 0, label: null, tickFormat: name, fontSize: narrow ? 11 : 13, lineWidth: left / (narrow ? 11.5 : 13.5), textOverflow: "ellipsis"}),
      ruleX([set === actual ? 0 : Math.min(0, ...shown.map(actual))], {stroke: "var(--line)"}),
      link(shown, {x1: set, x2: actual, y: id, stroke: (row) => colour(rows.status[row]), strokeWidth: 3, strokeOpacity: 0.45}),
      tickX(shown, {x: set, y: id, strokeWidth: 2.5, inset: 5, title: (row) => rows.target[row][tongue()]}),
      text(shown, {x: actual, y: id, text: (row) => page.shapes[rows.status[row]], fill: (row) => colour(rows.status[row]), fontSize: 16, stroke: "var(--paper)", strokeWidth: 3,
        title: (row) => readout(page, row, name(id(row)))}),
      text(shown, {x: (row) => Math.max(set(row), actual(row)), y: id, text: (row) => printed(actual(row)), dx: 12, textAnchor: "start", fontSize: 12, fontVariant: "tabular-nums"}),
    ],
  });
  return figure(drawn, title, shown.length < chosen.length ? ["chart_first"] : [], {count: shown.length, total: chosen.length});
}

// The drawing is one picture with one name; the table below holds the same figures for who cannot see it.
function figure(drawn, title, hint = [], filled) {
  const told = title[tongue()];
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", told);
  for (const part of drawn.querySelectorAll("[aria-label],[aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  return h("figure", {class: "plot"}, h("figcaption", {}, told),
    h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": told}, drawn), hint.length ? h("p", {class: "hint"}, hint.flatMap((key, place) => [place ? " " : null, ...say(key, filled)])) : null);
}
