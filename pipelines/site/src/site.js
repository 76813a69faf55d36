// What every page does beside being read: it keeps the language, finds places and indicators, says what a word means.
import {charts} from "./charts.js";
import {find} from "./find.js";
import {languages} from "./languages.js";
import {terms} from "./terms.js";
import {walk} from "./walk.js";

languages();
find();
terms();
charts();
walk();
