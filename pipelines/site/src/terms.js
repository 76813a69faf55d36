// Words of the method, explained where they stand: a pointer over one, the focus on it or a tap opens a note of two lines. The words are those
// of data/terms-<language>. A click of a mouse and Enter follow the link to the glossary; a tap follows it from the note.
import {piece} from "./pieces.js";

const NAME = `data/terms-${document.documentElement.lang === "en" ? "en" : "zh"}`;
// Milliseconds that a pointer rests before a note opens, and that it may take on its way from the word to the note.
const REST = 180;
const WAY = 250;
const EDGE = 8;

export function terms() {
  if (!("popover" in HTMLElement.prototype)) {
    return;
  }
  let note;
  let open = null;
  let timer;

  const close = () => {
    clearTimeout(timer);
    if (open) {
      open.removeAttribute("aria-describedby");
      note.hidePopover();
      open = null;
    }
  };
  const soon = (after, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, after);
  };

  async function show(link) {
    clearTimeout(timer);
    const {more, terms: words} = await piece(NAME);
    const [title, text] = words[link.dataset.term] ?? [];
    if (open === link || !text || !(link.matches(":hover, :focus") || link === tapped)) {
      return;
    }
    close();
    note ??= newNote(() => clearTimeout(timer), () => soon(WAY, close));
    note.replaceChildren(element("strong", title), element("p", text), element("a", more, link.href));
    note.querySelector("p").id = "term-text";
    link.setAttribute("aria-describedby", "term-text");
    open = link;
    note.showPopover();
    place(note, link);
  }

  let tapped = null;
  document.addEventListener("pointerover", (event) => {
    const link = event.target.closest("a.term");
    if (link && event.pointerType === "mouse") {
      soon(REST, () => show(link));
    }
  });
  document.addEventListener("pointerout", (event) => {
    if (event.target.closest("a.term") && event.pointerType === "mouse") {
      soon(WAY, close);
    }
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest("a.term");
    if (link?.matches(":focus-visible")) {
      show(link);
    } else if (!note?.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === open && !note.contains(event.relatedTarget)) {
      soon(WAY, close);
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.term");
    if (link && event.pointerType === "touch") {
      event.preventDefault();
      tapped = link;
      open === link ? close() : show(link);
    } else if (!note?.contains(event.target)) {
      tapped = null;
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      close();
    }
  });
  addEventListener("resize", close);
}

// The note, which stays while the pointer is on it.
function newNote(kept, left) {
  const note = element("div");
  note.className = "note";
  note.popover = "manual";
  note.addEventListener("pointerenter", kept);
  note.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && left());
  document.body.append(note);
  return note;
}

function element(name, text = "", href = "") {
  const node = document.createElement(name);
  node.textContent = text;
  if (href) {
    node.href = href;
  }
  return node;
}

// Below the word, above it where there is no room; within the window.
function place(note, link) {
  const word = link.getClientRects()[0];
  const {offsetWidth: width, offsetHeight: height} = note;
  const left = Math.max(EDGE, Math.min(word.left, document.documentElement.clientWidth - width - EDGE));
  const below = word.bottom + EDGE;
  const top = below + height > innerHeight && word.top - height - EDGE > 0 ? word.top - height - EDGE : below;
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${top + scrollY}px`;
}
