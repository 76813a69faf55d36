// Taking away what is chosen: CSV, a workbook, the table on the clipboard, a picture, the link. Belongs here: the buttons, and what a file says of
// itself. Does not: writing a file (files.js, read when one is asked for), or drawing (picture.jsx).
import {useState} from "preact/hooks";
import {copy} from "../copied.js";
import {piece} from "../pieces.js";
import {isSeries} from "./byyear.jsx";
import {picture, png} from "./picture.jsx";
import {CELLS, addressOf, shownColumns, wordsOf} from "./table.jsx";
import {counts} from "./words.js";
import {save} from "../saved.js";

// A file is made in one go on the page's own thread: beyond this the ready ones serve better.
const MOST = 20000;
// So much of what is chosen stands in the name of a file, in characters.
const LONGEST_NAME = 40;
const READABLE = ["place", "year", "when", "topic", "indicator", "target", "result", "gap", "verdict", "whose", "source", "published", "claim"];

export function Take(own) {
  const {vocabulary, chosen, rows, shown} = own;
  const {t} = vocabulary;
  const [said, setSaid] = useState("");
  const n = rows.length;
  const many = n > MOST;
  const busy = (work) => async () => {
    setSaid(t("loading"));
    try {
      setSaid(await work());
    } catch {
      setSaid(t("take_failed"));
    }
  };
  const file = (kind) => busy(async () => {
    const {csv, xlsx} = await piece("assets/files");
    const lines = await wordsOf(own, rows, (done, of) => setSaid(t("take_working", {done, of})));
    const table = columnsOf(own).map(([heading, cell, width]) => ({heading, width, cells: lines.map(cell)}));
    const blob = await (kind === "csv" ? csv(table) : xlsx(table, about(own), [t("sheet_about"), t("sheet_targets")]));
    return saved(blob, `${fileName(own)}.${kind}`, t);
  });
  const copied = busy(async () => {
    const lines = await wordsOf(own, shown);
    const columns = shownColumns(chosen);
    const text = [columns.map((name) => t(`col_${name}`)), ...lines.map((line) => columns.map((name) => CELLS[name](line) ?? ""))];
    return t((await copyTable(text)) ? "take_copied" : "take_failed");
  });
  const drawn = (kind) => busy(async () => {
    const lines = await wordsOf(own, isSeries(own) ? rows : rows.subarray(0, 15));
    const svg = picture(own, lines, counts(own));
    return saved(kind === "svg" ? new Blob([svg.text], {type: "image/svg+xml"}) : await png(svg), `${fileName(own)}.${kind}`, t);
  });
  const link = busy(async () => t((await copy(location.href)) ? "take_copied" : "take_failed"));
  return (
    <section class="take" aria-labelledby="take-heading">
      <h2 id="take-heading">{t("take")}</h2>
      <p class="soft">{t("take_rows", {n})} {many && <>{t("take_too_many", {most: MOST})} <a href="programs.html">{t("take_files")}</a></>}</p>
      <div class="buttons">
        <button type="button" class="button" disabled={many} onClick={file("csv")}>{t("take_csv", {n})}</button>
        <button type="button" class="button" disabled={many} onClick={file("xlsx")}>{t("take_xlsx", {n})}</button>
        <button type="button" class="button" onClick={copied}>{t("take_copy", {n: shown.length})}</button>
        <button type="button" class="button" onClick={drawn("svg")}>{t("take_svg")}</button>
        <button type="button" class="button" onClick={drawn("png")}>{t("take_png")}</button>
        <button type="button" class="button" onClick={link}>{t("take_link")}</button>
      </div>
      <p role="status" class="soft">{said}</p>
    </section>
  );
}

// What people read, in their language, then what is reckoned with, then codes.
function columnsOf({vocabulary}) {
  const {t} = vocabulary;
  const wide = {place: 12, year: 8, when: 14, topic: 16, indicator: 32, target: 24, result: 22, gap: 22, verdict: 16, whose: 20, source: 36, published: 14, claim: 16};
  const own = vocabulary.package;
  return [
    ...READABLE.map((name) => [t(`col_${name}`), name === "year" ? ({year}) => year : CELLS[name], wide[name]]),
    ...["value", "high", "actual"].map((name) => [t(`col_${name}`), (line) => line[name], 14]),
    [t("col_unit"), ({unit}) => unit, 10],
    [t("col_address"), ({address}) => address, 36],
    ["target_id", CELLS.id, 24],
    ["region_code", ({codes}) => codes.place, 12],
    ["indicator_id", ({codes}) => codes.indicator, 22],
    ["measure", ({codes}) => codes.measure, 12],
    ["status", ({codes}) => codes.verdict, 14],
    ["source_kind", ({codes}) => codes.whose, 16],
    ["binding", ({codes}) => codes.binding, 12],
    [t("col_link"), (line) => new URL(addressOf(line), location.href).href, 40],
    [t("col_from"), () => `${own.cited} CC BY 4.0`, 30],
  ];
}

// What was chosen, of how much, from where, and how to cite it: lines in the page's language.
function about(own) {
  const {vocabulary, chosen, rows, index} = own;
  const {t} = vocabulary;
  const {name, version, title, cited, licence} = vocabulary.package;
  const choices = vocabulary.chosen(chosen).map(([, facet, called]) => `${t(`facet_${facet}`)}${t("colon")}${called}`);
  if (!chosen.period) choices.push(`${t("facet_own")}${t("colon")}${t("own_only")}`);
  return [
    title, `${t("about_chosen")}${t("colon")}${choices.join(t("semicolon"))}`, t("about_rows", {n: rows.length, total: index.rows}), counts(own),
    t("note_no_result"), t("about_version", {name, version}), t("about_sources"), t("about_cite", {cited}), licence, t("about_address", {address: location.href}),
  ];
}

// mubiao-governments-2.0.0-成都-2024-住房-8rows
function fileName({vocabulary, chosen, rows}) {
  const {name, version} = vocabulary.package;
  const called = vocabulary.chosen(chosen).map(([, , each]) => each).join("-").replace(/[^\p{L}\p{N}.]+/gu, "-").replace(/^-|-$/gu, "");
  const choice = Array.from(called || "all").slice(0, LONGEST_NAME).join("");
  return `mubiao-${name}-${version}-${choice}-${rows.length}rows`;
}

function saved(blob, name, t) {
  save(blob, name);
  return t("take_ready", {name});
}

// As a table for documents, and as text for everything else.
async function copyTable(rows) {
  const text = rows.map((cells) => cells.map((cell) => String(cell).replace(/\s+/gu, " ")).join("\t")).join("\n");
  const table = document.createElement("table");
  for (const cells of rows) {
    const line = table.insertRow();
    for (const cell of cells) line.insertCell().textContent = cell;
  }
  try {
    await navigator.clipboard.write([new ClipboardItem({"text/plain": new Blob([text], {type: "text/plain"}), "text/html": new Blob([table.outerHTML], {type: "text/html"})})]);
    return true;
  } catch {
    table.className = "unseen";
    document.body.append(table);
    const done = await copy(text, table);
    table.remove();
    return done;
  }
}
