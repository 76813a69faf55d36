// Promised against actual: Observable Plot draws, verdicts are signs as in the table. One report gives two charts of its targets;
// several a heat map of governments (or indicators) and years, or of one indicator of one government a line of years.
import {axisX, axisY, cell, link, plot, ruleX, text, tickX, tickY} from "@observablehq/plot";
import {indicatorName, regionName} from "./data.js";
import {h, say, words} from "./dom.js";
import {select} from "./filters.js";
import {onLanguage, tongue} from "./language.js";

const JUDGED = ["met", "near", "missed"];
const MOST_ROWS = 40;
const MOST_INDICATORS = 60;
const colour = (status) => `var(--${JUDGED.includes(status) ? status : "open"})`;
const printed = (value) => String(value).replace("-", "−");

export function charts(page, section) {
  const all = Array.from({length: page.count}, (_, row) => row);
  const several = new Set(page.rows.report_id).size > 1;
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
  let waiting;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => place.clientWidth && place.clientWidth !== place.dataset.width && draw(), 150);
    place.dataset.width = place.clientWidth;
  }).observe(section);
  draw();
}

// Which government and which indicator: the indicators are those with most targets that were judged.
function choices(page, all, draw) {
  const {rows} = page;
  const counts = new Map();
  for (const row of all) {
    const id = rows.indicator_id[row];
    if (id && JUDGED.includes(rows.status[row])) counts.set(series(rows, row), (counts.get(series(rows, row)) ?? 0) + 1);
  }
  const indicators = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, MOST_INDICATORS);
  const named = (key) => seriesName(page, key);
  const indicator = select("chart-indicator", indicators, named, draw, "all_indicators");
  const region = select("chart-region", [...new Set(rows.region_code)].sort(), (code) => page.regions[code]?.slice(0, 2) ?? [code, code], draw, "all_governments");
  const field = (control, title) => h("div", {class: "field"}, h("label", {for: control.id}, title), control);
  return {
    nodes: [field(indicator, say("all_indicators")), field(region, say("all_governments"))],
    state: () => ({indicator: indicator.value, region: region.value}),
  };
}

const series = (rows, row) => `${rows.indicator_id[row]} ${rows.measure[row]}`;
function seriesName(page, key) {
  const [id, measure] = key.split(" ");
  const names = page.indicators[id] ?? [id, id];
  return names.map((name, place) => `${name} (${page.codes.measure[measure][place]})`);
}

function seen(page, all, {indicator, region}, width) {
  const {rows} = page;
  const chosen = all.filter((row) => (!region || rows.region_code[row] === region) && (!indicator || series(rows, row) === indicator));
  const place = region ? regionPair(page, region) : null;
  if (indicator && region) return years(page, chosen, words("chart_line", {name: pairs(place, seriesName(page, indicator))}), width);
  if (indicator) {
    const rowOf = (row) => rows.region_code[row];
    return kept(page, chosen, rowOf, (code) => regionPair(page, code), words("chart_kept", {name: seriesName(page, indicator)}), width);
  }
  if (region) {
    const rowOf = (row) => (rows.indicator_id[row] ? series(rows, row) : null);
    return kept(page, chosen, rowOf, (key) => seriesName(page, key), words("chart_region", {name: place}), width);
  }
  return shares(page, all, width);
}

const pairs = (a, b) => [`${a[0]}${b[0]}`, `${a[1]}: ${b[1]}`];
const regionPair = (page, code) => page.regions[code]?.slice(0, 2) ?? [code, code];

// Governments and years: how much of what could be judged was met.
function shares(page, all, width) {
  const {rows} = page;
  const cells = new Map();
  for (const row of all) {
    const key = `${rows.region_code[row]} ${rows.year[row]}`;
    const found = cells.get(key) ?? {y: rows.region_code[row], x: rows.year[row], met: 0, judged: 0};
    found.met += rows.status[row] === "met";
    found.judged += JUDGED.includes(rows.status[row]);
    cells.set(key, found);
  }
  const told = [...cells.values()].map(({x, y, met, judged}) => ({
    x, y,
    top: judged ? `${Math.round((100 * met) / judged)}%` : "–",
    under: judged ? `${met}/${judged}` : "",
    fill: judged ? `color-mix(in oklab, var(--met-tint) ${Math.round((100 * met) / judged)}%, var(--missed-tint))` : "var(--open-tint)",
    title: `${regionPair(page, y)[tongue()]} ${x}: ${met}/${judged}`,
  }));
  return heat(told, [...new Set(told.map(({y}) => y))].sort(), (code) => regionPair(page, code), words("chart_shares"), "chart_hint_shares", width);
}

// A value promised a cell, and the sign of what became of it.
function kept(page, chosen, rowOf, named, title, width) {
  const {rows} = page;
  const cells = new Map();
  const judged = new Map();
  for (const row of chosen) {
    const y = rowOf(row);
    if (y === null || rows.value[row] === null) continue;
    judged.set(y, (judged.get(y) ?? 0) + (JUDGED.includes(rows.status[row]) ? 1 : 0));
    const key = `${y} ${rows.year[row]}`;
    if (!cells.has(key)) cells.set(key, row);
  }
  let order = [...judged.keys()];
  if (order.length > MOST_ROWS || order.some((key) => key.includes(" "))) {
    order = order.filter((key) => judged.get(key)).sort((a, b) => judged.get(b) - judged.get(a)).slice(0, MOST_ROWS);
  } else order.sort();
  const told = [...cells.values()].filter((row) => order.includes(rowOf(row))).map((row) => ({
    x: rows.year[row], y: rowOf(row),
    top: short(rows.value[row]),
    under: page.shapes[rows.status[row]],
    fill: JUDGED.includes(rows.status[row]) ? `var(--${rows.status[row]}-tint)` : "var(--open-tint)",
    title: `${named(rowOf(row))[tongue()]} ${rows.year[row]}: ${rows.promised[row]} → ${rows.came[row] || "–"} (${page.codes.status[rows.status[row]][tongue()]})`,
  }));
  return heat(told, order, named, title, "chart_hint", width);
}

function short(value) {
  const size = Math.abs(value);
  return printed(size >= 10000 ? `${Math.round(value / 1000)}k` : size >= 100 ? Math.round(value) : +value.toFixed(1));
}

function heat(told, order, named, title, hint, width) {
  if (!told.length) return [];
  const years = told.map(({x}) => x);
  const domain = Array.from({length: Math.max(...years) - Math.min(...years) + 1}, (_, place) => Math.min(...years) + place);
  const left = width < 600 ? 76 : tongue() ? 190 : 150;
  const drawn = plot({
    width: Math.max(width - 2, left + domain.length * 31),
    marginLeft: left, marginTop: 26, marginBottom: 6, marginRight: 4,
    height: order.length * 32 + 32,
    x: {domain, type: "band", padding: 0.04},
    y: {domain: order, type: "band", padding: 0.05},
    color: {type: "identity"},
    marks: [
      axisX({anchor: "top", tickSize: 0, tickFormat: (year) => `’${String(year).slice(2)}`, label: null}),
      axisY({tickSize: 0, tickFormat: (key) => named(key)[tongue()], label: null, lineWidth: left / 12, textOverflow: "ellipsis"}),
      cell(told, {x: "x", y: "y", fill: "fill", title: "title", rx: 2}),
      text(told, {x: "x", y: "y", text: "top", dy: -5, fontSize: 10.5, fontWeight: 600, pointerEvents: "none"}),
      text(told, {x: "x", y: "y", text: "under", dy: 7, fontSize: 9.5, pointerEvents: "none"}),
    ],
  });
  return [figure(drawn, title, hint)];
}

// One indicator of one government: a bar for each promise, a sign for what came.
function years(page, chosen, title, width) {
  const {rows} = page;
  const first = new Map();
  for (const row of chosen) if (rows.value[row] !== null && !first.has(rows.year[row])) first.set(rows.year[row], row);
  const shown = [...first.values()];
  if (!shown.length) return [];
  const came = shown.filter((row) => rows.actual[row] !== null);
  const drawn = plot({
    width, height: 320, marginLeft: 56,
    x: {type: "band", domain: shown.map((row) => rows.year[row]).sort(), padding: 0.25},
    color: {type: "identity"},
    marks: [
      axisX({tickSize: 0, tickFormat: (year) => `’${String(year).slice(2)}`, label: null}),
      axisY({label: rows.unit[shown[0]], tickFormat: printed, tickSize: 0}),
      link(came, {x: (row) => rows.year[row], y1: (row) => rows.value[row], y2: (row) => rows.actual[row], stroke: (row) => colour(rows.status[row]), strokeOpacity: 0.5}),
      tickY(shown, {x: (row) => rows.year[row], y: (row) => rows.value[row], strokeWidth: 3}),
      text(came, {x: (row) => rows.year[row], y: (row) => rows.actual[row], text: (row) => page.shapes[rows.status[row]], fill: (row) => colour(rows.status[row]), fontSize: 16, stroke: "var(--paper)", strokeWidth: 3,
        title: (row) => `${rows.year[row]}: ${rows.promised[row]} → ${rows.came[row]} (${page.codes.status[rows.status[row]][tongue()]})`}),
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

function against(page, chosen, promised, actual, title, axis, width) {
  const {rows} = page;
  const shown = chosen.slice(0, MOST_ROWS);
  if (!shown.length) return null;
  const narrow = width < 600;
  const left = narrow ? 118 : tongue() ? 300 : 190;
  const name = (id) => indicatorName(page, rows.target_id.indexOf(id))[tongue()];
  const id = (row) => rows.target_id[row];
  const drawn = plot({
    width, marginLeft: left, marginRight: 56, marginTop: 30, marginBottom: 8,
    height: shown.length * 30 + 40,
    x: {nice: true, insetLeft: 12},
    y: {type: "band", domain: shown.map(id)},
    color: {type: "identity"},
    marks: [
      axisX({anchor: "top", label: axis[tongue()], tickFormat: printed, tickSize: 0, ticks: narrow ? 4 : 8}),
      axisY({tickSize: 0, label: null, tickFormat: name, fontSize: narrow ? 11 : 13, lineWidth: left / (narrow ? 11.5 : 13.5), textOverflow: "ellipsis"}),
      ruleX([promised === actual ? 0 : Math.min(0, ...shown.map(actual))], {stroke: "var(--line)"}),
      link(shown, {x1: promised, x2: actual, y: id, stroke: (row) => colour(rows.status[row]), strokeWidth: 3, strokeOpacity: 0.45}),
      tickX(shown, {x: promised, y: id, strokeWidth: 2.5, inset: 5, title: (row) => rows.promised[row]}),
      text(shown, {x: actual, y: id, text: (row) => page.shapes[rows.status[row]], fill: (row) => colour(rows.status[row]), fontSize: 16, stroke: "var(--paper)", strokeWidth: 3,
        title: (row) => `${name(id(row))}: ${rows.promised[row]} → ${rows.came[row]} (${page.codes.status[rows.status[row]][tongue()]})`}),
      text(shown, {x: (row) => Math.max(promised(row), actual(row)), y: id, text: (row) => printed(actual(row)), dx: 12, textAnchor: "start", fontSize: 12, fontVariant: "tabular-nums"}),
    ],
  });
  return figure(drawn, title);
}

// The drawing is one picture with one name; the table below holds the same figures for who cannot see it.
function figure(drawn, title, hint) {
  const told = title[tongue()];
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", told);
  for (const part of drawn.querySelectorAll("[aria-label],[aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  return h("figure", {class: "plot"}, h("figcaption", {}, told),
    h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": told}, drawn), hint ? h("p", {class: "hint"}, say(hint)) : null);
}
