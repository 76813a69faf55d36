// Data that a page asks for when it needs it. Each is a script of the site that hands over its content, since a page on a disk may load scripts
// and nothing else: mubiao("name", content).
const waiting = new Map();

globalThis.mubiao = (name, content) => waiting.get(name)?.(content);

// The address of the site's folder as this page sees it.
export const root = document.documentElement.dataset.root || "./";

// The content of a piece, by its path below the site's folder without .js.
const pieces = new Map();
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
