// What the reader looks for: words, verdicts, a government, a year. Belongs here: the controls, and whether a row passes.
import {vocabulary, indicatorName, regionName} from "./data.js";
import {h, say, verdict, words} from "./dom.js";
import {onLanguage, tongue} from "./language.js";

const normal = (text) => text.normalize("NFKC").toLowerCase();

export function filters(page, changed) {
  const {rows} = page;
  const texts = searchable(page);
  const state = {words: [], statuses: new Set(), region: "", year: ""};
  const passes = (row) =>
    (!state.statuses.size || state.statuses.has(rows.status[row])) &&
    (!state.region || rows.region_code[row] === state.region) &&
    (!state.year || String(rows.year[row]) === state.year) &&
    state.words.every((word) => texts[row].includes(word));

  const search = h("input", {type: "search", id: "search", autocomplete: "off", spellcheck: "false", input: () => {
    state.words = normal(search.value).split(/\s+/).filter(Boolean);
    changed();
  }});
  const regions = select("region", [...new Set(rows.region_code)].sort(), (code) => page.regions[code]?.slice(0, 2) ?? [code, code], choose);
  const years = select("year", [...new Set(rows.year)].sort().map(String), (year) => [year, year], choose);
  function choose() {
    state.region = regions.value;
    state.year = years.value;
    changed();
  }
  const chips = Object.keys(page.codes.status).filter((status) => rows.status.includes(status)).map((status) =>
    h("button", {type: "button", class: "chip", "aria-pressed": "false", "data-status": status, click: (event) => {
      state.statuses[state.statuses.has(status) ? "delete" : "add"](status);
      event.currentTarget.setAttribute("aria-pressed", String(state.statuses.has(status)));
      changed();
    }}, verdict(status), " ", h("span", {class: "count"}, rows.status.filter((other) => other === status).length.toLocaleString("en"))));
  function reset() {
    search.value = regions.value = years.value = "";
    state.words = [];
    state.statuses.clear();
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    choose();
  }
  const node = h("div", {class: "filters"},
    h("div", {class: "field grow"}, h("label", {for: "search"}, say(rows.quote ? "search" : "search_facts")), search),
    several(rows.region_code) ? field("region", say("government"), regions) : null,
    several(rows.year) ? field("year", say("year"), years) : null,
    h("button", {type: "button", class: "plain-button", id: "reset", click: () => { reset(); search.focus(); }}, say("reset")),
    h("div", {class: "chips", role: "group", "aria-labelledby": "chips-title"},
      h("span", {id: "chips-title", class: "unseen"}, say("filter_status")), chips));
  return {node, passes, reset};
}

const several = (cells) => new Set(cells).size > 1;
const field = (name, title, control) => h("div", {class: "field"}, h("label", {for: name}, title), control);

// A select whose options follow the language: an option holds one text only.
export function select(id, values, named, changed, first = "any") {
  const control = h("select", {id, change: changed});
  const fill = () => {
    const kept = control.value;
    control.replaceChildren(
      ...(first ? [h("option", {value: ""}, words(first)[tongue()])] : []),
      ...values.map((value) => h("option", {value}, named(value)[tongue()])),
    );
    control.value = kept || (first ? "" : values[0]);
  };
  fill();
  onLanguage(fill);
  return control;
}

// One lower-case text a row, in both languages, for words to be found in.
function searchable(page) {
  const {rows, count} = page;
  return Array.from({length: count}, (_, row) => normal([
    rows.target_id[row], ...new Set(indicatorName(page, row)), ...regionName(page, row), rows.year[row], rows.promised[row], rows.came[row],
    ...vocabulary.codes.status[rows.status[row]], rows.quote?.[row] ?? "", rows.section?.[row] ?? "",
  ].join(" ")));
}
