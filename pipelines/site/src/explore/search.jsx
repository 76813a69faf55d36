// One box: places and indicators by any name while somebody types, and words of targets. Belongs here: what is suggested. Does not: comparing names.
import {useId, useState} from "preact/hooks";
import {folded} from "../matches.js";
import {finds, together} from "./names.js";
import {number} from "./words.js";

const OF_EACH = 4;

export function Search(own) {
  const {vocabulary, index, fits, chosen, choose} = own;
  const {t} = vocabulary;
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const id = useId();
  const count = (facet) => ({code}) => fits.counts[facet][index.numbers[facet].get(code)];
  const lines = folded(typed) ? ["place", "indicator"].flatMap((facet) => finds(vocabulary.lists[facet], typed, count(facet), OF_EACH).map((entry) => ({facet, ...entry, count: count(facet)(entry)}))) : [];
  const several = together(vocabulary.lists, typed);
  if (several) lines.unshift({facet: "several", code: typed, name: several.map(([facet, entry]) => (facet === "year" ? entry : entry.name)).join(" · "), several});
  if (folded(typed)) lines.push({facet: "words", code: typed.trim(), name: t("suggest_words", {words: typed.trim()})});
  const take = ({facet, code, several: parts}) => {
    if (facet === "several") choose(parts.reduce((changes, [of, entry]) => ({...changes, ...(of === "year" ? {from: entry, to: entry} : {[of]: [...(changes[of] ?? []), entry.code]})}), {}));
    else choose(facet === "words" ? {q: code} : {[facet]: [...new Set([...chosen[facet], code])]});
    setTyped("");
    setOpen(false);
    setAt(-1);
  };
  // What is typed is a name, and is taken as one; else it is looked for in the names of targets.
  const enter = () => {
    const exact = lines.find(({facet, searched}) => facet === "several" || searched?.includes(folded(typed)));
    const line = lines[at] ?? exact ?? lines.at(-1);
    if (line) take(line);
  };
  const keys = {
    ArrowDown: () => setAt((at + 1) % lines.length),
    ArrowUp: () => setAt((at <= 0 ? lines.length : at) - 1),
    Enter: enter,
    Escape: () => (open ? setOpen(false) : setTyped("")),
  };
  const shown = open && lines.length > 0;
  return (
    <div class="explore-search">
      <label for={`${id}-box`}>{t("search")}</label>
      <div class="explore-box">
        <input
          id={`${id}-box`} type="search" role="combobox" autocomplete="off" value={typed} placeholder={t("search_hint")} aria-expanded={shown} aria-controls={`${id}-list`} aria-autocomplete="list"
          aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setOpen(true);
            setAt(-1);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={(event) => {
            if (!(event.key in keys) || event.isComposing || !lines.length) return;
            event.preventDefault();
            keys[event.key]();
          }}
        />
        <button type="button" class="button" onClick={enter}>{t("search_do")}</button>
      </div>
      <ul id={`${id}-list`} role="listbox" class="suggestions" aria-label={t("suggestions")} hidden={!shown}>
        {lines.map((line, place) => (
          <li key={`${line.facet} ${line.code}`} id={`${id}-${place}`} role="option" aria-selected={place === at} onMouseDown={(event) => event.preventDefault()} onClick={() => take(line)}>
            <span>{line.name}</span>
            {"count" in line && <span class="count">{t(`suggest_${line.facet}`)} · {number(line.count)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
