// The table of all targets. Belongs here: reading what it needs, and starting it. Does not: what it shows (explore/view.jsx).
import {render} from "preact";
import {unscripted} from "./dom.js";
import {readIndex} from "./explore/index.js";
import {Shelves} from "./explore/rows.js";
import {Explore} from "./explore/view.jsx";
import {readWords} from "./explore/words.js";

const space = document.getElementById("explore");

async function start() {
  const vocabulary = await readWords().catch(() => null);
  if (!vocabulary) {
    space.innerHTML = unscripted(space);
    return;
  }
  render(<p class="soft">{vocabulary.t("loading")}</p>, space);
  try {
    const index = await readIndex();
    render(<Explore index={index} vocabulary={vocabulary} shelves={new Shelves(index)} />, space);
  } catch {
    render(<p role="alert">{vocabulary.t("failed")}</p>, space);
  }
}

if (space) start();
