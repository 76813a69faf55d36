// A target and its result as a picture to share: drawn in the browser, saved as PNG.
import {PAPER} from "./paper.js";
import {save} from "./saved.js";

const [WIDTH, HEIGHT, EDGE] = [1200, 675, 72];
const SERIF = "Charter, Georgia, 'Songti SC', 'Source Han Serif SC', 'Noto Serif CJK SC', 'Noto Serif SC', SimSun, serif";
const SANS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

// Saves a picture: what stands over the title, the title, pairs of a word and a text, the verdict with its gap, and what stands under all.
export function picture(name, lang, {over, title, pairs, status, verdict, gap, under}) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height, canvas.lang] = [WIDTH, HEIGHT, lang];
  const on = canvas.getContext("2d");
  on.fillStyle = PAPER.paper;
  on.fillRect(0, 0, WIDTH, HEIGHT);
  let top = written(on, over, {top: 96, size: 30, font: SANS, colour: PAPER.soft, lines: 1});
  top = written(on, title, {top: top + 64, size: 54, font: SERIF, weight: 700, colour: PAPER.ink, lines: 2});
  on.fillStyle = PAPER.ink;
  top = Math.max(top, 215);
  on.fillRect(EDGE, top, WIDTH - 2 * EDGE, 3);
  const wide = (WIDTH - 2 * EDGE) / pairs.length;
  pairs.forEach(([word, text], place) => {
    const column = {left: EDGE + place * wide, wide: wide - 24};
    written(on, word, {...column, top: top + 62, size: 26, font: SANS, colour: PAPER.soft, lines: 1});
    written(on, text, {...column, top: top + 120, size: 44, font: SANS, weight: 700, colour: PAPER.ink, lines: 2});
  });
  written(on, [verdict, gap].filter(Boolean).join("  "), {top: top + 254, size: 38, font: SANS, weight: 700, colour: PAPER[status] ?? PAPER.soft, lines: 1});
  under.filter(Boolean).forEach((text, place, all) => {
    written(on, text, {top: HEIGHT - 44 - 36 * (all.length - 1 - place), size: 24, font: SANS, colour: PAPER.soft, lines: 1});
  });
  canvas.toBlob((blob) => save(blob, name), "image/png");
}

// Writes a text from its first base line, on so many lines at most, and gives the base line after its last.
function written(on, text, {top, size, font, weight = 400, colour, lines, left = EDGE, wide = WIDTH - 2 * EDGE}) {
  on.fillStyle = colour;
  on.font = `${weight} ${size}px ${font}`;
  const shown = broken(on, text, wide, lines);
  shown.forEach((part, place) => on.fillText(part, left, top + place * size * 1.25));
  return top + (shown.length - 1) * size * 1.25 + size * 0.6;
}

// Between words, and between any two Chinese signs; what has no room ends in an ellipsis.
function broken(on, text, wide, lines) {
  const shown = [""];
  for (const word of text.match(/[\p{Script=Han}，。；、“”（）]|[^\s\p{Script=Han}，。；、“”（）]+|\s+/gu) ?? []) {
    const longer = shown.at(-1) + word;
    if (on.measureText(longer).width <= wide || !shown.at(-1)) {
      shown[shown.length - 1] = longer;
    } else if (shown.length < lines) {
      shown.push(word.trimStart());
    } else {
      shown[shown.length - 1] = `${shown.at(-1).slice(0, -1)}…`;
      break;
    }
  }
  return shown;
}
