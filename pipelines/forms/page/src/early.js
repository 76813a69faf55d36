// Runs in the head of a page, before anything of it is painted.
import {markLanguage} from "./language.js";

markLanguage();
