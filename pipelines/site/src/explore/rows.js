// The words of rows: in which file they lie, and reading them. Belongs here: pieces of the table. Does not: what is shown of a row.
import {language, piece} from "../pieces.js";
import {unpacked} from "../unpacked.js";

const AT_ONCE = 6;

// Where each row lies, by its number among those of its key: a file holds `shard` of them.
export class Shelves {
  constructor(index) {
    const {columns, lists, rare, shelves} = index;
    this.index = index;
    this.folder = `data/explore/${language}`;
    this.files = new Map();
    const rareOnes = new Set(rare);
    const named = (name, list) => list.map((code) => `${name}/${code}`);
    // Indicators of few targets share files: the number of the shelf of each.
    const shelf = new Uint16Array(lists.indicator.length + 1);
    shelves.forEach((first, place) => shelf.fill(place + 1, first));
    this.layouts = [
      {keys: () => 1, paths: ["", "all/all"]},
      {keys: (row) => columns.place[row], paths: ["", ...named("place", lists.place)]},
      {keys: (row) => shelf[columns.indicator[row]], paths: ["", ...named("indicator", shelves.map((first) => lists.indicator[first - 1]))]},
      {keys: (row) => columns.verdict[row], paths: ["", ...lists.verdict.map((code) => (rareOnes.has(code) ? `verdict/${code}` : ""))]},
      {keys: (row) => columns.changed[row], paths: ["", "changed/changed"]},
    ];
  }

  // The number of each row among those of its key, worked out once for a layout.
  numbers(layout) {
    if (!layout.numbers) {
      const last = new Uint32Array(layout.paths.length);
      layout.numbers = new Uint32Array(this.index.rows);
      for (let row = 0; row < this.index.rows; row++) layout.numbers[row] = last[layout.keys(row)]++;
    }
    return layout.numbers;
  }

  place(layout, row) {
    const path = layout.paths[layout.keys(row)];
    const number = this.numbers(layout)[row];
    return path && {file: `${path}-${Math.floor(number / this.index.shard)}`, at: number % this.index.shard};
  }

  // The layout that needs the fewest files.
  fewest(rows) {
    let best = null;
    for (const layout of this.layouts) {
      const files = new Set();
      const whole = rows.every((row) => {
        const place = this.place(layout, row);
        if (place) files.add(place.file);
        return place && (!best || files.size < best.files.size);
      });
      if (whole && (!best || files.size < best.files.size)) best = {layout, files};
    }
    return best;
  }

  // The words of rows, in their order; `step` hears how many files of how many are in.
  async words(rows, step = () => {}) {
    if (!rows.length) return [];
    const {layout, files} = this.fewest(Array.from(rows));
    const names = [...files];
    let done = 0;
    await Promise.all(Array.from({length: AT_ONCE}, async (_, first) => {
      for (let place = first; place < names.length; place += AT_ONCE) {
        await this.file(names[place]);
        step(++done, names.length);
      }
    }));
    const read = new Map(await Promise.all(names.map(async (name) => [name, await this.file(name)])));
    return Array.from(rows, (row) => {
      const {file, at} = this.place(layout, row);
      return taken(read.get(file), at);
    });
  }

  file(name) {
    if (!this.files.has(name)) {
      const read = piece(`${this.folder}/${name}`).then(unpacked);
      this.files.set(name, read);
      read.catch(() => this.files.delete(name));
    }
    return this.files.get(name);
  }
}

function taken(columns, at) {
  const row = {};
  for (const [name, cells] of Object.entries(columns)) if (name !== "sources") row[name] = cells[at];
  [row.source, row.publisher, row.published, row.address] = columns.sources[row.source];
  return row;
}
