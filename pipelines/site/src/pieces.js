// Data that a page asks for when it needs it. Each is a script of the site that hands over its content, since a page on a disk may load scripts
// and nothing else: mubiao("name", content).

// The address of the site's folder as this page sees it, and the folder of its language.
export const root = document.documentElement.dataset.root || "./";
export const language = document.documentElement.lang.slice(0, 2);

// What was asked for, and who waits for it. A page has several bundles, each with this module in it: they share both.
globalThis.mubiao ??= Object.assign((name, content) => globalThis.mubiao.waiting.get(name)?.(content), {pieces: new Map(), waiting: new Map()});
const {pieces, waiting} = globalThis.mubiao;

// The content of a piece, by its path below the site's folder without .js. What failed is asked for anew the next time.
export function piece(name) {
  if (!pieces.has(name)) {
    const read = new Promise((given, failed) => {
      waiting.set(name, given);
      const script = document.createElement("script");
      script.src = `${root}${name}.js`;
      // A script that ran and gave nothing is another page that the host sent instead; after content this says nothing more.
      for (const ended of ["load", "error"]) {
        script.addEventListener(ended, () => {
          waiting.delete(name);
          failed(new Error(name));
        });
      }
      document.head.append(script);
    });
    read.catch(() => pieces.delete(name));
    pieces.set(name, read);
  }
  return pieces.get(name);
}
