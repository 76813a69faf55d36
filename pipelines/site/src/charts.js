// A press on a year in a chart leads to the row of that year in the table beside it, as the year in that table does.
export function charts() {
  for (const box of document.querySelectorAll(".by-year")) {
    const links = new Map([...box.querySelectorAll("tbody th a")].map((link) => [link.textContent, link]));
    box.classList.add("leads");
    for (const drawing of box.querySelectorAll("svg[data-first]")) {
      drawing.addEventListener("click", (event) => links.get(String(yearAt(drawing, event.clientX)))?.click());
    }
  }
}

function yearAt(drawing, x) {
  const {left, width} = drawing.getBoundingClientRect();
  const within = (x - left) * drawing.viewBox.baseVal.width / width;
  return Number(drawing.dataset.first) + Math.floor((within - drawing.dataset.left) / drawing.dataset.step);
}
