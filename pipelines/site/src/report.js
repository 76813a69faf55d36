// The page of a report: a row opens where its name is chosen or its address is asked for, and can be copied, cited, drawn and reported.
// Without this script a row that has more than its cells opens by its address alone.
import {copy} from "./copied.js";
import {element as h} from "./dom.js";
import {picture} from "./picture.js";
import {language, piece} from "./pieces.js";

const table = document.querySelector("table.targets");
// Where cells stand in a row.
const [NAME, TARGET, RESULT, GAP, VERDICT, WHOSE, CLAIM] = [0, 1, 2, 3, 4, 5, 6];

if (table) {
  // From here on the script says what is open; the style's own rule, which follows the address, rests.
  table.classList.add("live");
  keepRoles();
  for (const link of table.querySelectorAll("th > a[href^='#']")) link.setAttribute("aria-expanded", "false");
  table.addEventListener("click", chosen);
  addEventListener("hashchange", follow);
  follow();
  tools();
}

// A row is laid out as a card on a phone; browsers then forget that it is one.
function keepRoles() {
  const roles = {table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", "thead th": "columnheader", "tbody > tr > th": "rowheader", "tr > td": "cell"};
  table.setAttribute("role", roles.table);
  for (const [of, role] of Object.entries(roles).slice(1)) {
    for (const element of table.querySelectorAll(of)) {
      if (!element.closest(".opened")) element.setAttribute("role", role);
    }
  }
}

function chosen(event) {
  const link = event.target.closest("th > a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const row = link.closest("tr");
  if (row.classList.contains("open")) {
    event.preventDefault();
    close(row);
  } else if (link.hash === location.hash) {
    event.preventDefault();
    open(row);
  }
}

// Opens the row that the address names, and scrolls to it, as what stands above may have grown.
function follow(change) {
  const named = document.getElementById(location.hash.slice(1));
  const row = named?.closest("table.targets > tbody > tr");
  if (!row) return;
  const only = document.getElementById("only");
  if (only?.checked && !row.classList.contains("f")) only.checked = false;
  open(row).then(() => {
    row.scrollIntoView({block: "start"});
    // Who followed the row's own link by keyboard goes on from it; browsers let go of the focus, as a row takes none.
    if (change && document.activeElement === document.body) row.querySelector("th > a").focus({preventScroll: true});
  });
}

async function open(row) {
  row.classList.add("open");
  row.querySelector("th > a").setAttribute("aria-expanded", "true");
  const said = await words();
  if (!said) return;
  const below = details(row, said);
  if (!below.querySelector(".at")) below.querySelector("dl").prepend(...placed(row, said));
  if (!below.querySelector(".take")) below.querySelector(".opened").append(take(row, said));
}

// What the script says; null where it cannot be read: then a row shows what the page itself has of it.
function words() {
  return piece(`data/report-${language}`).catch(() => null);
}

function close(row) {
  row.classList.remove("open");
  const link = row.querySelector("th > a");
  link.setAttribute("aria-expanded", "false");
  link.focus();
}

// The row below that shows more; drawn here where the page has none, which is where no more is known than place and verdict.
function details(row, said) {
  if (!row.nextElementSibling?.classList.contains("o")) {
    const cell = h("td", {colspan: 7, role: "cell"}, h("div", {class: "opened"},
      h("p", {class: "why"}, line(row, said)),
      h("dl", {},
        h("dt", {}, said.words.no_result), h("dd", {}, said.statuses[status(row)]))));
    row.after(h("tr", {class: "o", role: "row"}, cell));
  }
  return row.nextElementSibling;
}

// Where the clause stands in the text, and the way there.
function placed(row, said) {
  const {start, end} = position(row);
  return [h("dt", {class: "at"}, said.words.in_report), h("dd", {}, filled(said.words.place_in_text, {start, end}), said.words.comma, ...original(row, said))];
}

// From the row's own number, which is its value's offset in the text.
function position(row) {
  const [before, behind, from = "", to = ""] = row.dataset.at.split("|");
  const own = parseInt(row.id, 10);
  return {start: own - before, end: own + Number(behind), from: decodeURIComponent(from), to: decodeURIComponent(to)};
}

// The report's own page at the sentence; where its address is not known, what to search it for.
function original(row, said) {
  const {from, to} = position(row);
  const {address} = table.dataset;
  if (!address) return [said.words.no_address, said.words.comma, h("span", {lang: "zh-CN"}, filled(said.words.searched, {words: from}))];
  // Chinese stays as it is, as in the addresses of the page (fragments.py).
  const part = (text) => text.replace(/[^\w.~\u0080-\u{10ffff}]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
  const directive = `:~:text=${part(from)}${to ? `,${part(to)}` : ""}`;
  return [h("a", {href: `${address}${address.includes("#") ? "" : "#"}${directive}`}, said.words.open_there)];
}

function take(row, said) {
  const {words} = said;
  const note = h("span", {role: "status", class: "done"});
  const sentence = h("p", {class: "copied-line"}, `${line(row, said)} ${link(row)}`);
  const citation = h("p", {class: "copied-line soft"}, cite(row, said));
  const button = (word, act) => h("button", {type: "button", class: "button", click: act}, word);
  const copying = (element) => async () => {
    note.textContent = (await copy(element.textContent, element)) ? words.copied : words.copy_failed;
  };
  return h("div", {class: "take", role: "group", "aria-label": words.copy}, sentence, citation,
    h("p", {class: "buttons"}, button(words.copy_line, copying(sentence)), button(words.copy_cite, copying(citation)),
      button(words.picture, () => drawn(row, said)), error(row, said), note));
}

// What cells of a row say, in one line.
function line(row, said) {
  const {words} = said;
  const {place, year} = table.dataset;
  const cells = texts(row);
  const {name, when} = names(row);
  const parts = [filled(when ? words.line_when : words.line, {place, year, name, when, target: cells[TARGET]})];
  if (cells[RESULT]) parts.push(filled(words.line_came, {result: cells[RESULT]}));
  if (cells[GAP]) parts.push(filled(words.line_gap, {gap: cells[GAP]}));
  parts.push(filled(words.line_verdict, {verdict: cells[VERDICT]}));
  if (cells[CLAIM] && !cells[RESULT]) parts.push(filled(words.line_claim, {claim: cells[CLAIM]}));
  return parts.join("") + words.line_end;
}

function cite(row, said) {
  const {start, end} = position(row);
  const day = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {dateStyle: "long"}).format(new Date());
  const place = filled(said.words.place_in_text, {start, end});
  return filled(said.words.cite, {title: table.dataset.title, position: place, id: id(row), data: said.data, day, link: link(row)});
}

// An error goes to a mailbox or an issue tracker, with the row's id in its subject; nowhere where the owner named neither.
function error(row, said) {
  if (!said.contact) return null;
  const {words, contact, data} = said;
  const subject = encodeURIComponent(filled(words.error_subject, {data, id: id(row)}));
  const body = encodeURIComponent(filled(words.error_body, {line: line(row, said), link: link(row)}));
  const tracker = /^https?:/.test(contact);
  const href = tracker ? `${contact}${contact.includes("?") ? "&" : "?"}title=${subject}&body=${body}` : `mailto:${contact.replace(/^mailto:/, "")}?subject=${subject}&body=${body}`;
  return h("a", {href, class: "error"}, words.error);
}

function drawn(row, said) {
  const {words, data} = said;
  const cells = texts(row);
  const {name, when} = names(row);
  picture(filled(words.picture_name, {id: id(row)}), document.documentElement.lang, {
    over: table.dataset.title, title: when ? `${name} ${when}` : name,
    pairs: [[words.picture_target, cells[TARGET]], [words.picture_result, cells[RESULT] || words.picture_none]],
    status: status(row), verdict: `${said.signs[status(row)]} ${row.cells[VERDICT].textContent}`, gap: cells[GAP],
    under: [cells[WHOSE] && filled(words.picture_source, {whose: cells[WHOSE]}), filled(words.picture_credit, {data, id: id(row)})],
  });
}

function id(row) {
  return `${table.dataset.report}@${row.id}`;
}

// The code of the verdict, which gives the cell its colour.
function status(row) {
  return row.cells[VERDICT].classList[1];
}

function link(row) {
  return `${location.href.split("#")[0]}#${row.id}`;
}

function names(row) {
  const cell = row.cells[NAME];
  return {name: cell.querySelector("a").textContent, when: cell.querySelector("small:not(.again)")?.textContent ?? ""};
}

// The cells as they are copied: without the signs that stand beside words, and without remarks.
function texts(row) {
  return Array.from(row.cells, (cell) => {
    const plain = cell.cloneNode(true);
    for (const sign of plain.querySelectorAll("[aria-hidden], .again")) sign.remove();
    return plain.textContent.replace(/\s+/g, " ").trim();
  });
}

// Names the parts of cards, and adds the button that copies the rows that are shown, as a spreadsheet takes them.
async function tools() {
  const said = await words();
  if (!said) return;
  for (const row of table.querySelectorAll("tbody > tr[data-at]")) {
    row.cells[TARGET].dataset.l = said.words.label_target;
    if (row.cells[RESULT].textContent) row.cells[RESULT].dataset.l = said.words.label_result;
    if (row.cells[CLAIM].textContent.trim()) row.cells[CLAIM].dataset.l = said.words.label_claim;
  }
  const note = h("span", {role: "status", class: "done"});
  const button = h("button", {type: "button", class: "button", click: async () => {
    const rows = [table.tHead.rows[0], ...Array.from(table.tBodies[0].rows).filter((row) => !row.classList.contains("o") && row.offsetParent !== null)];
    const done = await copy(rows.map((row) => texts(row).join("\t")).join("\n"));
    note.textContent = done ? filled(said.words.table_copied, {count: rows.length - 1}) : said.words.copy_failed;
  }}, said.words.copy_table);
  document.querySelector(".tools").append(button, note);
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
