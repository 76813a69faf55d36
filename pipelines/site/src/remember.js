// The language that a reader chose, kept between visits; a browser that keeps nothing is no error.
const KEY = "mubiao-language";

export function remembered() {
  try {
    const language = localStorage.getItem(KEY);
    return ["zh", "en"].includes(language) ? language : null;
  } catch {
    return null;
  }
}

export function remember(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The choice holds for this page.
  }
}
