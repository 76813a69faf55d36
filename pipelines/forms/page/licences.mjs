// Writes bundle/licences.txt: the licence of every package that esbuild took into the page, texts that are the same told once.
import {existsSync, readFileSync, readdirSync, writeFileSync} from "node:fs";

const meta = JSON.parse(readFileSync("node_modules/.bundled.json", "utf8"));
const used = new Set(Object.values(meta.outputs).flatMap(({inputs}) =>
  Object.entries(inputs).filter(([, {bytesInOutput}]) => bytesInOutput).map(([path]) => path.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0])).filter(Boolean));
const texts = new Map();
const named = (folder) => folder.split("node_modules/").at(-1);
// A bundle may take files of a neighbour, and what that depends on lies in the neighbour's folder.
for (const folder of [...used].sort((one, other) => (named(one) < named(other) ? -1 : 1))) {
  const name = named(folder);
  const {version, license} = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file || !existsSync(`${folder}/${file}`)) throw new Error(`${name} has no licence text`);
  const text = readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r\n", "\n").trim();
  texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
}
writeFileSync("bundle/licences.txt", [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`).join(`\n${"-".repeat(72)}\n\n`));
