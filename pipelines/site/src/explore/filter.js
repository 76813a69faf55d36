// Which targets fit what is chosen, and how many would fit each other choice. Belongs here: numbers. Does not: words, or where a choice is kept.
//
// Every filter is a bit. A row's bits are those of the filters that it fails: none, and it is shown; one alone, and it counts beside that
// filter's other choices, since those are what would show it.
// Filters by a column of codes: 1 for the first of its list, 0 where there is none.
export const FACETS = ["place", "indicator", "topic", "level", "verdict", "whose", "binding", "measure"];
const NAMES = [...FACETS, "year", "own", "changed", "gap", "words"];
const BIT = Object.fromEntries(NAMES.map((name, place) => [name, 1 << place]));

// Of each facet the number of the codes that are chosen; `levels` holds the level of each place.
//   wanted: {facet: [numbers]}, from, to (years), own, changed, gap (points), words (1 for each row that has them; null for no search).
export function filtered(index, levels, wanted) {
  const {rows, columns, firstYear, noGap} = index;
  const {year, place, indicator, topic, verdict, own, changed, measure, whose, binding, gap} = columns;
  const size = (name) => index.lists[name].length + 1;
  const failing = (name) => refused(size(name), wanted[name], BIT[name]);
  const byPlace = failing("place");
  const byLevel = failing("level");
  levels.forEach((level, of) => (byPlace[of] |= byLevel[level]));
  const [byIndicator, byTopic, byVerdict, byWhose, byBinding, byMeasure] = ["indicator", "topic", "verdict", "whose", "binding", "measure"].map(failing);
  const byYear = Uint16Array.from({length: 256}, (_, since) => (since + firstYear < (wanted.from || 0) || since + firstYear > (wanted.to || Infinity) ? BIT.year : 0));
  const byOwn = [wanted.own ? BIT.own : 0, 0];
  const byChanged = [wanted.changed ? BIT.changed : 0, 0];
  const shortest = wanted.gap ? -Math.round(wanted.gap * 10) : null;
  const {words} = wanted;

  const counts = {...Object.fromEntries(FACETS.map((name) => [name, new Uint32Array(size(name))])), year: new Uint32Array(256)};
  const {place: ofPlace, indicator: ofIndicator, topic: ofTopic, verdict: ofVerdict, whose: ofWhose, binding: ofBinding, measure: ofMeasure, year: ofYear} = counts;
  const countOf = NAMES.map((name) => (name === "level" ? null : counts[name]));
  const columnOf = NAMES.map((name) => columns[name]);
  const without = new Uint32Array(NAMES.length);
  const fitting = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let fails = byPlace[place[row]] | byIndicator[indicator[row]] | byTopic[topic[row]] | byVerdict[verdict[row]] | byWhose[whose[row]]
      | byBinding[binding[row]] | byMeasure[measure[row]] | byYear[year[row]] | byOwn[own[row]] | byChanged[changed[row]];
    if (shortest !== null && (gap[row] === noGap || gap[row] > shortest)) fails |= BIT.gap;
    if (words !== null && !words[row]) fails |= BIT.words;
    if (fails === 0) {
      fitting[count++] = row;
      ofPlace[place[row]]++;
      ofIndicator[indicator[row]]++;
      ofTopic[topic[row]]++;
      ofVerdict[verdict[row]]++;
      ofWhose[whose[row]]++;
      ofBinding[binding[row]]++;
      ofMeasure[measure[row]]++;
      ofYear[year[row]]++;
      counts.level[levels[place[row]]]++;
    } else if ((fails & (fails - 1)) === 0) {
      const name = 31 - Math.clz32(fails);
      without[name]++;
      if (countOf[name]) countOf[name][columnOf[name][row]]++;
      else if (fails === BIT.level) counts.level[levels[place[row]]]++;
    }
  }
  return {rows: fitting.slice(0, count), counts, without: Object.fromEntries(NAMES.map((name, place) => [name, without[place]]))};
}

// Of each number whether the filter refuses it: all but the chosen, and none where nothing is chosen.
function refused(size, numbers, bit) {
  const table = new Uint16Array(size);
  if (!numbers?.length) return table;
  table.fill(bit);
  for (const number of numbers) table[number] = 0;
  return table;
}

// Rows in another order; the index has them by year, the newest first, and within it the best known first. `by` is a name, with - before it from
// large to small. Rows that are equal stay as they were; a gap that is not known comes last.
export function sorted(index, rows, by) {
  if (!by || by === "-year") return rows;
  const down = by.startsWith("-");
  const name = down ? by.slice(1) : by;
  const numbers = index.columns[name];
  const least = name === "gap" ? index.noGap : 0;
  const places = new Uint32Array(65537 + 1);
  const key = (row) => {
    const number = numbers[row] - least;
    const last = name === "gap" || name === "indicator" ? number === 0 : false;
    return last ? 65536 : down ? 65535 - number : number;
  };
  for (const row of rows) places[key(row) + 1]++;
  for (let place = 1; place < places.length; place++) places[place] += places[place - 1];
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) ordered[places[key(row)]++] = row;
  return ordered;
}

// How many rows have a verdict from a figure, and how many of those were met: of whatever verdict, since a share of rows that were chosen by their
// verdict says nothing; `all` is how many rows these are.
export function judged({lists}, {verdict}, decided, met) {
  const count = (code) => verdict[lists.verdict.indexOf(code) + 1];
  return {all: verdict.reduce((sum, each) => sum + each, 0), judged: decided.reduce((sum, code) => sum + count(code), 0), met: count(met)};
}
