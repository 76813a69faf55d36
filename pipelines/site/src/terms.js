// Words of the method, explained where they stand: a pointer over one, the focus on it or a tap opens a note of two lines. The words are those
// of data/terms-<language>. A click of a mouse and Enter follow the link to the glossary; a tap follows it from the note. A verdict is such a
// word wherever it is printed, without being a link: a table has hundreds, and each would be a stop of the keyboard.
import {language, piece, root} from "./pieces.js";

// Milliseconds that a pointer rests on a term, or on a verdict, before a note opens, and that it may take on its way from the word to the note.
const REST = 180;
const REST_ON_VERDICT = 500;
const WAY = 250;
const EDGE = 8;
const CHINESE = /([\u3400-\u9fff][\u3001-\u303f\u3400-\u9fff]*)/;

export function terms() {
  if (!("popover" in HTMLElement.prototype)) {
    return;
  }
  let note;
  let open = null;
  let tapped = null;
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

  async function show(word) {
    clearTimeout(timer);
    const said = await piece(`data/terms-${language}`).catch(() => null);
    if (!said) {
      // A tap was kept from following the link, which explains the word as well.
      if (tapped === word && isLink(word)) location.assign(word.href);
      return;
    }
    const {more, terms: words} = said;
    const key = keyOf(word);
    const [title, text] = words[key] ?? [];
    if (open === word || !text || !(word.matches(":hover, :focus") || word === tapped)) {
      return;
    }
    close();
    note ??= newNote(() => clearTimeout(timer), () => soon(WAY, close));
    const link = element("a", more);
    link.href = `${root}${language}/glossary.html#${key}`;
    note.replaceChildren(element("strong", title), element("p", text), link);
    note.querySelector("p").id = "term-text";
    word.setAttribute("aria-describedby", "term-text");
    open = word;
    note.showPopover();
    place(note, word);
  }

  document.addEventListener("pointerover", (event) => {
    const word = wordAt(event.target);
    if (word && event.pointerType === "mouse") {
      soon(isLink(word) ? REST : REST_ON_VERDICT, () => show(word));
    }
  });
  document.addEventListener("pointerout", (event) => {
    if (wordAt(event.target) && event.pointerType === "mouse") {
      soon(WAY, close);
    }
  });
  document.addEventListener("focusin", (event) => {
    const word = wordAt(event.target);
    if (word?.matches(":focus-visible")) {
      show(word);
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
    const word = wordAt(event.target);
    // A row that has an id opens by itself.
    if (word && event.pointerType === "touch" && (isLink(word) || !word.closest("tr[id]"))) {
      event.preventDefault();
      tapped = word;
      open === word ? close() : show(word);
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

// The term or verdict that an element belongs to; none where a click on it does something else.
function wordAt(target) {
  const word = target.closest?.("a.term, .v");
  return word && !isLink(word) && word.closest("a, button, summary, label") ? null : word;
}

function isLink(word) {
  return word.matches("a.term");
}

// Of a verdict the class beside v is its code, and that its key.
function keyOf(word) {
  return word.dataset.term ?? [...word.classList].find((name) => name !== "v");
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

// An element with a text, in which Chinese words of an English one are marked as such.
function element(name, text = "") {
  const node = document.createElement(name);
  for (const [place, part] of (language === "en" ? text.split(CHINESE) : [text]).entries()) {
    if (place % 2) {
      const chinese = element("span");
      chinese.lang = "zh-CN";
      chinese.append(part);
      node.append(chinese);
    } else {
      node.append(part);
    }
  }
  return node;
}

// Below the word, above it where there is no room; within the window.
function place(note, word) {
  const at = word.getClientRects()[0];
  const {offsetWidth: width, offsetHeight: height} = note;
  const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - width - EDGE));
  const below = at.bottom + EDGE;
  const top = below + height > innerHeight && at.top - height - EDGE > 0 ? at.top - height - EDGE : below;
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${top + scrollY}px`;
}
