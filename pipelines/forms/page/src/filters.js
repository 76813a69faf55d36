// The controls by which a reader chooses, of the table and of the charts: each shows the one state (asked.js) and changes it.
import {codeName, counted, mostJudged, regionPair, seriesName, vocabulary} from "./data.js";
import {both, h, say, verdict, words} from "./dom.js";
import {onLanguage, tongue} from "./language.js";

// Columns of codes that a reader may choose by, each with the words that ask for it.
const CODED = [["source_kind", "who_says"], ["answered_by", "answered"], ["claim", "claimed"], ["link", "linked"]];
const MOST_INDICATORS = 60;

export function filters(page, asked) {
  const {rows} = page;
  const search = searchBox("search", asked);
  const shared = sharedChoices(page);
  const coded = CODED.filter(([column]) => rows[column]?.some((code) => code !== null)).map(([column, title]) => ({
    column, id: column, title: words(title), values: counted(rows, column), named: (code) => withCount(rows, column, code), called: (code) => codeName(column, code),
  }));
  const node = h("div", {class: "filters"},
    h("div", {class: "field grow"}, h("label", {for: "search"}, say(rows.quote ? "search" : "search_facts")), search),
    ...shared.map((choice) => field(asked, choice, choice.id)),
    asked.mixed ? periodSwitch(asked) : null,
    coded.length ? h("details", {class: "more"}, h("summary", {}, say("more_filters")), h("div", {class: "filters"}, coded.map((choice) => field(asked, choice, choice.id)))) : null,
    h("button", {type: "button", class: "plain-button", id: "reset", click: () => { asked.reset(); search.focus(); }}, say("reset")),
    verdicts(page, asked),
    cellChip(page, asked));
  return {node, charts: shared.map((choice) => field(asked, choice, `chart-${choice.id}`, choice.all)), selected: () => selected(page, asked, [...shared, ...coded])};
}

// What charts and table share; a page of one report, government or year has nothing to choose there.
function sharedChoices(page) {
  const {rows} = page;
  const distinct = (column) => [...new Set(rows[column])].sort();
  const [places, years] = [distinct("region_code"), distinct("year")];
  if (places.length * years.length < 2) return [];
  const series = mostJudged(page).slice(0, MOST_INDICATORS);
  return [
    {column: "series", id: "indicator", title: vocabulary.columns.indicator, values: series, named: (key) => seriesName(page, key), all: "all_indicators"},
    {column: "region_code", id: "region", title: words("government"), values: places, named: (code) => regionPair(page, code), all: "all_governments"},
    {column: "year", id: "year", title: words("year"), values: years.reverse().map(String), named: (year) => [year, year]},
  ].filter(({values}) => values.length > 1);
}

// A field of one text that is looked for; several show the same.
export function searchBox(id, asked) {
  const box = h("input", {type: "search", id, autocomplete: "off", spellcheck: "false", input: () => asked.change({typed: box.value})});
  follow(box, asked);
  return box;
}

export function follow(box, asked) {
  asked.onChange(({typed}) => {
    if (box.value !== typed) box.value = typed;
  });
}

function field(asked, {column, title, values, named}, id, first) {
  const control = select(id, values, named, () => asked.choose(column, control.value), first);
  asked.onChange(({chosen}) => {
    control.value = chosen[column] ?? "";
  });
  return h("div", {class: "field"}, h("label", {for: id}, both(title)), control);
}

function periodSwitch(asked) {
  const box = h("input", {type: "checkbox", id: "of-year", change: () => asked.change({ofYear: box.checked})});
  box.checked = asked.now.ofYear;
  asked.onChange(({ofYear}) => {
    box.checked = ofYear;
  });
  return h("label", {class: "switch"}, box, " ", say("of_year"));
}

// A chip a verdict, with how many there are of it under all else that is asked for.
function verdicts(page, asked) {
  const {rows} = page;
  const chips = Object.keys(page.codes.status).filter((status) => rows.status.includes(status)).map((status) => {
    const count = h("span", {class: "count"});
    const chip = h("button", {type: "button", class: "chip", "data-status": status, click: () => {
      const statuses = new Set(asked.now.statuses);
      if (!statuses.delete(status)) statuses.add(status);
      asked.change({statuses});
    }}, verdict(status), " ", count);
    const show = () => {
      chip.setAttribute("aria-pressed", String(asked.now.statuses.has(status)));
      count.textContent = asked.counted(status).toLocaleString("en");
    };
    asked.onChange(show);
    show();
    return chip;
  });
  return h("div", {class: "chips", role: "group", "aria-labelledby": "chips-title"}, h("span", {id: "chips-title", class: "unseen"}, say("filter_status")), chips);
}

// The cell of a chart that was tapped, until it is taken away.
function cellChip(page, asked) {
  const place = h("div", {class: "chips", hidden: true});
  asked.onChange(({cell}) => {
    place.hidden = !cell;
    if (cell) place.replaceChildren(h("button", {type: "button", class: "chip", id: "cell", "aria-pressed": "true", click: () => asked.change({cell: null})}, say("only_cell", {cell: cellName(page, cell)}), h("span", {"aria-hidden": "true"}, " ×")));
  });
  return place;
}

export function cellName(page, {region_code: region, year, series}) {
  const parts = [region ? regionPair(page, region) : null, series ? seriesName(page, series) : null, [String(year), String(year)]].filter(Boolean);
  return [0, 1].map((place) => parts.map((part) => part[place]).join(" "));
}

// What is asked for, in words: pairs of what is chosen by and what is chosen, each in both languages.
function selected(page, {now}, choices) {
  const statuses = [0, 1].map((place) => [...now.statuses].map((status) => codeName("status", status)[place]).join(place ? ", " : "、"));
  return [
    ...choices.filter(({column}) => now.chosen[column]).map(({column, title, named, called = named}) => [title, called(now.chosen[column])]),
    ...(now.cell ? [[words("chart"), cellName(page, now.cell)]] : []),
    ...(now.ofYear ? [[vocabulary.columns.period, words("of_year")]] : []),
    ...(now.statuses.size ? [[vocabulary.columns.status, statuses]] : []),
    ...(now.typed.trim() ? [[words("searched"), Array(2).fill(now.typed.trim())]] : []),
  ];
}

function withCount(rows, column, code) {
  const [zh, en] = codeName(column, code);
  const count = rows[column].filter((other) => other === code).length.toLocaleString("en");
  return [`${zh}（${count}）`, `${en} (${count})`];
}

// A select whose options follow the language: an option holds one text only.
function select(id, values, named, changed, first = "any") {
  const control = h("select", {id, change: changed});
  const fill = () => {
    const kept = control.value;
    control.replaceChildren(h("option", {value: ""}, words(first)[tongue()]), ...values.map((value) => h("option", {value}, named(value)[tongue()])));
    control.value = kept;
  };
  fill();
  onLanguage(fill);
  return control;
}
