// The search for governments, indicators, years and reports at the top of every page: a combobox with a list below it. What can be found is
// asked for when the box gets focus.
import {element, unscripted} from "./dom.js";
import {matches, read} from "./matches.js";
import {language, piece, root} from "./pieces.js";
import {unpacked} from "./unpacked.js";

const HEADINGS = {place: "find_places", indicator: "find_indicators", other: "find_others"};
let index;

export function find() {
  document.querySelectorAll("search[data-find]").forEach(box);
}

function load() {
  index ??= piece(`data/search-${language}`).then(unpacked).then((content) => ({all: read(content), pages: content.pages, words: content.words}));
  index.catch(() => { index = undefined; });
  return index;
}

function box(place, number) {
  const id = `find-${number}`;
  const input = element("input", {
    type: "search", id, role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
    "aria-label": place.dataset.label, placeholder: place.dataset.hint, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
  });
  const list = element("div", {id: `${id}-list`, class: "lines", role: "listbox", "aria-label": place.dataset.label, hidden: ""});
  const said = element("p", {class: "unseen", role: "status"});
  const instead = unscripted(place);
  place.replaceChildren(input, list, said);
  let active = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const choose = (at) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = at;
    all[active]?.setAttribute("aria-selected", "true");
    all[active]?.scrollIntoView({block: "nearest"});
    if (all[active]) input.setAttribute("aria-activedescendant", all[active].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = async () => {
    const {all, pages, words} = await load();
    const typed = input.value.trim();
    if (!typed) return close();
    const lines = matches(all, typed);
    list.replaceChildren(...groups(lines, id, pages, words), last(typed, id, pages, words));
    said.textContent = lines.length ? filled(words.find_count, {count: lines.length}) : words.find_nothing;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  // Where the index cannot be read, the ways that need no script stand below the box, until what is typed next finds it.
  const attempt = () => show().then(() => place.querySelector(".note-below")?.remove(), () => {
    if (place.querySelector(".note-below")) return;
    const note = element("p", {class: "note-below", role: "alert"});
    note.innerHTML = instead;
    place.append(note);
  });

  input.addEventListener("focus", () => load().catch(() => {}));
  input.addEventListener("input", attempt);
  input.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return attempt();
      choose(event.key === "ArrowDown" ? (active + 1) % count : (active <= 0 ? count : active) - 1);
    } else if (event.key === "Enter" && input.value.trim()) {
      event.preventDefault();
      // Who types fast is faster than the list: the first of what is typed now is meant.
      if (active < 0) await attempt();
      options()[Math.max(active, 0)]?.click();
    }
  });
  // Not every browser gives a link the focus that is pressed: the box keeps it, so that the list stays until the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  place.addEventListener("focusout", (event) => {
    if (!place.contains(event.relatedTarget)) close();
  });
}

// The lines by what they are, in the order in which the first of each comes.
function groups(lines, id, pages, words) {
  const kinds = lines.map(({kind}) => (kind in HEADINGS ? kind : "other"));
  return [...new Set(kinds)].map((kind) => {
    const heading = element("span", {id: `${id}-${kind}`, class: "group"}, words[HEADINGS[kind]]);
    const options = lines.map((line, at) => kinds[at] === kind && option(line, `${id}-${at}`, pages, words)).filter(Boolean);
    return element("div", {role: "group", "aria-labelledby": heading.id}, heading, ...options);
  });
}

function option(line, id, pages, words) {
  const name = element("span", {}, named(line, words));
  const counts = line.kind === "row" ? words.find_row_note : line.targets === undefined ? words.find_view : filled(words.find_counts, line);
  return link(id, address(line, pages), name, " ", element("small", {}, counts));
}

function last(typed, id, pages, words) {
  return link(`${id}-all`, `${pages.explore}?${new URLSearchParams({q: typed})}`, filled(words.find_all, {query: typed}));
}

function link(id, page, ...content) {
  return element("a", {id, role: "option", "aria-selected": "false", tabindex: "-1", href: `${root}${language}/${page}`}, ...content);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/gu, (_, key) => (typeof values[key] === "number" ? values[key].toLocaleString("en") : values[key]));
}

function named(line, words) {
  if (line.kind === "report") return filled(words.find_report, {place: line.place.name, year: line.year});
  if (line.kind === "row") return filled(words.find_row, {place: line.place.name, year: line.year, id: `${line.code}@${line.anchor}`});
  if (line.kind === "year") return filled(words.find_year, {year: line.code});
  if (line.kind === "topic") return filled(words.find_topic, line);
  if (line.kind !== "view") return line.name;
  const year = line.year && filled(words.find_year_short, line);
  return [line.place?.name, year, line.topic?.name ?? line.indicator?.name, line.verdict?.name].filter(Boolean).join(" · ");
}

function address(line, pages) {
  if (line.kind === "topic") return `${pages.explore}?${new URLSearchParams({topic: line.code})}`;
  if (line.kind === "row") return `${pages.report.replace("{}", line.code)}#${line.anchor}`;
  if (line.kind !== "view") return pages[line.kind].replace("{}", line.code);
  const chosen = ["place", "indicator", "topic", "year", "verdict"].filter((key) => line[key]).map((key) => [key, line[key].code ?? line[key]]);
  return `${pages.explore}?${new URLSearchParams(chosen)}`;
}
