// Arrow keys in tables that Tab alone would take hundreds of presses to cross: from the link of a cell to the next one that way.
const STEPS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};

export function walk() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(event.key in STEPS)) return;
    const cell = event.target.closest("main table a") && event.target.closest("th, td");
    const next = cell && linkBeyond(cell, STEPS[event.key]);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

// The first link that is shown in the row of a cell, or in its column; what is opened below a row is passed over.
function linkBeyond(cell, [across, down]) {
  const {rows} = cell.closest("table");
  const columns = cell.parentElement.cells.length;
  for (let row = cell.parentElement.rowIndex + down, at = cell.cellIndex + across; rows[row] && at >= 0 && at < columns; row += down, at += across) {
    const link = rows[row].cells[at]?.querySelector(":scope > a, :scope > :not(.opened) a");
    if (link?.checkVisibility()) return link;
  }
  return null;
}
