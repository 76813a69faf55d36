// What a typed text finds among the names of governments, indicators, years and topics. No page is known here: it is data in, data out.

// So many lines are shown at most, the last of which looks through all targets.
const LINES = 8;
// The year of a report, but not four digits of a government's code.
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)年?/u;
// The id of a target: its government, the year of its report, its place in that.
const ROW = /^(\d{6})-(\d{4})@(\d+)$/u;
const EXACT = 0, BEGINS = 1, WITHIN = 2, WORDS = 3, NOT = 9;

// A text as names are compared: no capitals, accents, blanks, hyphens or quotation marks, all signs of one width.
export function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[\p{M}\s'’"“”·・,，、-]/gu, "");
}

// The piece of pages/search.py as things that can be found.
export function read(piece) {
  const places = piece.places.map(([code, name, others, targets, judged, reports]) =>
    thing("place", code, name, [code, ...others], targets, judged, {reports: triples(reports)}));
  const indicators = piece.indicators.map(([code, name, others, targets, judged]) => thing("indicator", code, name, others, targets, judged));
  const topics = piece.topics.map(([code, name, others, targets, judged]) => thing("topic", code, name, others, targets, judged));
  const years = new Map(piece.years.map(([year, targets, judged]) => [`${year}`, {kind: "year", code: `${year}`, targets, judged}]));
  const verdicts = piece.verdicts.map(([code, name, ...others]) => thing("verdict", code, name, others));
  return {places, indicators, topics, years, verdicts};
}

function thing(kind, code, name, others, targets, judged, more) {
  return {kind, code, name, targets, judged, folds: [...new Set([name, ...others].map(folded))], ...more};
}

function triples(cells) {
  const years = new Map();
  for (let at = 0; at < cells.length; at += 3) years.set(`${cells[at]}`, {targets: cells[at + 1], judged: cells[at + 2]});
  return years;
}

// The lines below the box, best first: what is named together (a place and its report of a year, or its targets of an indicator), then places,
// indicators and topics of that name. The search through all targets is no part of them.
export function matches(all, typed) {
  const row = rowOf(all, typed);
  if (row) return [row];
  const year = typed.match(YEAR)?.[0].replace("年", "");
  const rest = year ? typed.replace(YEAR, " ") : typed;
  const {verdict, text} = judged(all, folded(rest));
  const lines = verdict && !text ? [{kind: "view", year, verdict}] : [];
  if (year && !text) lines.push(all.years.get(year));
  if (text) lines.push(...together(all, text, year, verdict));
  if (text && !(verdict && lines.length)) lines.push(...alone(all, rest, lines.length));
  return lines.filter(Boolean).slice(0, LINES - 1);
}

// The target of an id, if its report is at hand.
function rowOf({places}, typed) {
  const [, code, year, anchor] = typed.trim().match(ROW) ?? [];
  const place = places.find((each) => each.code === code && each.reports.has(year));
  return place && {kind: "row", place, year, code: `${code}-${year}`, anchor};
}

// The verdict at the end of a text, if any, and the text without it: 广东未实现, missed.
function judged(all, text) {
  const said = all.verdicts.flatMap((verdict) => verdict.folds.filter((fold) => text.endsWith(fold)).map((fold) => ({verdict, fold})))
    .sort((one, other) => other.fold.length - one.fold.length)[0];
  return said ? {verdict: said.verdict, text: text.slice(0, -said.fold.length)} : {text};
}

// The report of a place and year, and the targets of a place, indicators or a topic, year and verdict where two of them are named.
function together(all, text, year, verdict) {
  const {place, things} = parted(all, text);
  const report = place && !things.length && !verdict && place.reports.get(year);
  const reports = report ? [{kind: "report", code: `${place.code}-${year}`, place, year, ...report}] : [];
  if (place && !things.length) return year || verdict ? [...reports, {kind: "view", place, year, verdict}] : [];
  return place || year || verdict ? things.map((thing) => ({kind: "view", place, [thing.kind]: thing, year, verdict})) : [];
}

// What the whole of a text names: a place, indicators or a topic, or a place beside those: guangdong gdp, 广东GDP, 成都 住房.
function parted(all, text) {
  const place = best(all.places, text, EXACT)[0];
  if (place) return {place, things: []};
  const pairs = all.places.flatMap((each) => each.folds.map((fold) => [fold, each]))
    .filter(([fold]) => text.startsWith(fold) || text.endsWith(fold))
    .sort(([one], [other]) => other.length - one.length);
  for (const [fold, each] of pairs) {
    for (const other of [text.startsWith(fold) && text.slice(fold.length), text.endsWith(fold) && text.slice(0, -fold.length)]) {
      const things = other ? named(all, other, fold.length > 1 ? WITHIN : EXACT) : [];
      if (things.length) return {place: each, things};
    }
  }
  return {things: named(all, text, EXACT)};
}

// Two things at most that a text names: the indicators of that very name; else a topic, and the indicator that fits best.
function named(all, text, worst) {
  const exact = best(all.indicators, text, EXACT);
  return exact.length ? exact.slice(0, 2) : [...best(all.topics, text, BEGINS).slice(0, 1), ...best(all.indicators, text, worst).slice(0, 1)];
}

// The things that fit a text as well as the best of them, none of which fits worse than so.
function best(things, text, worst) {
  const ranks = ranked(things, text, [text]);
  return ranks.filter(({rank}) => rank === ranks[0].rank && rank <= worst).map(({thing}) => thing);
}

// Places and indicators by their names, then topics; where many fit, places and indicators get as many lines.
function alone(all, typed, taken) {
  const text = folded(typed), words = typed.split(/\s+/u).map(folded).filter(Boolean);
  const [places, indicators, topics] = [all.places, all.indicators, all.topics].map((things) => ranked(things, text, words).map(({thing}) => thing));
  const left = LINES - 1 - taken, half = Math.ceil(left / 2);
  const some = places.slice(0, Math.max(half, left - indicators.length - Math.min(topics.length, 1)));
  const others = topics.slice(0, indicators.length + some.length < left ? left : 1);
  return [...some, ...indicators.slice(0, left - some.length - others.length), ...others];
}

// What fits a text, best first; of what fits alike first what has most targets.
function ranked(things, text, words) {
  return things.map((thing) => ({thing, rank: rank(thing, text, words)}))
    .filter(({rank}) => rank < NOT)
    .sort((one, other) => one.rank - other.rank || other.thing.targets - one.thing.targets);
}

function rank({folds}, text, words) {
  if (folds.includes(text)) return EXACT;
  if (folds.some((fold) => fold.startsWith(text))) return BEGINS;
  if (text.length > 1 && folds.some((fold) => fold.includes(text))) return WITHIN;
  return words.length > 1 && words.every((word) => folds.some((fold) => fold.includes(word))) ? WORDS : NOT;
}
