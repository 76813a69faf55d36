// What the reader asks for: one state, which charts and table both follow. Belongs here: whether a row passes, and who hears of a change.
// Does not: controls (filters.js).
import {indicatorName, regionName, verdictName} from "./data.js";

// What charts follow; the rest is of the table alone.
export const CHARTED = ["region_code", "series", "year"];
const normal = (text) => text.normalize("NFKC").toLowerCase();
const split = (typed) => normal(typed).split(/\s+/).filter(Boolean);

export function asking(page) {
  const {rows, count} = page;
  const texts = searchable(page);
  const listeners = [];
  // Plans of five years look like doubles of a year's target, so they are left out until asked for, where there are years to compare.
  const mixed = new Set(rows.year).size > 1 && rows.period?.some((_, row) => ofItsYear(row)) && rows.period.some((_, row) => !ofItsYear(row));
  const nothing = () => ({typed: "", statuses: new Set(), chosen: {}, cell: null, ofYear: Boolean(mixed)});
  const now = nothing();
  const passing = new Array(count).fill(true);
  let counts = {};

  function ofItsYear(row) {
    return rows.period[row] === String(rows.year[row]);
  }
  const holds = (row, wanted) => Object.entries(wanted).every(([column, value]) => String(rows[column][row]) === String(value));
  const charted = (row) => (!now.ofYear || ofItsYear(row)) && CHARTED.every((column) => !now.chosen[column] || String(rows[column][row]) === now.chosen[column]);

  // Once a change, for table and counts alike: looking for words is what takes time.
  function reckon() {
    const words = split(now.typed);
    counts = {};
    for (let row = 0; row < count; row += 1) {
      const status = rows.status[row];
      const others = (!now.ofYear || ofItsYear(row)) && holds(row, now.chosen) && (!now.cell || holds(row, now.cell)) && words.every((word) => texts[row].includes(word));
      if (others) counts[status] = (counts[status] ?? 0) + 1;
      passing[row] = others && (!now.statuses.size || now.statuses.has(status));
    }
  }
  function change(changed) {
    Object.assign(now, changed);
    reckon();
    for (const listener of listeners) listener(now);
  }
  function choose(column, value) {
    const {[column]: _, ...others} = now.chosen;
    change({chosen: value ? {...others, [column]: value} : others, cell: null});
  }
  reckon();
  return {
    now, change, choose, charted, mixed,
    passes: (row) => passing[row],
    count: () => passing.reduce((sum, passes) => sum + passes, 0),
    counted: (status) => counts[status] ?? 0,
    reset: () => change(nothing()),
    onChange: (listener) => listeners.push(listener),
  };
}

// One lower-case text a row, in both languages, for words to be found in: an indicator by each of its names, also where a report calls it otherwise.
function searchable(page) {
  const {rows, count} = page;
  return Array.from({length: count}, (_, row) => normal([
    rows.target_id[row], ...new Set([...indicatorName(page, row), ...(page.indicators[rows.indicator_id[row]] ?? [])]), ...regionName(page, row),
    rows.year[row], rows.when[row]?.[0], ...(rows.target[row] ?? []), ...(rows.came[row] ?? []),
    ...verdictName(page, row), rows.quote?.[row] ?? "", rows.section?.[row] ?? "",
  ].join(" ")));
}
