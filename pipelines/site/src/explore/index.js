// The index of all targets: a few numbers of each, as the site wrote them (pipelines/site/shards.py). Belongs here: reading it. Does not: any filter.
import {piece} from "../pieces.js";
import {unpackedBytes} from "../unpacked.js";

// The columns by name, each an array of numbers, with what they number. Those that few views need are none but empty until `further` has read them.
export async function readIndex() {
  const about = await piece("data/explore/index");
  const {rows, first_year: firstYear, shard, lists, rare, shelves, no_gap: noGap} = about;
  const empty = {measure: new Uint8Array(rows), whose: new Uint8Array(rows), binding: new Uint8Array(rows), gap: new Int16Array(rows).fill(noGap)};
  const numbers = Object.fromEntries(Object.entries(lists).map(([name, codes]) => [name, new Map(codes.map((code, place) => [code, place + 1]))]));
  const columns = {...empty, ...decoded(about, rows, await unpackedBytes(about.packed))};
  // The newest year comes first.
  return {rows, firstYear, lastYear: firstYear + (columns.year[0] ?? 0), shard, lists, rare, shelves, noGap, numbers, columns};
}

export async function readFurther(index) {
  const about = await piece("data/explore/further");
  Object.assign(index.columns, decoded(about, index.rows, await unpackedBytes(about.packed)));
}

function decoded({columns}, rows, bytes) {
  const read = {};
  let start = 0;
  for (const [name, width, steps] of columns) {
    const low = bytes.subarray(start, start + rows);
    const high = width === 2 ? bytes.subarray(start + rows, start + 2 * rows) : null;
    read[name] = high ? joined(low, high, name === "gap" ? Int16Array : Uint16Array, steps) : low;
    start += width * rows;
  }
  return read;
}

function joined(low, high, Kind, steps) {
  const numbers = new Kind(low.length);
  for (let row = 0, before = 0; row < low.length; row++) {
    const number = low[row] | (high[row] << 8);
    before = steps ? before + number : number;
    numbers[row] = before;
  }
  return numbers;
}
