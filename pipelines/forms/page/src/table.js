// The table of targets: DataTables sorts, pages and filters; a row opens into what stands behind it.
import DataTable from "datatables.net";
import {indicatorName, regionName} from "./data.js";
import {both, h, label, say, scrollable, verdict, words} from "./dom.js";
import {downloads} from "./download.js";
import {filters} from "./filters.js";
import {onLanguage, tongue} from "./language.js";
import {opened} from "./opened.js";
import {orders} from "./order.js";

const PAGE = 50;
// So many rows are printed at most; paper of more is looked through by nobody.
const MOST_PRINTED = 500;
const inOrder = (sign) => (a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : sign * (a - b));
DataTable.type("rank", {order: {asc: inOrder(1), desc: inOrder(-1)}});

export function targets(page, asked, place) {
  const {rows} = page;
  const chosen = filters(page, asked);
  const told = h("p", {role: "status", id: "shown", class: "shown"});
  const element = h("table", {class: "targets"}, h("caption", {class: "unseen"}, say("table")));
  // A line of the table is a row of the data; it has its own order.
  const lines = firstOrder(page);
  const lineOf = new Map(lines.map((row, line) => [row, line]));
  const filtered = () => table.rows({search: "applied", order: "applied"}).data().toArray().map(({row}) => row);
  const loads = downloads(page, filtered, chosen.selected);
  const box = h("div", {class: "wide-table", id: "rows"}, element);
  const cut = h("p", {class: "note printed", id: "printed"});
  place.append(chosen.node, h("div", {class: "above"}, told, loads), cut, box);

  const table = new DataTable(element, {
    data: lines.map((row) => ({row})),
    columns: columns(page, toggle),
    createdRow: (line, {row}) => line.setAttribute("id", rows.target_id[row]),
    autoWidth: false,
    order: [],
    pageLength: PAGE,
    layout: {topStart: null, topEnd: null, bottomStart: null, bottomEnd: {paging: {buttons: 5, firstLast: false}}},
    language: texts(),
  });
  table.search.fixed("chosen", (_, {row}) => asked.passes(row));
  const show = () => {
    const {recordsDisplay, page: number, pages} = table.page.info();
    table.table().container().classList.toggle("one-page", pages < 2);
    told.replaceChildren(...say(recordsDisplay < page.count ? "shown" : "shown_all", {count: recordsDisplay, total: page.count}),
      ...(pages > 1 ? [h("span", {class: "turned"}, " · ", say("of_pages", {page: number + 1, pages}))] : []));
    loads.querySelector("#download-what").replaceChildren(...say(recordsDisplay === 1 ? "download_one" : "download_filtered", {count: recordsDisplay}));
    cut.hidden = recordsDisplay <= MOST_PRINTED;
    cut.replaceChildren(...say("printed", {count: MOST_PRINTED, total: recordsDisplay}));
    nameControls(table);
    box.setAttribute("aria-label", words("table_named")[tongue()]);
  };
  scrollable(box, words("table_named")[tongue()]);
  table.on("draw", show);
  table.draw();
  asked.onChange(() => table.draw());
  onLanguage(show);
  element.addEventListener("keydown", (event) => walk(element, event));
  printWhole(table);

  function toggle(row, open) {
    const line = table.row(lineOf.get(row));
    const shown = open ?? !line.child.isShown();
    if (shown && !line.child.isShown()) line.child(opened(page, row), "opened-row").show();
    if (!shown) line.child.remove();
    line.node().querySelector("button.open").setAttribute("aria-expanded", String(shown));
    line.node().classList.toggle("is-open", shown);
    return line.node();
  }

  // A row may be on another page of the table, or filtered away: bring it in, open it, and put the reader there.
  function goTo(id) {
    const row = rows.target_id.indexOf(id);
    if (row < 0) return false;
    if (!asked.passes(row)) asked.reset();
    if (!asked.passes(row)) asked.change({ofYear: false});
    table.page(Math.floor(filtered().indexOf(row) / PAGE)).draw("page");
    const line = toggle(row, true);
    line.scrollIntoView({block: "start"});
    line.querySelector("button.open").focus({preventScroll: true});
    return true;
  }

  // To the first row, as if the reader had gone there by keyboard.
  function goToFirst() {
    place.closest("section").scrollIntoView({block: "start"});
    (element.querySelector("button.open") ?? document.getElementById("search")).focus();
  }
  return {goTo, goToFirst, controls: chosen.charts};
}

// One report reads in its own order. Of several the newest comes first, and what people ask for before what has no code.
function firstOrder(page) {
  const {rows, count, known} = page;
  const order = Array.from({length: count}, (_, row) => row);
  if (new Set(rows.report_id).size < 2) return order;
  const place = new Map(known.map((id, rank) => [id, rank]));
  const rank = rows.indicator_id.map((id) => (id ? place.get(id) ?? known.length : known.length + 1));
  return order.sort((a, b) => rows.year[b] - rows.year[a] || rank[a] - rank[b] || a - b);
}

// Up and down lead from row to row.
function walk(element, event) {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (!step || !event.target.matches("button.open")) return;
  const buttons = [...element.querySelectorAll("button.open")];
  const next = buttons[buttons.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

// On paper there are no pages to turn.
function printWhole(table) {
  let number;
  addEventListener("beforeprint", () => {
    number = table.page();
    table.page.len(MOST_PRINTED).draw();
  });
  addEventListener("afterprint", () => {
    table.page.len(PAGE).draw();
    table.page(number).draw("page");
  });
}

function columns(page, toggle) {
  const {rows} = page;
  const rank = orders(page);
  const several = (name) => new Set(rows[name]).size > 1;
  const column = (name, title, className, cell) => ({
    title: h("span", {}, title).outerHTML,
    className,
    type: "rank",
    searchable: false,
    data: ({row}, type) => (type === "display" ? cell(row) : rank(name, row)),
  });
  return [
    {...column("indicator", label("indicator"), "indicator", (row) => indicator(page, row, toggle, several)), cellType: "th", createdCell: (cell) => cell.setAttribute("scope", "row")},
    several("region_code") ? column("region", say("government"), "wide", (row) => h("span", {}, both(regionName(page, row)))) : null,
    several("year") ? column("year", say("year"), "wide number", (row) => text(rows.year[row])) : null,
    column("target", say("target"), "number", (row) => pair(rows.target[row])),
    column("actual", say("actual"), "number", (row) => pair(rows.came[row])),
    column("difference", say("difference"), "gap number", (row) => difference(rows, row)),
    column("status", label("status"), "status", (row) => judgement(rows, row)),
  ].filter(Boolean);
}

// A verdict, and what stands beside it: who says the figure, what the next report says, what is newest.
const judgement = (rows, row) =>
  h("div", {}, verdict(rows.status[row], rows.verdict[row]), rows.beside[row].map((told) => h("span", {class: "aside"}, both(told))));

const text = (told) => h("span", {}, String(told));
const pair = (told) => h("span", {}, told ? both(told) : "–");

function indicator(page, row, toggle, several) {
  const {rows} = page;
  const [zh, en] = indicatorName(page, row);
  const id = rows.target_id[row];
  const where = [several("region_code") ? both(regionName(page, row)) : null, several("year") ? ` ${rows.year[row]}` : null].filter(Boolean);
  return h("div", {},
    h("button", {type: "button", class: "open", "aria-expanded": "false", "aria-controls": `opened-${id}`, click: () => toggle(row)}, both([zh, en])),
    en === zh ? null : h("span", {class: "aside en"}, h("span", {lang: "zh-CN"}, zh), rows.machine[row] ? ` · ${words("machine")[1]}` : ""),
    where.length ? h("span", {class: "aside narrow"}, ...where) : null);
}

function difference(rows, row) {
  const told = rows.difference[row];
  if (told === null) return text("–");
  const number = `${told < 0 ? "−" : told > 0 ? "+" : "±"}${Math.abs(told)}`;
  return rows.measure[row] === "amount" ? text(`${number}%`) : h("span", {}, number, both(words("points").map((unit, tongue) => (tongue ? ` ${unit}` : unit))));
}

// What an attribute holds is in the reader's language alone: columns to sort by, pages to turn to.
function nameControls(table) {
  const container = table.table().container();
  for (const sorter of container.querySelectorAll("thead .dt-column-order")) {
    const title = sorter.closest("th").querySelector(`.dt-column-title [lang=${tongue() ? "en" : "zh-CN"}]`)?.textContent ?? "";
    sorter.setAttribute("aria-label", words("sort", {column: [title, title]})[tongue()]);
  }
  for (const turner of container.querySelectorAll(".dt-paging-button")) {
    const to = turner.dataset.dtIdx;
    const name = ["previous", "next"].includes(to) ? words(to) : words("page_number", {page: Number(to) + 1});
    turner.setAttribute("aria-label", name[tongue()]);
  }
}

function texts() {
  return {
    emptyTable: h("span", {}, say("nothing")).outerHTML,
    zeroRecords: h("span", {}, say("nothing")).outerHTML,
    paginate: {previous: "‹", next: "›"},
  };
}
