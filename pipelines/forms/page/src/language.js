// The reader's language: what the browser asks for, until a button says otherwise. Without a script both languages show.
const root = document.documentElement;
const listeners = [];

export const tongue = () => (root.dataset.tongue === "en" ? 1 : 0);
export const onLanguage = (listener) => listeners.push(listener);

export function chooseLanguage(choice) {
  root.dataset.tongue = choice;
  root.lang = choice === "zh" ? "zh-CN" : "en";
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
    button.addEventListener("click", () => chooseLanguage(button.dataset.choose));
    button.parentElement.hidden = false;
  }
  chooseLanguage(navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
}
