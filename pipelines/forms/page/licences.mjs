// Writes bundle/licences.txt: the licence of every package that esbuild took into the page, texts that are the same told once.
import {existsSync, readFileSync, readdirSync, writeFileSync} from "node:fs";

const meta = JSON.parse(readFileSync("node_modules/.bundled.json", "utf8"));
const used = new Set(Object.values(meta.outputs).flatMap(({inputs}) =>
  Object.entries(inputs).filter(([, {bytesInOutput}]) => bytesInOutput).map(([path]) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])).filter(Boolean));
const texts = new Map();
for (const name of [...used].sort()) {
  const folder = `node_modules/${name}`;
  const {version, license} = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file || !existsSync(`${folder}/${file}`)) throw new Error(`${name} has no licence text`);
  const text = readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r\n", "\n").trim();
  texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
}
writeFileSync("bundle/licences.txt", [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`).join(`\n${"-".repeat(72)}\n\n`));
