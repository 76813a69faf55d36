// What codes and choices are called, in the page's language. Belongs here: the words that the site handed over. Does not: any of its own.
import {language, piece} from "../pieces.js";
import {unpacked} from "../unpacked.js";
import {FACETS} from "./filter.js";

const digits = new Intl.NumberFormat("en-US");
export const number = (count) => (count < 1000 && count >= 0 ? String(count) : digits.format(count));

export async function readWords() {
  return new Vocabulary(await unpacked(await piece(`data/explore/words-${language}`)));
}

class Vocabulary {
  constructor({words, lists, decided, met, own}) {
    this.words = words;
    this.lists = lists;
    this.decided = decided;
    this.met = met;
    this.package = own;
    this.entries = Object.fromEntries(FACETS.map((name) => [name, new Map(lists[name].map((entry) => [entry.code, entry]))]));
    this.children = new Map();
    for (const {code, parent} of lists.place) this.children.set(parent, [...(this.children.get(parent) ?? []), code]);
  }

  // The words of a key; {x} is filled in, and of "one target|{n} targets" the first is taken where n is 1.
  t = (key, filled = {}) => {
    const [one, many = one] = this.words[key].split("|");
    return (filled.n === 1 ? one : many).replace(/\{(\w+)\}/gu, (_, name) => (typeof filled[name] === "number" ? number(filled[name]) : filled[name]));
  };

  name(facet, code) {
    if (facet === "place" && code.endsWith("*")) return this.t("with_cities", {place: this.name(facet, code.slice(0, -1))});
    return this.entries[facet].get(code)?.name ?? code;
  }

  // The codes that a choice stands for: 440000* is a province and its cities.
  codes(code) {
    if (!code.endsWith("*")) return [code];
    const province = code.slice(0, -1);
    return [province, ...(this.children.get(province) ?? [])];
  }

  // What is chosen, a line each: [what takes it away, its facet, what it is called].
  chosen(state) {
    const lines = FACETS.flatMap((facet) => state[facet].map((code) => [{[facet]: state[facet].filter((each) => each !== code)}, facet, this.name(facet, code)]));
    const {from, to} = state;
    if (from || to) lines.push([{from: 0, to: 0}, "year", this.years(from, to)]);
    if (state.changed) lines.push([{changed: false}, "changed", this.t("only_changed")]);
    if (state.gap) lines.push([{gap: 0}, "gap", this.t("short_by", {gap: String(state.gap)})]);
    if (state.period) lines.push([{period: ""}, "own", this.t("all_periods")]);
    if (state.q) lines.push([{q: ""}, "words", this.t("with_words", {words: state.q})]);
    return lines;
  }

  years(from, to) {
    // A year is no count: it is told as a text, which nothing groups.
    const [first, last] = [String(from), String(to)];
    if (from === to) return this.t("of_year", {year: first});
    if (from && to) return this.t("from_to", {from: first, to: last});
    return from ? this.t("from_year", {year: first}) : this.t("to_year", {year: last});
  }
}

// 11 targets; 8 of 10 judged met; 1 has no verdict. Of targets that were chosen since they fell short no share is told.
export function counts({vocabulary, chosen, rows, counted}) {
  const {t} = vocabulary;
  const said = [t("targets", {n: rows.length})];
  if (chosen.verdict.length) {
    said.push(t("of_all_verdicts", {n: counted.all, judged: counted.judged, met: counted.met}));
  } else if (rows.length && !chosen.gap) {
    said.push(counted.judged ? t("met_of_judged", counted) : t("none_judged"));
    if (counted.judged && counted.judged < rows.length) said.push(t("undecided", {n: rows.length - counted.judged}));
  }
  return said.join(t("counts_between")) + t("stop");
}
