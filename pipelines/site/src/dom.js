// An element of the page: a function among its attributes listens to the event of that name, and a child that is null or empty is none.
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

// What the page has for readers without a script, as markup; there is no other where what a script needs cannot be read.
export const unscripted = (place) => place.querySelector("noscript")?.textContent ?? "";
