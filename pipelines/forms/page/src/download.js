// A download of what is filtered, as CSV or xlsx. Belongs here: which columns a file has, and what it says of itself. Libraries write the files.
import {csvFormatRow} from "d3-dsv";
import writeExcel from "write-excel-file/universal";
import {codeName, indicatorName, verdictName, vocabulary} from "./data.js";
import {h, say, words} from "./dom.js";
import {tongue} from "./language.js";

// A workbook is made in one go on the page's own thread: beyond this the ready-made files serve better.
const MOST_IN_A_WORKBOOK = 20000;
// So much of what is selected stands in the name of a file, in characters.
const LONGEST_NAME = 40;

export function downloads(page, filtered, selected) {
  const told = h("span", {role: "status", class: "told", id: "download-told"});
  const button = (kind, make) => h("button", {type: "button", class: "plain-button", id: `download-${kind}`, click: async () => {
    const chosen = filtered();
    if (kind === "xlsx" && chosen.length > MOST_IN_A_WORKBOOK) return told.replaceChildren(...say("too_many", {most: MOST_IN_A_WORKBOOK}));
    told.replaceChildren(...say("download_working"));
    await new Promise((painted) => setTimeout(painted, 30));
    const name = `${fileName(page, selected(), chosen.length)}.${kind}`;
    save(await make(table(page, chosen), about(page, selected(), chosen.length)), name);
    return told.replaceChildren(...say("download_ready", {name, count: chosen.length}));
  }}, `${kind === "csv" ? "CSV" : "Excel"}`);
  return h("div", {class: "downloads"}, h("span", {id: "download-what"}), button("csv", csv), button("xlsx", xlsx), told);
}

// mubiao-governments-2.0.0-甘肃省-2022-未实现-12rows
function fileName(page, selected, count) {
  const chosen = selected.map(([, called]) => called[tongue()]).join("-").replace(/[^\p{L}\p{N}.]+/gu, "-").replace(/^-|-$/g, "");
  const selection = Array.from(chosen || "all").slice(0, LONGEST_NAME).join("");
  return `mubiao-${page.package.name}-${page.package.version}-${selection}-${count}rows`;
}

// What was selected, of how much, from where, and how to cite it: lines in the reader's language.
function about(page, selected, count) {
  const {title, version, day, cited, address} = page.package;
  const said = (key, filled) => words(key, filled)[tongue()];
  const [colon, semicolon] = tongue() ? [": ", "; "] : ["：", "；"];
  const chosen = selected.map(([by, called]) => `${by[tongue()]}${tongue() ? " " : ""}${called[tongue()]}`).join(semicolon) || said("selected_nothing");
  return [title[tongue()], `${said("selected")}${colon}${chosen}`, said("selected_rows", {total: page.count, count}), said("selected_version", {version, day}),
    said("selected_columns"), said("selected_cite", {cited}), said("licence"), ...(address ? [address] : [])];
}

// What people read, in the reader's language; then columns by the names of the contract, codes with their labels beside them.
function table(page, chosen) {
  const columns = [...readable(page), ...coded(page), [words("from")[tongue()], () => `${page.package.cited} CC BY 4.0`]];
  return [columns.map(([name]) => name), ...chosen.map((row) => columns.map(([, cell]) => cell(row) ?? null))];
}

function readable(page) {
  const {rows} = page;
  const called = (column) => (row) => (rows[column]?.[row] ? codeName(column, rows[column][row])[tongue()] : null);
  const cells = {
    place: (row) => [page.regions[rows.region_code[row]]?.[2], page.regions[rows.region_code[row]]?.[1]][tongue()] ?? rows.region_code[row],
    year: (row) => rows.year[row],
    period: (row) => rows.when[row]?.[tongue()] || String(rows.year[row]),
    indicator: (row) => indicatorName(page, row)[tongue()],
    target: (row) => rows.target[row]?.[tongue()],
    result: (row) => rows.came[row]?.[tongue()],
    gap: (row) => rows.apart[row]?.[tongue()],
    verdict: (row) => verdictName(page, row)[tongue()],
    whose_figure: called("source_kind"),
    source: (row) => rows.source_title[row],
    claim: called("claim"),
  };
  return Object.entries(cells).map(([name, cell]) => [heading(name), cell]);
}

// A capital tells an English heading from the column of the contract that has the same name.
function heading(name) {
  const called = vocabulary.read[name][tongue()];
  return called.charAt(0).toUpperCase() + called.slice(1);
}

function coded(page) {
  const {rows} = page;
  const beside = {
    region_code: [["region", (row) => page.regions[rows.region_code[row]]?.[0]]],
    indicator_id: [["indicator_en", (row) => rows.name_en[row]]],
  };
  for (const column of Object.keys(page.coded)) {
    const label = (tongue) => (row) => (rows[column][row] === null ? null : codeName(column, rows[column][row])[tongue]);
    beside[column] = [[`${column}_zh`, label(0)], [`${column}_en`, label(1)]];
  }
  return Object.keys(page.columns).filter((name) => rows[name]).flatMap((name) => [[name, (row) => rows[name][row]], ...(beside[name] ?? [])]);
}

// With a byte order mark, so that spreadsheets show Chinese. What it says of itself stands in its name and in its last column.
const csv = (lines) => new Blob(["\ufeff", lines.map((line) => `${csvFormatRow(line)}\r\n`).join("")], {type: "text/csv;charset=utf-8"});

// Text stays text: a cell that begins with = is no formula.
const xlsx = ([header, ...lines], about) => writeExcel([
  {data: about.map((line, place) => [{value: line, wrap: true, alignVertical: "top", ...(place ? {} : {fontWeight: "bold"})}]), columns: [{width: 100}], sheet: words("sheet_about")[tongue()]},
  {data: [header.map((name) => ({value: name, fontWeight: "bold"})), ...lines], stickyRowsCount: 1, columns: header.map(() => ({width: 18})), sheet: words("sheet_targets")[tongue()]},
]).toBlob();

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
