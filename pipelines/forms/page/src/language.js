// The reader's language: what the address asks for, else what was chosen before, here or on the site, else what the browser asks for.
// Without a script both languages show.
const root = document.documentElement;
const listeners = [];
// The site keeps the choice under the same name.
const KEY = "mubiao-language";
const known = (choice) => ["zh", "en"].includes(choice);

export const tongue = () => (root.dataset.tongue === "en" ? 1 : 0);
export const onLanguage = (listener) => listeners.push(listener);

// Before the first paint, so that nothing moves afterwards.
export function markLanguage(choice = preferred()) {
  root.dataset.tongue = choice;
  root.lang = choice === "zh" ? "zh-CN" : "en";
}

function preferred() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (known(asked)) return asked;
  const kept = remembered();
  if (known(kept)) return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

// A browser that keeps nothing is no error: the choice holds for this page.
function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(choice) {
  try {
    localStorage.setItem(KEY, choice);
    const address = new URL(location.href);
    if (!address.searchParams.has("lang")) return;
    // An address that asks for a language would bring it back.
    address.searchParams.set("lang", choice);
    history.replaceState(null, "", address);
  } catch {
    // As above.
  }
}

function chooseLanguage(choice) {
  markLanguage(choice);
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.setAttribute("aria-pressed", String(button.dataset.choose === choice));
  }
  // What the templates name in both languages is named in one.
  for (const element of document.querySelectorAll("[data-zh]")) {
    if (element.tagName === "TITLE") element.textContent = element.dataset[choice];
    else element.setAttribute("aria-label", element.dataset[choice]);
  }
  for (const listener of listeners) listener();
}

export function startLanguage() {
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", () => {
      remember(button.dataset.choose);
      chooseLanguage(button.dataset.choose);
    });
  }
  chooseLanguage(root.dataset.tongue);
}
