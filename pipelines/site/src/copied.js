// Copies a text. Where the browser keeps its clipboard from scripts, as some do from a disk, the text is selected for the reader to copy.
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return shown ? selected(shown) : byHand(text);
  }
}

// The older way, which works wherever a reader has just pressed a button.
function byHand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

function selected(element) {
  getSelection().selectAllChildren(element);
  return document.execCommand("copy");
}
