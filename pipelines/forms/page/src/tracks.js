// Targets below each other, each with a line for what was set and a sign for what came on one scale, and both as numbers: a table, so that it reads,
// wraps and prints like one. Belongs here: scale and look. Does not: which targets (charts.js).
import {nice, ticks} from "d3-array";
import {verdictName} from "./data.js";
import {both, drawing, h, label, say, verdict, words} from "./dom.js";
import {tongue} from "./language.js";

const TICKS = 3;
// So much of the width is left free at each end, in per cent, for the signs.
const FREE = 4;

const printed = (value) => String(value).replace("-", "−");
const compact = new Intl.NumberFormat("en", {notation: "compact", maximumSignificantDigits: 3});
const whole = new Intl.NumberFormat("en", {maximumFractionDigits: 2});

export const number = (value) => printed(whole.format(value));

// A number in the room of a cell.
export function short(value) {
  const size = Math.abs(value);
  if (tongue() && size >= 1000) return printed(compact.format(value));
  return printed(size >= 10000 ? `${Math.round(value / 1000)}k` : size >= 100 ? Math.round(value) : +value.toFixed(1));
}

// Of each row: name (a pair), set and came (numbers on the scale), target (as it is printed); a rule stands where the scale begins to count.
export function tracks(page, shown, {name, set, came, target, title, first, hints = [], filled, rule, unit = ""}) {
  const scale = scaled(shown.flatMap((row) => [set(row), came(row), rule]).filter((value) => Number.isFinite(value)));
  const lines = shown.map((row) => {
    const id = page.rows.target_id[row];
    const result = came(row);
    return h("tr", {},
      h("th", {scope: "row"}, h("a", {href: `#${id}`}, name(page, row)[tongue()])),
      h("td", {class: "track"}, track(page, row, scale, set(row), result, rule)),
      h("td", {class: "number set"}, target(row)),
      h("td", {class: "number"}, result === null ? "–" : `${number(result)}${unit}`),
      h("td", {class: "status"}, verdict(page.rows.status[row], verdictName(page, row))));
  });
  const said = title[tongue()];
  return {figure: h("figure", {class: "plot"},
    h("figcaption", {}, said),
    h("table", {class: rule === 100 ? "tracks amounts" : "tracks"},
      h("caption", {class: "unseen"}, said),
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, both(first)), h("td", {class: "track"}, axis(scale)),
        h("th", {scope: "col", class: "number set"}, say("target")), h("th", {scope: "col", class: "number"}, say("actual")), h("th", {scope: "col", class: "status"}, label("status")))),
      h("tbody", {}, lines)),
    hints.length ? h("p", {class: "hint"}, hints.flatMap((key) => [say(key, filled), " "]).flat()) : null)};
}

function scaled(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [start, end] = nice(low, low === high ? low + 1 : high, TICKS);
  return {at: (value) => `${(FREE + ((100 - 2 * FREE) * (value - start)) / (end - start)).toFixed(2)}%`, ticks: ticks(start, end, TICKS)};
}

function axis({at, ticks: places}) {
  return drawing("svg", {"aria-hidden": "true", class: "axis"}, places.map((value) => drawing("text", {x: at(value), y: 12}, short(value))));
}

function track(page, row, {at, ticks: places}, set, came, rule) {
  const status = page.rows.status[row];
  const upright = (value, attributes) => drawing("line", {x1: at(value), x2: at(value), y1: 0, y2: "100%", ...attributes});
  return drawing("svg", {"aria-hidden": "true"},
    places.map((value) => upright(value, {class: value === rule ? "rule" : "grid"})),
    came === null ? null : drawing("line", {x1: at(set), x2: at(came), y1: "50%", y2: "50%", class: `way ${status}`}),
    upright(set, {y1: "15%", y2: "85%", class: "set"}),
    came === null ? null : drawing("text", {x: at(came), y: "50%", class: `came ${status}`}, page.shapes[status]));
}
