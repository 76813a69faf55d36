// What the reader looks for: words, verdicts, a government, a year. Belongs here: the controls, and whether a row passes.
import {codeName, indicatorName, regionName, verdictName, vocabulary} from "./data.js";
import {h, say, verdict, words} from "./dom.js";
import {onLanguage, tongue} from "./language.js";

// Columns of codes that a reader may choose by, each with the words that ask for it.
const CODED = [["source_kind", "who_says"], ["answered_by", "answered"], ["claim", "claimed"], ["link", "linked"]];
const normal = (text) => text.normalize("NFKC").toLowerCase();

export function filters(page, changed) {
  const {rows} = page;
  const texts = searchable(page);
  const state = {words: [], statuses: new Set(), chosen: []};
  const passes = (row) =>
    (!state.statuses.size || state.statuses.has(rows.status[row])) &&
    state.chosen.every(([column, value]) => String(rows[column][row]) === value) &&
    state.words.every((word) => texts[row].includes(word));

  const search = h("input", {type: "search", id: "search", autocomplete: "off", spellcheck: "false", input: () => {
    state.words = normal(search.value).split(/\s+/).filter(Boolean);
    changed();
  }});
  const places = (code) => page.regions[code]?.slice(0, 2) ?? [code, code];
  const choices = [
    several(rows.region_code) ? choice("region_code", "region", "government", [...new Set(rows.region_code)].sort(), places) : null,
    several(rows.year) ? choice("year", "year", "year", [...new Set(rows.year)].sort().map(String), (year) => [year, year]) : null,
    ...CODED.map(([column, title]) => (rows[column]?.some((code) => code !== null) ? choice(column, column, title, ...counted(rows, column), (code) => codeName(column, code)) : null)),
  ].filter(Boolean);
  function choice(column, id, title, values, named, called = named) {
    const control = select(id, values, named, choose);
    return {column, control, called, name: words(title), node: field(id, say(title), control)};
  }
  function choose() {
    state.chosen = choices.map(({column, control}) => [column, control.value]).filter(([, value]) => value);
    changed();
  }
  const chips = Object.keys(page.codes.status).filter((status) => rows.status.includes(status)).map((status) =>
    h("button", {type: "button", class: "chip", "aria-pressed": "false", "data-status": status, click: (event) => {
      state.statuses[state.statuses.has(status) ? "delete" : "add"](status);
      event.currentTarget.setAttribute("aria-pressed", String(state.statuses.has(status)));
      changed();
    }}, verdict(status), " ", h("span", {class: "count"}, rows.status.filter((other) => other === status).length.toLocaleString("en"))));
  function reset() {
    search.value = "";
    for (const {control} of choices) control.value = "";
    state.words = [];
    state.statuses.clear();
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    choose();
  }
  const node = h("div", {class: "filters"},
    h("div", {class: "field grow"}, h("label", {for: "search"}, say(rows.quote ? "search" : "search_facts")), search),
    ...choices.map(({node}) => node),
    h("button", {type: "button", class: "plain-button", id: "reset", click: () => { reset(); search.focus(); }}, say("reset")),
    h("div", {class: "chips", role: "group", "aria-labelledby": "chips-title"},
      h("span", {id: "chips-title", class: "unseen"}, say("filter_status")), chips));
  // What is asked for, in words: pairs of what is chosen by and what is chosen, each in both languages.
  const verdicts = () => [0, 1].map((tongue) => [...state.statuses].map((status) => codeName("status", status)[tongue]).join(tongue ? ", " : "、"));
  const selected = () => [
    ...choices.filter(({control}) => control.value).map(({name, control, called}) => [name, called(control.value)]),
    ...(state.statuses.size ? [[vocabulary.columns.status, verdicts()]] : []),
    ...(state.words.length ? [[words("searched"), Array(2).fill(search.value.trim())]] : []),
  ];
  return {node, passes, reset, selected};
}

// The codes of a column that occur, in their list's order, each with how many rows have it.
function counted(rows, column) {
  const counts = {};
  for (const code of rows[column]) if (code !== null) counts[code] = (counts[code] ?? 0) + 1;
  const named = (code) => {
    const [zh, en] = codeName(column, code);
    return [`${zh}（${counts[code].toLocaleString("en")}）`, `${en} (${counts[code].toLocaleString("en")})`];
  };
  return [Object.keys(vocabulary.codes[vocabulary.coded[column]]).filter((code) => counts[code]), named];
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
    rows.target_id[row], ...new Set(indicatorName(page, row)), ...regionName(page, row), rows.year[row], rows.when[row]?.[0], ...(rows.target[row] ?? []), ...(rows.came[row] ?? []),
    ...verdictName(page, row), rows.quote?.[row] ?? "", rows.section?.[row] ?? "",
  ].join(" ")));
}
