// Leads from the site's own address to the language that the reader used last, else to that of the browser.
import {remembered} from "./remember.js";

const language = remembered() ?? (navigator.language.startsWith("zh") ? "zh" : "en");
location.replace(`${language}/index.html${location.search}${location.hash}`);
