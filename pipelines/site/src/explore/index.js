// The index of all targets: a few numbers of each, as the site wrote them (pipelines/site/shards.py). Belongs here: reading it. Does not: any filter.
import {piece} from "../pieces.js";
import {unpackedBytes} from "../unpacked.js";

export const NO_GAP = -32768;

// The columns by name, each an array of numbers, with what they number.
export async function readIndex() {
  const about = await piece("data/explore/index");
  return decoded(about, await unpackedBytes(about.packed));
}

export function decoded({rows, first_year: firstYear, shard, columns, lists, rare}, bytes) {
  const read = {};
  let start = 0;
  for (const [name, width, steps] of columns) {
    const low = bytes.subarray(start, start + rows);
    const high = width === 2 ? bytes.subarray(start + rows, start + 2 * rows) : null;
    read[name] = high ? joined(low, high, name === "gap" ? Int16Array : Uint16Array, steps) : low;
    start += width * rows;
  }
  return {rows, firstYear, shard, lists, rare, columns: read};
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
