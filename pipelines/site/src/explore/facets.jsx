// The filters: lists of codes with how many targets have each, years, shortfall, period. Belongs here: choosing. Does not: counting (filter.js).
import {useEffect, useRef, useState} from "preact/hooks";
import {finds, nearest} from "./names.js";
import {Term} from "./table.jsx";
import {number} from "./words.js";

const AT_FIRST = 8;
const DRAWER = ["whose", "binding", "measure"];
const GAPS = [0.5, 1, 2, 5, 10, 20, 50];

// Beside the table where there is room, else in a sheet that a button opens.
export function Filters(own) {
  const {vocabulary, chosen, narrow, rows} = own;
  const {t} = vocabulary;
  const sheet = useRef(null);
  if (!narrow) return <aside class="filters" aria-label={t("filters")}><All {...own} /></aside>;
  const n = vocabulary.chosen(chosen).length;
  return (
    <>
      <button type="button" class="button filters-open" aria-haspopup="dialog" onClick={() => sheet.current.showModal()}>{n ? t("filters_open_count", {n}) : t("filters_open")}</button>
      <dialog class="sheet" ref={sheet} aria-label={t("filters")}>
        <div class="filters"><All {...own} /></div>
        <button type="button" class="button sheet-close" onClick={() => sheet.current.close()}>{t("filters_show", {n: rows.length})}</button>
      </dialog>
    </>
  );
}

function All(own) {
  const {vocabulary, chosen} = own;
  const {t} = vocabulary;
  return (
    <>
      <Facet {...own} facet="place" open><Places {...own} /></Facet>
      <Facet {...own} facet="indicator" open><Searched {...own} facet="indicator" /></Facet>
      <Years {...own} />
      <Facet {...own} facet="verdict" open><Codes {...own} facet="verdict" /></Facet>
      <Facet {...own} facet="topic"><Codes {...own} facet="topic" /></Facet>
      <Facet {...own} facet="level"><Codes {...own} facet="level" /></Facet>
      <More name={t("more_filters")} open={DRAWER.some((facet) => chosen[facet].length) || chosen.gap > 0 || chosen.changed || Boolean(chosen.period)}>
        <Drawer {...own} />
      </More>
    </>
  );
}

// What few ask for: its numbers are read when it is opened.
function Drawer(own) {
  const {vocabulary, whole, needWhole} = own;
  const {t} = vocabulary;
  useEffect(needWhole, []);
  return (
    <>
      <Switches {...own} />
      {!whole && <p class="soft">{t("loading")}</p>}
      {whole && DRAWER.map((facet) => (
        <fieldset key={facet}>
          <legend>{facet === "whose" ? t("facet_whose") : <Term term={facet}>{t(`facet_${facet}`)}</Term>}</legend>
          <Codes {...own} facet={facet} />
        </fieldset>
      ))}
    </>
  );
}

function Facet({vocabulary, chosen, facet, open, children}) {
  const count = chosen[facet].length;
  return <More name={vocabulary.t(`facet_${facet}`)} count={count} open={open || count > 0}>{children}</More>;
}

// Opened once it is chosen from; closed by the reader alone.
function More({name, count, open, children}) {
  const [isOpen, setOpen] = useState(open);
  useEffect(() => {
    if (open) setOpen(true);
  }, [open]);
  return (
    <details class="facet" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{name}{count > 0 && <span class="facet-count">{count}</span>}</summary>
      {isOpen && children}
    </details>
  );
}

const toggled = (codes, code) => (codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code]);
const countOf = ({index, fits}, facet) => (code) => fits.counts[facet][index.numbers[facet].get(code)] ?? 0;

function Check({name, sign, count, checked, toggle}) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={toggle} />
      <span class="check-name">{sign && <span aria-hidden="true">{sign} </span>}{name}</span>
      <span class="count">{count !== null && number(count)}</span>
    </label>
  );
}

// A list that is short, in its own order; what no target has is left out.
function Codes(own) {
  const {vocabulary, chosen, choose, facet} = own;
  const count = countOf(own, facet);
  const entries = vocabulary.lists[facet].filter(({code}) => count(code) || chosen[facet].includes(code));
  return (
    <ul class="checks">
      {entries.map(({code, name, sign}) => (
        <li key={code}><Check name={name} sign={sign} count={count(code)} checked={chosen[facet].includes(code)} toggle={() => choose({[facet]: toggled(chosen[facet], code)})} /></li>
      ))}
    </ul>
  );
}

function NameBox({vocabulary, facet, typed, setTyped, enter}) {
  return <input type="search" class="name-box" value={typed} aria-label={vocabulary.t(`find_${facet}`)} placeholder={vocabulary.t(`find_${facet}`)} onInput={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => event.key === "Enter" && enter()} />;
}

// Names that hold what is typed; those that are most alike where none does.
function Matches({own, facet, typed, choose}) {
  const {vocabulary, chosen} = own;
  const count = countOf(own, facet);
  const matches = finds(vocabulary.lists[facet], typed, ({code}) => count(code), AT_FIRST);
  const line = ({code, name}) => <li key={code}><Check name={name} count={count(code)} checked={chosen[facet].includes(code)} toggle={() => choose(code)} /></li>;
  if (matches.length) return <ul class="checks">{matches.map(line)}</ul>;
  const alike = nearest(vocabulary.lists[facet], typed, 3);
  return (
    <>
      <p class="soft">{vocabulary.t("none_fits")}{alike.length > 0 && ` ${vocabulary.t("nearest")}`}</p>
      <ul class="checks">{alike.map(line)}</ul>
    </>
  );
}

// A long list: the chosen ones, then those that most targets have.
function Searched(own) {
  const {vocabulary, chosen, choose, facet} = own;
  const {t} = vocabulary;
  const [typed, setTyped] = useState("");
  const [whole, setWhole] = useState(false);
  const count = countOf(own, facet);
  const toggle = (code) => choose({[facet]: toggled(chosen[facet], code)});
  const rest = vocabulary.lists[facet].filter(({code}) => count(code) && !chosen[facet].includes(code)).sort((one, other) => count(other.code) - count(one.code));
  const shown = whole ? rest : rest.slice(0, AT_FIRST);
  const enter = () => {
    const [first] = finds(vocabulary.lists[facet], typed, ({code}) => count(code), 1);
    if (first) toggle(first.code);
    setTyped("");
  };
  const line = ({code, name}) => <li key={code}><Check name={name} count={count(code)} checked={chosen[facet].includes(code)} toggle={() => toggle(code)} /></li>;
  return (
    <>
      <NameBox vocabulary={vocabulary} facet={facet} typed={typed} setTyped={setTyped} enter={enter} />
      {typed.trim() ? <Matches own={own} facet={facet} typed={typed} choose={toggle} /> : (
        <>
          <ul class="checks">
            {chosen[facet].map((code) => vocabulary.entries[facet].get(code)).filter(Boolean).map(line)}
            {shown.map(line)}
          </ul>
          {rest.length > AT_FIRST && <button type="button" class="as-link" onClick={() => setWhole(!whole)}>{whole ? t("fewer_values") : t("all_values", {n: rest.length})}</button>}
        </>
      )}
    </>
  );
}

// The nation, and provinces with their cities folded in.
function Places(own) {
  const {vocabulary, chosen, choose} = own;
  const {t} = vocabulary;
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState([]);
  const count = countOf(own, "place");
  const toggle = (code) => choose({place: toggled(chosen.place, code)});
  const enter = () => {
    const [first] = finds(vocabulary.lists.place, typed, ({code}) => count(code), 1);
    if (first) toggle(first.code);
    setTyped("");
  };
  const line = (code) => <Check name={vocabulary.name("place", code)} count={count(code)} checked={chosen.place.includes(code)} toggle={() => toggle(code)} />;
  // The chosen ones first, so that they are seen; the others by their code.
  const isChosen = ({code}) => chosen.place.includes(code) || chosen.place.includes(`${code}*`);
  const all = vocabulary.lists.place.filter(({level}) => level === "nation" || level === "province");
  const provinces = [...all.filter(isChosen), ...all.filter((each) => !isChosen(each))];
  // A province of which nothing is at hand but its cities stands for them all the same.
  const strays = [...vocabulary.children.keys()].filter((code) => code && !vocabulary.entries.place.has(code)).flatMap((code) => vocabulary.children.get(code)).filter((code) => !["nation", "province"].includes(vocabulary.entries.place.get(code).level));
  return (
    <>
      <NameBox vocabulary={vocabulary} facet="place" typed={typed} setTyped={setTyped} enter={enter} />
      {typed.trim() ? <Matches own={own} facet="place" typed={typed} choose={toggle} /> : (
        <ul class="checks tall">
          {chosen.place.filter((code) => !code.endsWith("*") && !provinces.some((each) => each.code === code)).map((code) => <li key={`chosen ${code}`}>{line(code)}</li>)}
          {provinces.map(({code, name, level}) => {
            const cities = level === "province" ? vocabulary.children.get(code) ?? [] : [];
            const whole = `${code}*`;
            const isOpen = opened.includes(code);
            return (
              <li key={code}>
                <div class="place-line">
                  {line(code)}
                  {cities.length > 0 && <button type="button" class="fold" aria-expanded={isOpen} aria-label={t("cities_of", {place: name})} onClick={() => setOpened(toggled(opened, code))}>{isOpen ? "▾" : "▸"}</button>}
                </div>
                {cities.length > 0 && (isOpen || chosen.place.includes(code) || chosen.place.includes(whole)) && (
                  <ul class="checks">
                    <li><Check name={t("and_cities", {n: cities.length})} count={cities.reduce((sum, city) => sum + count(city), count(code))} checked={chosen.place.includes(whole)} toggle={() => choose({place: chosen.place.includes(whole) ? toggled(chosen.place, whole) : [...chosen.place.filter((each) => each !== code && !cities.includes(each)), whole]})} /></li>
                    {isOpen && cities.map((city) => <li key={city}>{line(city)}</li>)}
                  </ul>
                )}
              </li>
            );
          })}
          {strays.map((code) => <li key={code}>{line(code)}</li>)}
        </ul>
      )}
    </>
  );
}

function Years({vocabulary, index, chosen, choose, fits}) {
  const {t} = vocabulary;
  const years = Array.from({length: index.lastYear - index.firstYear + 1}, (_, since) => index.lastYear - since);
  const count = (year) => fits.counts.year[year - index.firstYear];
  const select = (name, change) => (
    <label>
      <span>{t(name)}</span>
      <select value={chosen[name] || ""} onChange={(event) => change(Number(event.currentTarget.value))}>
        <option value="">{t("any_year")}</option>
        {years.map((year) => <option key={year} value={year}>{`${year}${count(year) ? ` (${number(count(year))})` : ""}`}</option>)}
      </select>
    </label>
  );
  return (
    <fieldset class="facet year-span">
      <legend>{t("facet_year")}</legend>
      {select("from", (from) => choose({from, to: chosen.to && from > chosen.to ? from : chosen.to}))}
      {select("to", (to) => choose({to, from: to && chosen.from > to ? to : chosen.from}))}
    </fieldset>
  );
}

function Switches({vocabulary, chosen, choose, fits, rows}) {
  const {t} = vocabulary;
  return (
    <>
      <fieldset>
        <legend>{t("facet_own")}</legend>
        <Check name={t("own_only")} count={null} checked={!chosen.period} toggle={() => choose({period: chosen.period ? "" : "all"})} />
        {!chosen.period && fits.without.own > 0 && <p class="soft">{t("own_hidden", {n: fits.without.own})}</p>}
      </fieldset>
      <fieldset>
        <legend><Term term="changed">{t("facet_changed")}</Term></legend>
        <Check name={t("only_changed")} count={chosen.changed ? rows.length : null} checked={chosen.changed} toggle={() => choose({changed: !chosen.changed})} />
        <p class="soft">{t("changed_help")}</p>
      </fieldset>
      <fieldset>
        <legend>{t("facet_gap")}</legend>
        <label class="gap-choice"><span>{t("gap_at_least")}</span>
          <select value={chosen.gap || ""} onChange={(event) => choose({gap: Number(event.currentTarget.value)})}>
            <option value="">{t("gap_any")}</option>
            {[...new Set([...GAPS, ...(chosen.gap ? [chosen.gap] : [])])].sort((one, other) => one - other).map((gap) => <option key={gap} value={gap}>{gap}</option>)}
          </select>
        </label>
        <p class="soft">{t("gap_help")}</p>
      </fieldset>
    </>
  );
}
