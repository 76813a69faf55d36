// Data that a page asks for when it needs it. Each is a script of the site that hands over its content, since a page on a disk may load scripts
// and nothing else: mubiao("name", content).

// The address of the site's folder as this page sees it.
export const root = document.documentElement.dataset.root || "./";

// What was asked for, and who waits for it. A page has several bundles, each with this module in it: they share both.
globalThis.mubiao ??= Object.assign((name, content) => globalThis.mubiao.waiting.get(name)?.(content), {pieces: new Map(), waiting: new Map()});
const {pieces, waiting} = globalThis.mubiao;

// The content of a piece, by its path below the site's folder without .js.
export function piece(name) {
  if (!pieces.has(name)) {
    pieces.set(name, new Promise((given, failed) => {
      waiting.set(name, given);
      const script = document.createElement("script");
      script.src = `${root}${name}.js`;
      script.addEventListener("error", () => {
        pieces.delete(name);
        failed(new Error(name));
      });
      document.head.append(script);
    }));
  }
  return pieces.get(name);
}
