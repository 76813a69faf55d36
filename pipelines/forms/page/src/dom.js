// Elements made of data: text goes in as text, so nothing in a cell is ever HTML.
import {vocabulary} from "./data.js";

export const h = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);
export const drawing = (tag, attributes, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

function filled(element, attributes = {}, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// A pair of texts, or of lists of elements, of which the reader's style shows one, as the templates write it.
export function both([zh, en]) {
  return [h("span", {class: "zh", lang: "zh-CN"}, zh), h("span", {class: "en", lang: "en"}, en)];
}

// The words of a key, in both languages, {name} filled in; a filling may be a pair too.
export function words(key, filled = {}) {
  return vocabulary.words[key].map((text, tongue) =>
    text.replace(/\{(\w+)\}/g, (_, name) => (Array.isArray(filled[name]) ? filled[name][tongue] : readable(filled[name]))),
  );
}

const readable = (value) => (typeof value === "number" ? value.toLocaleString("en") : value);

export const say = (key, filled) => both(words(key, filled));
export const code = (codelist, value) => both(vocabulary.codes[codelist][value] ?? [value, value]);
export const label = (column) => both(vocabulary.columns[column]);

export function verdict(status, name) {
  return h("span", {class: `verdict ${status}`},
    h("span", {class: "shape", "aria-hidden": "true"}, vocabulary.shapes[status]), " ", name ? both(name) : code("status", status));
}

// A box that may scroll sideways: named, and a stop of the keyboard while there is something to scroll.
export function scrollable(box, name) {
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", name);
  new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }).observe(box);
}

// Only the web's addresses become links: a source may print anything.
export function link(address, text) {
  return /^https?:\/\//.test(address ?? "") ? h("a", {href: address, rel: "noreferrer"}, text ?? address) : h("span", {}, text ?? "");
}
