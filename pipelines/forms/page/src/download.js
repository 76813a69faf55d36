// A download of what is filtered, as CSV or xlsx. Belongs here: which columns a file has. Libraries write the files.
import {csvFormatRow} from "d3-dsv";
import writeExcel from "write-excel-file/universal";
import {codeName} from "./data.js";
import {h, say} from "./dom.js";

// A workbook is made in one go on the page's own thread: beyond this the ready-made files serve better.
const MOST_IN_A_WORKBOOK = 20000;

export function downloads(page, filtered) {
  const told = h("span", {role: "status", class: "told", id: "download-told"});
  const button = (kind, make) => h("button", {type: "button", class: "plain-button", id: `download-${kind}`, click: async () => {
    const chosen = filtered();
    if (kind === "xlsx" && chosen.length > MOST_IN_A_WORKBOOK) return told.replaceChildren(...say("too_many", {most: MOST_IN_A_WORKBOOK}));
    told.replaceChildren(...say("download_working"));
    await new Promise((painted) => setTimeout(painted, 30));
    const name = `${page.package.name}-${page.package.version}-${chosen.length}.${kind}`;
    save(await make(table(page, chosen)), name);
    return told.replaceChildren(...say("download_ready", {name, count: chosen.length}));
  }}, `${kind === "csv" ? "CSV" : "Excel"}`);
  return h("div", {class: "downloads"}, h("span", {id: "download-what"}), button("csv", csv), button("xlsx", xlsx), told);
}

// Columns by the names of the contract, codes with their labels beside them.
function table(page, chosen) {
  const {rows} = page;
  const beside = {
    region_code: [["region", (row) => page.regions[rows.region_code[row]]?.[0]]],
    indicator_id: [["indicator_en", (row) => rows.name_en[row]]],
  };
  for (const column of Object.keys(page.coded)) {
    const label = (tongue) => (row) => (rows[column][row] === null ? null : codeName(column, rows[column][row])[tongue]);
    beside[column] = [[`${column}_zh`, label(0)], [`${column}_en`, label(1)]];
  }
  const columns = Object.keys(page.columns).filter((name) => rows[name]).flatMap((name) => [[name, (row) => rows[name][row]], ...(beside[name] ?? [])]);
  return [columns.map(([name]) => name), ...chosen.map((row) => columns.map(([, cell]) => cell(row) ?? null))];
}

// With a byte order mark, so that spreadsheets show Chinese.
const csv = (lines) => new Blob(["\ufeff", lines.map((line) => `${csvFormatRow(line)}\r\n`).join("")], {type: "text/csv;charset=utf-8"});

// Text stays text: a cell that begins with = is no formula.
const xlsx = ([header, ...lines]) => writeExcel(
  [header.map((name) => ({value: name, fontWeight: "bold"})), ...lines],
  {stickyRowsCount: 1, sheet: "targets"},
).toBlob();

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
