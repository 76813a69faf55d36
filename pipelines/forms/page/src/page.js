// The page of a package: reads its block of data, then builds filters, table and charts over it.
import {charts} from "./charts.js";
import {read} from "./data.js";
import {h, say} from "./dom.js";
import {startLanguage} from "./language.js";
import {targets} from "./table.js";

const root = document.documentElement;

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
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id.includes("@") || goTo(id)) return;
    place.prepend(h("p", {class: "note", role: "alert"}, say("unknown_row", {id})));
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

start();
