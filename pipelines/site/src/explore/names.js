// Finding: names of places and indicators while somebody types, and rows by the words of their names. Belongs here: comparing names. Does not:
// which filter a name becomes.
import {folded} from "../matches.js";
import {piece} from "../pieces.js";
import {unpackedBytes} from "../unpacked.js";

// Entries {code, name, others} whose names hold what is typed: a whole name first, then one that begins so, then any; of each the most frequent.
export function finds(entries, typed, count, most) {
  const wanted = folded(typed);
  if (!wanted) return [];
  const scored = [];
  for (const entry of entries) {
    entry.searched ??= [entry.name, ...entry.others, entry.code].map(folded);
    const score = Math.min(...entry.searched.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 9)));
    if (score < 9) scored.push([score, -count(entry), entry]);
  }
  return scored.sort((one, other) => one[0] - other[0] || one[1] - other[1]).slice(0, most).map(([, , entry]) => entry);
}

// Of words that each name a place, an indicator or a year, and nothing else, what they name: 广东 GDP 2022.
export function together(lists, typed) {
  const parts = typed.trim().split(/\s+/u);
  const named = parts.map((part) => {
    const year = /^(?:19|20)\d\d年?$/u.exec(part);
    if (year) return ["year", Number.parseInt(part, 10)];
    const facet = ["place", "indicator"].find((each) => finds(lists[each], part, () => 0, 1).some((entry) => entry.searched.includes(folded(part))));
    return facet && [facet, finds(lists[facet], part, () => 0, 1)[0]];
  });
  return parts.length > 1 && named.every(Boolean) ? named : null;
}

// Entries whose names are most alike: by the pairs of letters that they share.
export function nearest(entries, typed, most) {
  const wanted = pairs(folded(typed));
  return entries
    .map((entry) => [Math.max(...[entry.name, ...entry.others].map((name) => alike(pairs(folded(name)), wanted))), entry])
    .filter(([score]) => score > 0.3)
    .sort((one, other) => other[0] - one[0])
    .slice(0, most)
    .map(([, entry]) => entry);
}

function pairs(text) {
  const letters = Array.from(text);
  return new Set(letters.length < 2 ? letters : letters.slice(1).map((letter, place) => letters[place] + letter));
}

function alike(some, others) {
  let shared = 0;
  for (const pair of some) if (others.has(pair)) shared++;
  return some.size + others.size ? (2 * shared) / (some.size + others.size) : 0;
}

let names;

// The names of all rows, read once: each different one, and which a row has.
async function allNames() {
  const {rows, packed} = await piece("data/explore/names");
  const bytes = await unpackedBytes(packed);
  const ofRow = new Uint32Array(rows);
  for (let row = 0, newest = -1; row < rows; row++) {
    const behind = bytes[row] | (bytes[rows + row] << 8) | (bytes[2 * rows + row] << 16);
    ofRow[row] = behind ? newest - behind + 1 : ++newest;
  }
  return {ofRow, texts: new TextDecoder().decode(bytes.subarray(3 * rows)).split("\n").map(folded)};
}

// 1 for each row that has all words of a search, in its name, in a name of its place or its indicator, or as its year.
export async function rowsWith(typed, {columns, rows, firstYear}, places, indicators) {
  names ??= allNames();
  const {ofRow, texts} = await names.catch((error) => {
    names = undefined;
    throw error;
  });
  const fits = new Uint8Array(rows).fill(1);
  for (const word of typed.trim().split(/\s+/u).map(folded)) {
    const byName = Uint8Array.from(texts, (text) => (text.includes(word) ? 1 : 0));
    const [byPlace, byIndicator] = [places, indicators].map((entries) => calledSo(entries, word));
    const year = Number(word) - firstYear;
    for (let row = 0; row < rows; row++) {
      if (!byName[ofRow[row]] && !byPlace[columns.place[row]] && !byIndicator[columns.indicator[row]] && columns.year[row] !== year) fits[row] = 0;
    }
  }
  return fits;
}

// Of each entry, by its number, whether a name of it begins with a word: 1 for the first.
const calledSo = (entries, word) => [false, ...entries.map(({name, others}) => [name, ...others].some((each) => folded(each).startsWith(word)))];
