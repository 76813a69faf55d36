// What shows when a row is opened: the sentence, why this verdict, where it all comes from, its permanent link.
import {regionName, vocabulary} from "./data.js";
import {both, code, h, label, link, say, verdict, words} from "./dom.js";
import {tongue} from "./language.js";

// Columns of codes, and of words, that show where a row has one.
const CODED = ["status_reason", "reading", "strength", "binding", "measure", "aspect", "period_kind", "comparability_reason"];
const PLAIN = ["area", "base_period"];
// Codes of which there is nothing to tell.
const UNTOLD = new Set(["unstated", "year"]);

export function permanentLink(page, id) {
  return `${page.package.address || location.href.split("#")[0]}#${id}`;
}

export function opened(page, row) {
  const {rows} = page;
  const id = rows.target_id[row];
  return h("div", {class: "opened", id: `opened-${id}`, role: "region", "aria-label": id},
    rows.quote ? sentence(rows, row) : null,
    h("p", {class: "why"}, h("span", {class: "term"}, say("why")), " ", both([rows.why_zh[row], rows.why_en[row]])),
    h("dl", {}, facts(page, row).map(([term, ...told]) => h("div", {class: told.flat().length > 2 ? "broad" : null}, h("dt", {}, term), h("dd", {}, ...told)))),
    h("p", {class: "actions"},
      h("a", {href: `#${id}`, class: "permanent"}, say("permanent")),
      copyButton("copy_link", () => permanentLink(page, id)),
      errorLink(page, id, row)),
  );
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

function facts(page, row) {
  const {rows} = page;
  const report = page.reports[rows.report_id[row]] ?? {};
  const title = link(report.source_url, report.title ?? rows.report_id[row]);
  const told = [[say("report"), both(regionName(page, row)), ` ${rows.year[row]}: `, title, ...(report.source_url ? [] : [" (", ...say("no_address"), ")"])]];
  if (!rows.quote) {
    told.push([say("place"), say("no_sentence"), h("br"), say("place_at", {
      start: String(rows.char_start[row]), end: String(rows.char_end[row]), at: rows.target_id[row].split("@")[1].split(".")[0]})]);
    told.push([say("hash"), h("code", {}, report.text_sha256 ?? "")]);
  }
  told.push([say("figure"), ...source(rows, row)]);
  if (rows.newest[row]) told.push([label("status_latest"), verdict(rows.status_latest[row]), " ", rows.newest[row]]);
  if (rows.claim?.[row]) told.push([say("next_report"), ...claim(page, row)]);
  if (rows.answered_by?.[row]) told.push([say("answered"), code("answered_by", rows.answered_by[row])]);
  for (const column of CODED) {
    if (rows[column]?.[row] && !UNTOLD.has(rows[column][row])) told.push([label(column), code(vocabulary.coded[column], rows[column][row])]);
  }
  for (const column of PLAIN) {
    if (rows[column]?.[row]) told.push([label(column), h("span", {lang: "zh-CN"}, rows[column][row])]);
  }
  if (rows.list_id?.[row]) told.push([label("list_id"), ...list(page, rows.list_id[row])]);
  if (rows.repeats?.[row]) told.push([label("repeats"), h("a", {href: `#${rows.repeats[row]}`}, rows.repeats[row])]);
  told.push([label("period"), rows.period[row]], [label("target_id"), h("code", {}, rows.target_id[row])]);
  return told;
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
  if (rows.claim_about?.[row]) told.push(" (", ...say("about", {what: vocabulary.codes.claim_about[rows.claim_about[row]]}), ")");
  if (rows.claim_quote?.[row]) told.push(h("q", {lang: "zh-CN"}, rows.claim_quote[row]));
  if (rows.claim_id?.[row]) {
    const [id, place] = rows.claim_id[row].split("@");
    const report = page.reports[id];
    told.push(" ", h("span", {class: "aside"}, report ? link(report.source_url, report.title) : both(regionName(page, row)), " ",
      ...say("claim_at", {year: id.split("-")[1], at: place.split(".")[0]})));
  }
  return told;
}

function source(rows, row) {
  if (!rows.source_title?.[row]) return say("no_figure");
  const about = [rows.publisher[row], rows.published[row]].filter(Boolean).join(", ");
  const how = ["link", "witness"].filter((column) => rows[column]?.[row]).map((column) =>
    h("span", {class: "aside"}, " · ", ...(column === "witness" ? [label(column), " "] : []), code(vocabulary.coded[column], rows[column][row])));
  return [link(rows.source_url[row], rows.source_title[row]), ` (${about}; `, ...code("source_kind", rows.source_kind[row]), ")",
    rows.note[row] ? h("span", {class: "aside"}, ` ${rows.note[row]}`) : null, ...how];
}

// Where an error goes: the owner's mail or issue tracker, with the row's id in it; else a text to pass on.
function errorLink(page, id, row) {
  const {contact, homepage, name, version} = page.package;
  const subject = words("error_subject", {package: name, version, id})[tongue()];
  const body = `${permanentLink(page, id)}\n${page.rows.indicator[row]}: ${page.rows.target[row]}\n\n`;
  if (/^https?:/.test(contact)) {
    const address = `${contact}${contact.includes("?") ? "&" : "?"}title=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
    return h("a", {href: address, rel: "noreferrer", class: "error"}, say("report_error"));
  }
  if (contact) {
    return h("a", {href: `mailto:${contact}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`, class: "error"}, say("report_error"));
  }
  const copy = copyButton("copy_error", () => `${subject}\n${body}`);
  return homepage ? h("span", {}, copy, " ", link(homepage, homepage)) : copy;
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
