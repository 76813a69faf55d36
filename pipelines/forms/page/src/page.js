// The page of a package: reads its block of data, then builds filters, table and charts over it.
import {charts} from "./charts.js";
import {read} from "./data.js";
import {h, say} from "./dom.js";
import {startLanguage} from "./language.js";
import {targets} from "./table.js";

const root = document.documentElement;
// So much of an address that leads nowhere is shown, in characters.
const LONGEST = 80;

async function start() {
  startLanguage();
  if (!globalThis.DecompressionStream) {
    document.getElementById("old-browser").hidden = false;
    return;
  }
  const page = await read();
  // The readable table goes first: its rows carry the same ids.
  document.getElementById("readable").remove();
  const place = document.getElementById("interactive");
  const {goTo} = targets(page, place);
  const follow = () => {
    document.getElementById("no-row")?.remove();
    const id = asked();
    if (!id || goTo(id) || document.getElementById(id)) return;
    place.prepend(h("p", {class: "note", role: "alert", id: "no-row"}, say("unknown_row", {id: shortened(id)})));
  };
  follow();
  addEventListener("hashchange", follow);
  root.dataset.ready = "table";
  performance.mark("ready");
  // Charts come after the first paint of the table.
  setTimeout(() => {
    charts(page, document.getElementById("chart"));
    root.dataset.ready = "all";
    performance.mark("charts");
  });
}

// What the address asks for; what cannot be decoded is taken as it stands.
function asked() {
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
