// CSV and workbooks, read when somebody asks for one. Belongs here: writing them; libraries do. Does not: which columns, or what they say.
import {csvFormatRow} from "d3-dsv";
import writeExcel from "write-excel-file/universal";

// `table` is a list of columns {heading, width, cells}.
const lines = (table) => table[0].cells.map((_, row) => table.map(({cells}) => cells[row] ?? null));

// No text is what a spreadsheet takes for a formula, as in all CSV of ours (schemas/safe_text.py); a number is none.
const safe = (cell) => (typeof cell === "string" && /^\s*[=+\-@＝＋－＠]/.test(cell) && !/^[+-]?[\d,.]+[%‰]?$/.test(cell) ? `'${cell}` : cell);

// With a byte order mark, so that spreadsheets show Chinese.
const csv = (table) => new Blob(["\ufeff", [table.map(({heading}) => heading), ...lines(table)].map((line) => `${csvFormatRow(line.map(safe))}\r\n`).join("")], {type: "text/csv;charset=utf-8"});

// Text stays text: a cell that begins with = is no formula. The second sheet says what was chosen.
const xlsx = (table, about, [aboutSheet, targetsSheet]) => writeExcel([
  {data: [table.map(({heading}) => ({value: heading, fontWeight: "bold", wrap: true, alignVertical: "top"})), ...lines(table)], stickyRowsCount: 1, columns: table.map(({width}) => ({width})), sheet: targetsSheet},
  {data: about.map((line, place) => [{value: line, wrap: true, alignVertical: "top", ...(place ? {} : {fontWeight: "bold"})}]), columns: [{width: 100}], sheet: aboutSheet},
], {features: [filters(table)]}).toBlob();

// Arrows that filter, above the targets.
const filters = (table) => ({files: {transform: {"xl/worksheets/sheet{id}.xml": {
  transform: (xml, _options, {sheetIndex}) => (sheetIndex === 0 ? xml.replace("</sheetData>", `</sheetData><autoFilter ref="A1:${letters(table.length)}${table[0].cells.length + 1}"/>`) : xml),
}}}});

const letters = (column) => (column > 26 ? String.fromCharCode(64 + Math.floor((column - 1) / 26)) : "") + String.fromCharCode(65 + ((column - 1) % 26));

globalThis.mubiao("assets/files", {csv, xlsx});
