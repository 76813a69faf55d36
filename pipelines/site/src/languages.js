// The other language of this page: chosen once it is kept, and what is selected here goes along.
import {remember} from "./remember.js";

export function languages() {
  for (const link of document.querySelectorAll("a[data-language]")) {
    link.addEventListener("click", () => {
      remember(link.dataset.language);
      link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
    });
  }
}
