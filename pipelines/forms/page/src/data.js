// What the page carries, read once: a block of gzipped JSON, a list a column.
export const vocabulary = {words: {}, codes: {}, coded: {}, columns: {}, shapes: {}, read: {}};
export const JUDGED = ["met", "near", "missed"];

export async function read() {
  const told = JSON.parse(await inflated(document.getElementById("data").textContent));
  for (const name of Object.keys(vocabulary)) vocabulary[name] = told[name];
  const rows = Object.fromEntries(Object.entries(told.rows).map(([name, cells]) => [name, unpacked(cells)]));
  rows.series = rows.target_id.map((_, row) => series(rows, row));
  return {...told, rows, count: rows.target_id.length};
}

async function inflated(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

const unpacked = (cells) => (Array.isArray(cells) ? cells : cells.at.map((place) => cells.of[place]));

// What may be compared over years: one indicator, measure and printed unit (GDP may be set in %, in 亿元 and to double); null where the indicator has no code.
const series = (rows, row) => (rows.indicator_id[row] ? [rows.indicator_id[row], rows.measure[row], rows.unit[row] ?? ""].join("\t") : null);

// What stands for a code, as a pair of Chinese and English.
export const regionPair = (page, code) => page.regions[code]?.slice(0, 2) ?? [code, code];
export const regionName = (page, row) => regionPair(page, page.rows.region_code[row]);
export const indicatorName = (page, row) => [`${page.rows.action?.[row] ?? ""}${page.rows.indicator[row]}`, page.rows.name_en[row]];
// What is said of a verdict; of a limit that was kept it is another word than of a floor.
export const verdictName = (page, row) => page.rows.verdict[row] ?? codeName("status", page.rows.status[row]);

export function seriesName(page, key) {
  const [id, measure, unit] = key.split("\t");
  const names = page.indicators[id] ?? [id, id];
  return names.map((name, place) => {
    const about = [measure === "amount" ? "" : page.codes.measure[measure][place], place ? page.units[unit]?.[2] : unit].filter(Boolean);
    if (!about.length) return name;
    return place ? `${name} (${about.join(", ")})` : `${name}（${about.join("，")}）`;
  });
}

// What a code of a column is called, as a pair.
export const codeName = (column, code) => vocabulary.codes[vocabulary.coded[column]]?.[code] ?? [code, code];

// The codes of a column that occur, in their list's order.
export function counted(rows, column) {
  const present = new Set(rows[column]);
  return Object.keys(vocabulary.codes[vocabulary.coded[column]]).filter((code) => present.has(code));
}

// The series of some rows, those with most judged targets first.
export function mostJudged({rows, count}, chosen = Array.from({length: count}, (_, row) => row)) {
  const counts = new Map();
  for (const row of chosen) {
    if (rows.series[row] && JUDGED.includes(rows.status[row])) counts.set(rows.series[row], (counts.get(rows.series[row]) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
}
