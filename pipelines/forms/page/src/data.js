// What the page carries, read once: a block of gzipped JSON, a list a column.
export const vocabulary = {words: {}, codes: {}, coded: {}, columns: {}, shapes: {}, read: {}};

export async function read() {
  const told = JSON.parse(await inflated(document.getElementById("data").textContent));
  for (const name of Object.keys(vocabulary)) vocabulary[name] = told[name];
  const rows = Object.fromEntries(Object.entries(told.rows).map(([name, cells]) => [name, unpacked(cells)]));
  return {...told, rows, count: rows.target_id.length};
}

async function inflated(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

const unpacked = (cells) => (Array.isArray(cells) ? cells : cells.at.map((place) => cells.of[place]));

// What stands for a code, as a pair of Chinese and English.
export const regionName = (page, row) => page.regions[page.rows.region_code[row]]?.slice(0, 2) ?? [page.rows.region_code[row], page.rows.region_code[row]];
export const indicatorName = (page, row) => [`${page.rows.action?.[row] ?? ""}${page.rows.indicator[row]}`, page.rows.name_en[row]];
// What is said of a verdict; of a limit that was kept it is another word than of a floor.
export const verdictName = (page, row) => page.rows.verdict[row] ?? codeName("status", page.rows.status[row]);

// What a code of a column is called, as a pair.
export const codeName = (column, code) => vocabulary.codes[vocabulary.coded[column]]?.[code] ?? [code, code];
