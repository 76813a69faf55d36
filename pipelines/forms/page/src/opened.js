// What shows when a row is opened: the sentence, why this verdict, where it all comes from, its permanent link.
import {regionName, verdictName, vocabulary} from "./data.js";
import {both, code, h, label, link, say, verdict, words} from "./dom.js";
import {tongue} from "./language.js";

// Columns of codes, and of words, that show where a row has one; and the codes of which there is nothing to tell.
const CODED = ["status_reason", "reading", "strength", "binding", "measure", "aspect", "period_kind", "comparability_reason"];
const PLAIN = ["area", "base_period"];
const UNTOLD = {strength: ["plan"], binding: ["unstated"], period_kind: ["year"]};
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function permanentLink(page, id) {
  return `${page.package.address || location.href.split("#")[0]}#${id}`;
}

export function opened(page, row) {
  const {rows} = page;
  const id = rows.target_id[row];
  const lines = (told) => told.map(([term, ...answer]) => h("div", {class: answer.flat().length > 2 ? "broad" : null}, h("dt", {}, term), h("dd", {}, ...answer)));
  return h("div", {class: "opened", id: `opened-${id}`, role: "region", "aria-label": id},
    rows.quote ? sentence(rows, row) : null,
    h("p", {class: "why"}, h("span", {class: "term"}, say("why")), " ", both([rows.why_zh[row], rows.why_en[row]])),
    h("dl", {}, lines(facts(page, row))),
    h("details", {class: "technical"}, h("summary", {}, say("technical")), h("dl", {}, lines(technical(page, row)))),
    h("p", {class: "actions"},
      h("a", {href: `#${id}`, class: "permanent"}, say("permanent")),
      copyButton("copy_link", () => permanentLink(page, id)),
      errorLink(page, id, row)),
  );
}

// A day as texts say it; what is no whole day stays as it is.
function day(date) {
  const [year, month, number] = (date ?? "").split("-").map(Number);
  return number ? [`${year}年${month}月${number}日`, `${number} ${MONTHS[month - 1]} ${year}`] : [date ?? "", date ?? ""];
}

// What is said of something in brackets behind it, in the punctuation of each language; nothing where nothing is known.
function aside(...pairs) {
  const [zh, en] = [0, 1].map((place) => pairs.map((pair) => pair[place]).filter(Boolean));
  return zh.length ? both([`（${zh.join("，")}）`, ` (${en.join(", ")})`]) : [];
}

// Offsets count code points, a script's strings do not: 𬭎 is two of its units.
function sentence(rows, row) {
  const signs = Array.from(rows.quote[row]);
  const [start, end] = rows.mark[row] ?? [0, 0];
  const cut = (from, to) => signs.slice(from, to).join("");
  return h("figure", {class: "sentence"},
    h("figcaption", {}, say("sentence"), rows.section?.[row] ? h("span", {lang: "zh-CN"}, ` · ${rows.section[row]}`) : null),
    h("blockquote", {lang: "zh-CN"}, cut(0, start), h("mark", {}, cut(start, end)), cut(end)));
}

// What readers ask, each with its answer; what is not known is left out.
function facts(page, row) {
  const {rows} = page;
  const told = [[say("report"), ...report(page, row)]];
  if (!rows.quote) told.push([say("place"), ...say(page.reports[rows.report_id[row]]?.source_url ? "no_sentence" : "no_sentence_nor_address", {sought: sought(rows, row)})]);
  told.push([say("figure"), ...source(rows, row)]);
  if (rows.newest[row]) told.push([label("status_latest"), verdict(rows.status_latest[row]), both(["：", ": "]), ...both(rows.newest[row])]);
  if (rows.claim?.[row]) told.push([say("next_report"), ...claim(page, row)]);
  if (rows.when[row]?.[0]) told.push([label("period"), ...both(rows.when[row])]);
  for (const column of CODED) {
    const cell = rows[column]?.[row];
    if (cell && !UNTOLD[column]?.includes(cell)) told.push([label(column), code(vocabulary.coded[column], cell)]);
  }
  for (const column of PLAIN) {
    if (rows[column]?.[row]) told.push([label(column), h("span", {lang: "zh-CN"}, rows[column][row])]);
  }
  if (rows.list_id?.[row]) told.push([label("list_id"), ...list(page, rows.list_id[row])]);
  if (rows.repeats?.[row]) told.push([label("repeats"), h("a", {href: `#${rows.repeats[row]}`}, rows.repeats[row])]);
  return told;
}

// What serves to check a row: its id, where the number stands, and the checksum of the text in which it stands there.
function technical(page, row) {
  const {rows} = page;
  const sum = page.reports[rows.report_id[row]]?.text_sha256;
  return [
    [label("target_id"), h("code", {}, rows.target_id[row])],
    [say("position"), ...say("place_at", {start: String(rows.char_start[row]), end: String(rows.char_end[row]), at: rows.target_id[row].split("@")[1].split(".")[0]})],
    ...(sum ? [[say("hash"), h("code", {}, sum)]] : []),
  ];
}

// The report by its title in Chinese, by place and year in English, with who published it and when.
function report(page, row) {
  const {rows} = page;
  const {title, source_url: address, published, publisher} = page.reports[rows.report_id[row]] ?? {};
  const named = words("report_named", {place: regionName(page, row), year: String(rows.year[row])});
  const when = published ? words("report_published", {day: day(published)}) : ["", ""];
  const at = landing(address, rows.quote_start?.[row], rows.quote_end?.[row]);
  return [...both([link(at, title ?? named[0]), link(at, named[1])]), ...aside([publisher, ""], when, address ? ["", ""] : words("no_address"))];
}

// An address that lands on a clause, by its first and its last characters.
function landing(address, start, end) {
  if (!address || !start) return address;
  const part = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
  return `${address}#:~:text=${part(start)}${end ? `,${part(end)}` : ""}`;
}

// What a reader finds the clause by: its first characters, else the number as the report prints it.
function sought(rows, row) {
  if (rows.quote_start?.[row]) return rows.quote_start[row];
  if (rows.value[row] === null) return rows.comparator[row] ?? "";
  return `${String(Math.abs(rows.value[row]))}${rows.unit[row] ?? ""}`;
}

// A list of public-benefit projects: its name, and how many it sets.
function list(page, id) {
  const [name, items] = page.lists[id] ?? [id, null];
  return [h("span", {lang: "zh-CN"}, name), ...(items === null ? [] : [" ", ...say("list_items", {items})])];
}

// What the next report says, of what, in which words and where.
function claim(page, row) {
  const {rows} = page;
  const told = [code("claim", rows.claim[row])];
  if (rows.claim_about?.[row]) told.push(...aside(words("about", {what: vocabulary.codes.claim_about[rows.claim_about[row]]})));
  const quoted = rows.claim_quote?.[row];
  if (quoted) told.push(h("q", {lang: "zh-CN"}, quoted));
  if (rows.claim_id?.[row]) {
    const [id] = rows.claim_id[row].split("@");
    const next = page.reports[id];
    const year = words("claim_at", {year: id.split("-")[1]});
    const address = landing(next?.source_url, rows.claim_start?.[row], rows.claim_end?.[row]);
    told.push(" ", h("span", {class: "aside"}, ...both([link(address, next?.title ?? year[0]), link(address, year[1])])));
  }
  return told;
}

function source(rows, row) {
  if (!rows.source_title?.[row]) return say("no_figure");
  const kind = vocabulary.codes.source_kind[rows.source_kind[row]] ?? ["", ""];
  const who = rows.publisher[row];
  const how = ["link", "witness"].filter((column) => rows[column]?.[row]).map((column) =>
    h("span", {class: "aside"}, " · ", ...(column === "witness" ? [label(column), both(["：", ": "])] : []), code(vocabulary.coded[column], rows[column][row])));
  return [link(rows.source_url[row], rows.source_title[row]), ...aside([who, who], day(rows.published[row]), kind),
    rows.note[row] ? h("span", {class: "aside", lang: "zh-CN"}, ` ${rows.note[row]}`) : null, ...how];
}

// Where an error goes: the owner's mail or issue tracker, with the row's id in it, else the homepage; nowhere where there is none.
function errorLink(page, id, row) {
  const {contact, homepage, name, version} = page.package;
  const subject = words("error_subject", {package: name, version, id})[tongue()];
  const said = [page.rows.indicator[row], (page.rows.target[row] ?? [""])[0], verdictName(page, row)[0]].join("，");
  const filled = `=${encodeURIComponent(subject)}&body=${encodeURIComponent(`${permanentLink(page, id)}\n${said}\n\n`)}`;
  const tracker = /^https?:/.test(contact);
  if (!contact) return homepage ? link(homepage, homepage) : null;
  const address = tracker ? `${contact}${contact.includes("?") ? "&" : "?"}title${filled}` : `mailto:${contact}?subject${filled}`;
  return h("a", {href: address, rel: "noreferrer", class: "error"}, say("report_error"));
}

function copyButton(key, text) {
  const told = h("span", {role: "status", class: "told"});
  const button = h("button", {type: "button", class: `plain-button ${key}`, click: async () => {
    await copied(text());
    told.replaceChildren(...say("copied"));
  }}, say(key));
  return h("span", {}, button, " ", told);
}

// From disk the clipboard may be refused; then the text is shown, to be copied by hand.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    window.prompt("", text);
  }
}
