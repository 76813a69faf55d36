// What is chosen, as the address says it. Belongs here: reading and writing it (the parameters of pipelines/site/addresses.py, and how the table is
// shown). Does not: what a code is called.
import {FACETS} from "./filter.js";

export const COLUMNS = ["place", "year", "when", "topic", "level", "indicator", "target", "result", "gap", "verdict", "whose", "source", "published", "claim", "binding", "measure", "id"];
export const USUAL = ["place", "year", "indicator", "target", "result", "gap", "verdict"];
export const SORTS = ["year", "-year", "place", "-place", "indicator", "gap", "-gap"];

export const NOTHING = {...Object.fromEntries(FACETS.map((name) => [name, []])), from: 0, to: 0, period: "", changed: false, gap: 0, q: "", sort: "", columns: [], page: 1};

const listed = (text) => [...new Set((text ?? "").split(",").map((each) => each.trim()).filter(Boolean))];

export function read(search) {
  const asked = new URLSearchParams(search);
  const [from, to = from] = (asked.get("year") ?? "").split("..").map(Number);
  const sort = asked.get("sort") ?? "";
  return {
    ...Object.fromEntries(FACETS.map((name) => [name, listed(asked.get(name))])),
    from: from || 0,
    to: to || 0,
    period: asked.get("period") === "all" ? "all" : "",
    changed: asked.get("changed") === "1",
    gap: Math.max(0, Number(asked.get("gap")) || 0),
    q: asked.get("q") ?? "",
    sort: SORTS.includes(sort) && sort !== "-year" ? sort : "",
    columns: listed(asked.get("columns")).filter((name) => COLUMNS.includes(name)),
    page: Math.max(1, Math.trunc(Number(asked.get("page"))) || 1),
  };
}

export function written(chosen) {
  const parts = FACETS.filter((name) => chosen[name].length).map((name) => [name, chosen[name].join(",")]);
  const {from, to} = chosen;
  if (from || to) parts.push(["year", from === to ? from : `${from || ""}..${to || ""}`]);
  if (chosen.q) parts.push(["q", chosen.q]);
  if (chosen.period) parts.push(["period", chosen.period]);
  if (chosen.changed) parts.push(["changed", 1]);
  if (chosen.gap) parts.push(["gap", chosen.gap]);
  if (chosen.sort) parts.push(["sort", chosen.sort]);
  if (chosen.columns.length) parts.push(["columns", chosen.columns.join(",")]);
  if (chosen.page > 1) parts.push(["page", chosen.page]);
  // Commas and dots are read more easily as they are.
  const search = parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&");
  return search && `?${search}`;
}

// A browser that keeps no query of a page on a disk keeps what follows #.
export const current = () => location.search || location.hash.replace(/^#(?=\?)/u, "");

export function keep(chosen, {replace = false} = {}) {
  const search = written(chosen);
  try {
    history[replace ? "replaceState" : "pushState"](null, "", search || location.pathname);
  } catch {
    location.hash = search;
  }
}
