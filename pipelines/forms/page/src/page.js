// The page of a package: reads its block of data, then builds filters, table and charts over it.
import {asking} from "./asked.js";
import {charts} from "./charts.js";
import {read} from "./data.js";
import {h, say} from "./dom.js";
import {follow as showTyped} from "./filters.js";
import {startLanguage} from "./language.js";
import {targets} from "./table.js";

const root = document.documentElement;
// So much of an address that leads nowhere is shown, in characters.
const LONGEST = 80;

async function start() {
  startLanguage();
  if (!globalThis.DecompressionStream) {
    document.getElementById("find").form.hidden = true;
    document.getElementById("old-browser").hidden = false;
    return;
  }
  const page = await read();
  const asked = asking(page);
  // The readable table goes first: its rows carry the same ids.
  document.getElementById("readable").remove();
  const place = document.getElementById("interactive");
  const {goTo, goToFirst, controls} = targets(page, asked, place);
  finder(asked, goToFirst);
  root.dataset.ready = "table";
  performance.mark("ready");
  const follow = () => {
    document.getElementById("no-row")?.remove();
    const id = wanted();
    if (!id || goTo(id) || document.getElementById(id)) return;
    place.prepend(h("p", {class: "note", role: "alert", id: "no-row"}, say("unknown_row", {id: shortened(id)})));
  };
  // Charts come after the first paint of the table; but before a row that the address asks for, or they would push it away.
  if (!wanted()) await new Promise((painted) => setTimeout(painted));
  charts(page, asked, document.getElementById("chart"), controls);
  follow();
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link?.getAttribute("href") === location.hash) follow();
    if (link?.classList.contains("skip")) {
      event.preventDefault();
      goToFirst();
    }
  });
  root.dataset.ready = "all";
  performance.mark("charts");
}

// The search on the first screen is that of the table; what was typed while the data was read is looked for at once.
function finder(asked, goToFirst) {
  const box = document.getElementById("find");
  const button = document.getElementById("find-go");
  const show = () => {
    const count = asked.count();
    button.replaceChildren(...(asked.now.typed.trim() ? say(count === 1 ? "find_one" : "find_several", {count}) : say("find")));
  };
  showTyped(box, asked);
  asked.onChange(show);
  box.addEventListener("input", () => asked.change({typed: box.value}));
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    goToFirst();
  });
  if (box.value) asked.change({typed: box.value});
}

// What the address asks for; what cannot be decoded is taken as it stands.
function wanted() {
  const written = location.hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

function shortened(id) {
  const signs = Array.from(id.slice(0, 2 * LONGEST));
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join("")}…` : id;
}

start();
