// A picture of what is shown, for a document or a chat: the years of one place and indicator, else the first rows, with title, counts and source.
// Belongs here: SVG that stands alone, and PNG of it. Does not: the drawing of years (series.jsx).
import {render} from "preact";
import {PAPER} from "../paper.js";
import {isSeries} from "./byyear.jsx";
import {Series, series} from "./series.jsx";
import {CELLS} from "./table.jsx";

const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const MARGIN = 24;
const ROW = 26;
// Widths of the columns of a picture of rows, and how many letters fit.
const WIDTHS = {place: 110, year: 60, indicator: 260, target: 200, result: 190, verdict: 150};

export function picture(own, lines, counted) {
  const {vocabulary, chosen, rows} = own;
  const {t} = vocabulary;
  const title = vocabulary.chosen(chosen).filter(([, facet]) => facet !== "own").map(([, , name]) => name).join(" · ") || t("all_of_it");
  const years = isSeries(own) ? series(lines) : [];
  const drawn = years.length > 1 ? <Series rows={years} colours={PAPER} title={title} says={t("series_says", {unit: years[0].unit})} /> : null;
  const inner = drawn ? {width: 46 + 20 + Math.max(14, years.at(-1).year - years[0].year + 1) * 40, height: 300} : {width: Object.values(WIDTHS).reduce((sum, width) => sum + width, 0), height: (lines.length + 2) * ROW};
  const width = Math.max(inner.width, 560) + 2 * MARGIN;
  const height = inner.height + 140;
  const {name, version, address} = vocabulary.package;
  const source = t("picture_source", {name, version}) + (address ? ` · ${address}` : "");
  const tree = (
    <svg xmlns="http://www.w3.org/2000/svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`} font-family={FONT} fill={PAPER.ink}>
      <title>{title}</title>
      <rect width={width} height={height} fill={PAPER.paper} />
      <text x={MARGIN} y="44" font-size="22" font-weight="bold">{cut(title, width - 2 * MARGIN, 22)}</text>
      <text x={MARGIN} y="70" font-size="14" fill={PAPER.soft}>{cut(counted, width - 2 * MARGIN, 14)}</text>
      <g transform={`translate(${MARGIN} 88)`}>{drawn ?? <Rows lines={lines} more={rows.length - lines.length} t={t} width={inner.width} />}</g>
      <text x={MARGIN} y={height - 20} font-size="12" fill={PAPER.soft}>{source}</text>
    </svg>
  );
  const holder = document.createElement("div");
  render(tree, holder);
  const text = new XMLSerializer().serializeToString(holder.firstElementChild);
  render(null, holder);
  return {text, width, height};
}

function Rows({lines, more, t, width}) {
  let x = 0;
  const columns = Object.entries(WIDTHS).map(([name, wide]) => [name, wide, (x += wide) - wide]);
  return (
    <g font-size="13">
      {columns.map(([name, , left]) => <text key={name} x={left} y="18" fill={PAPER.soft}>{t(`col_${name}`)}</text>)}
      <line x1="0" x2={width} y1={ROW} y2={ROW} stroke={PAPER.ink} stroke-width="1.5" />
      {lines.map((line, place) => (
        <g key={line.row} transform={`translate(0 ${(place + 1) * ROW})`}>
          {columns.map(([name, wide, left]) => (
            <text key={name} x={left} y="18" {...(name === "verdict" ? {fill: PAPER[line.status] ?? PAPER.open, "font-weight": "bold"} : {})}>{cut(`${name === "verdict" ? `${line.sign} ` : ""}${CELLS[name](line) ?? ""}`, wide - 8, 13)}</text>
          ))}
          <line x1="0" x2={width} y1={ROW} y2={ROW} stroke={PAPER.line} />
        </g>
      ))}
      {more > 0 && <text x="0" y={(lines.length + 1) * ROW + 20} fill={PAPER.soft}>{t("picture_more", {n: more})}</text>}
    </g>
  );
}

// A text cut to a width: a letter of Chinese is as wide as it is high, one of Latin about half.
function cut(text, width, size) {
  let left = width;
  let kept = "";
  for (const letter of text) {
    left -= letter.codePointAt(0) > 0x2e80 ? size : size * 0.56;
    if (left < size) return `${kept}…`;
    kept += letter;
  }
  return kept;
}

export async function png({text, width, height}) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.drawImage(image, 0, 0);
  return new Promise((given) => canvas.toBlob(given, "image/png"));
}
