// A table of places or indicators by years, a cell each, to be read, walked with the arrow keys, and tapped: then the table of targets shows what is in it.
// Belongs here: cells and keys. Does not: what a cell holds (charts.js).
import {h, say, scrollable, words} from "./dom.js";
import {tongue} from "./language.js";

const STEPS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
// So many years fit on a sheet; the table on the screen has all.
const MOST_PRINTED = 30;
const TINTED = ["met", "near", "missed"];

export function heat(page, asked, {cells, order, named, rows, title, hints}) {
  if (!cells.length) return [];
  const said = title[tongue()];
  const years = [...new Set(cells.map(({year}) => year))].sort((a, b) => a - b);
  const early = (place) => (years.length - place > MOST_PRINTED ? "early" : null);
  const at = new Map(cells.map((cell) => [`${cell.key}\t${cell.year}`, cell]));
  const drawn = new Map();
  const present = new Set(cells.map(({key}) => key));
  const readout = h("p", {class: "readout"}, say("chart_tap"));
  const table = h("table", {class: "heat"},
    h("caption", {class: "unseen"}, said),
    h("thead", {}, h("tr", {}, h("th", {scope: "col"}, h("span", {class: "unseen"}, rows[tongue()])), years.map((year, place) => h("th", {scope: "col", class: early(place)}, year)))),
    h("tbody", {}, order.filter((key) => present.has(key)).map((key) => h("tr", {}, h("th", {scope: "row"}, named(key)[tongue()]), years.map((year, place) => h("td", {class: early(place)}, button(at.get(`${key}\t${year}`))))))));
  const box = h("div", {class: "scroll"}, table);

  function button(cell) {
    if (!cell) return null;
    const {top, under, says, share, status} = cell;
    const tint = TINTED.includes(status) ? status : Number.isFinite(share) ? "share" : "undecided";
    const spot = h("button", {type: "button", class: `cell ${tint}`, tabindex: "-1", "aria-label": says, style: tint === "share" ? `--share:${share}%` : null}, h("b", {}, top), h("small", {}, under));
    drawn.set(spot, cell);
    return spot;
  }
  const cellOf = (event) => event.target.closest("button.cell");
  function tell(spot) {
    const {says, asks} = drawn.get(spot);
    readout.replaceChildren(says, ...(same(asks, asked.now.cell) && asked.count() ? [" ", h("a", {href: "#targets"}, say("see_rows"))] : []));
  }
  function stand(spot) {
    for (const other of table.querySelectorAll("button[tabindex='0']")) other.tabIndex = -1;
    spot.tabIndex = 0;
  }
  function mark() {
    for (const [spot, {asks}] of drawn) spot.setAttribute("aria-pressed", String(same(asks, asked.now.cell)));
  }
  for (const name of ["pointerover", "focusin"]) {
    table.addEventListener(name, (event) => {
      const spot = cellOf(event);
      if (spot) tell(spot);
    });
  }
  table.addEventListener("click", (event) => {
    const spot = cellOf(event);
    if (!spot) return;
    const {asks} = drawn.get(spot);
    asked.change({cell: same(asks, asked.now.cell) ? null : asks});
    stand(spot);
    tell(spot);
  });
  table.addEventListener("keydown", (event) => {
    const spot = cellOf(event);
    const to = spot && STEPS[event.key] && beside(table, spot, STEPS[event.key]);
    if (!to) return;
    event.preventDefault();
    stand(to);
    to.focus();
  });
  // The newest year is what readers look for, so that end is in sight, and where the keys begin.
  function ready() {
    box.scrollLeft = box.scrollWidth;
    scrollable(box, said);
    mark();
    const first = [...table.querySelectorAll("tbody tr:first-child button")].pop();
    if (first) stand(first);
  }
  return [{ready, changed: mark, figure: h("figure", {class: `plot${years.length > 16 ? " broad" : ""}`}, h("figcaption", {}, said), box,
    h("p", {class: "hint"}, hints.flatMap((key) => [say(key), " "]).flat(), years.length > MOST_PRINTED ? h("span", {class: "printed"}, say("printed_years", {count: MOST_PRINTED})) : null), readout)}];
}

const same = (one, other) => Boolean(one && other) && JSON.stringify(one) === JSON.stringify(other);

// The next cell in a direction; over blanks, and none beyond the edge.
function beside(table, spot, [down, right]) {
  let {cellIndex: column, parentElement: {rowIndex: line}} = spot.parentElement;
  for (;;) {
    line += down;
    column += right;
    const cell = line > 0 && column > 0 ? table.rows[line]?.cells[column] : null;
    if (!cell) return null;
    if (cell.firstElementChild) return cell.firstElementChild;
  }
}
