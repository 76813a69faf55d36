// The whole of the table's page: what is chosen, what fits, what is shown of it. Belongs here: how these hang together. Does not: a single filter
// (facets.jsx), the rows (table.jsx), or files (take.jsx).
import {useEffect, useMemo, useRef, useState} from "preact/hooks";
import {NOTHING, current, keep, read} from "./address.js";
import {FACETS, filtered, judged, sorted} from "./filter.js";
import {Filters} from "./facets.jsx";
import {readFurther} from "./index.js";
import {rowsWith} from "./names.js";
import {Nothing} from "./nothing.jsx";
import {Search} from "./search.jsx";
import {ByYear} from "./byyear.jsx";
import {Take} from "./take.jsx";
import {A_PAGE, Pages, Table} from "./table.jsx";
import {counts} from "./words.js";

// The number of a code that no target has.
const NOBODY = 65535;
// Of screens only: a table is printed as a table.
const NARROW = matchMedia("screen and (max-width: 55rem)");

export function Explore({index, vocabulary, shelves}) {
  const [chosen, setChosen] = useState(() => read(current()));
  const [named, setNamed] = useState({q: "", rows: null});
  const [failed, setFailed] = useState(false);
  const [whole, setWhole] = useState(false);
  const narrow = useMatch(NARROW);
  const heading = useRef(null);

  useEffect(() => {
    const again = () => setChosen(read(current()));
    addEventListener("popstate", again);
    addEventListener("hashchange", again);
    return () => {
      removeEventListener("popstate", again);
      removeEventListener("hashchange", again);
    };
  }, []);
  useEffect(() => {
    if (!chosen.q) return setNamed({q: "", rows: null});
    let wanted = true;
    rowsWith(chosen.q, index, vocabulary.lists.place, vocabulary.lists.indicator)
      .then((rows) => wanted && setNamed({q: chosen.q, rows}))
      .catch(() => wanted && setFailed(true));
    return () => (wanted = false);
  }, [chosen.q]);

  // Columns of the index that few views need.
  const needWhole = () => {
    if (!whole) readFurther(index).then(() => setWhole(true), () => setFailed(true));
  };
  const needsWhole = chosen.gap > 0 || chosen.sort.endsWith("gap") || [...chosen.whose, ...chosen.binding, ...chosen.measure].length > 0;
  useEffect(() => {
    if (needsWhole) needWhole();
  }, [needsWhole]);

  // A choice is a step of the history, and leads to the first page.
  const choose = (changes) => {
    const next = {...chosen, page: 1, ...changes};
    setChosen(next);
    keep(next);
  };
  const turn = (page) => {
    choose({page});
    heading.current?.scrollIntoView();
    heading.current?.focus({preventScroll: true});
  };
  // A button that goes with what it took away hands the focus to the line that says what is chosen now.
  const replace = (changes) => {
    choose(changes);
    heading.current?.focus();
  };

  const levels = useMemo(() => levelsOf(index, vocabulary), [index]);
  const fits = useMemo(() => filtered(index, levels, wanted(index, vocabulary, chosen, named)), [index, chosen, named, whole]);
  const rows = useMemo(() => sorted(index, fits.rows, chosen.sort), [fits, chosen.sort, whole]);
  const counted = judged(index, fits.counts, vocabulary.decided, vocabulary.met);
  const page = Math.min(chosen.page, Math.max(1, Math.ceil(rows.length / A_PAGE)));
  const shown = rows.subarray((page - 1) * A_PAGE, page * A_PAGE);
  const {t} = vocabulary;
  useTitle(vocabulary, chosen);
  const own = {index, vocabulary, shelves, chosen, choose, replace, fits, rows, counted, whole, needWhole};
  const searching = chosen.q !== named.q || (needsWhole && !whole);
  return (
    <div class="explore-grid">
      {/* The filters are some hundred stops of Tab. */}
      <button type="button" class="skip" onClick={() => heading.current.focus()}>{t("to_rows")}</button>
      {!narrow && <Filters {...own} />}
      <div class="explore-main">
        <Search {...own} />
        {narrow && <Filters {...own} narrow />}
        <Chips {...own} />
        <h2 class="explore-sentence" ref={heading} tabIndex={-1}><Sentence {...own} /></h2>
        <p class="soft" role="status">{searching ? t("loading") : <Counts {...own} />}</p>
        {failed && <p role="alert">{t("take_failed")} <button type="button" class="button" onClick={() => location.reload()}>{t("again")}</button></p>}
        {!rows.length && !searching && <Nothing {...own} />}
        {rows.length > 0 && <ByYear {...own} />}
        {rows.length > 0 && <Table {...own} shown={shown} narrow={narrow} />}
        {rows.length > A_PAGE && <Pages vocabulary={vocabulary} page={page} of={rows.length} turn={turn} />}
        {rows.length > 0 && <Take {...own} shown={shown} />}
      </div>
    </div>
  );
}

function useMatch(query) {
  const [matches, setMatches] = useState(query.matches);
  useEffect(() => {
    const changed = () => setMatches(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return matches;
}

function useTitle(vocabulary, chosen) {
  const first = useRef(document.title);
  useEffect(() => {
    const called = vocabulary.chosen(chosen).map(([, , name]) => name).join(" · ");
    document.title = called ? `${called} · ${first.current}` : first.current;
  }, [chosen]);
}

// Of each place by its number the number of its level.
function levelsOf({lists}, {entries}) {
  return Uint8Array.from([0, ...lists.place.map((code) => lists.level.indexOf(entries.place.get(code)?.level) + 1)]);
}

// What is chosen, in the numbers of the index.
function wanted({numbers}, vocabulary, chosen, named) {
  const of = (facet) => chosen[facet].flatMap((code) => vocabulary.codes(code)).map((code) => numbers[facet].get(code) ?? NOBODY);
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, of(facet)]));
  return {...facets, from: chosen.from, to: chosen.to, own: !chosen.period, changed: chosen.changed, gap: chosen.gap, words: chosen.q && named.q === chosen.q ? named.rows : null};
}

// 广东 · GDP · 2015–2025
function Sentence({vocabulary, chosen}) {
  const called = vocabulary.chosen(chosen).filter(([, facet]) => facet !== "own").map(([, , name]) => name);
  return called.length ? called.join(" · ") : vocabulary.t("all_of_it");
}

function Counts(own) {
  const {vocabulary, chosen, replace, fits} = own;
  const {t} = vocabulary;
  return (
    <>
      {counts(own)}
      {!chosen.period && fits.without.own > 0 && (
        <> {t("own_hidden", {n: fits.without.own})} <button type="button" class="as-link" onClick={() => replace({period: "all"})}>{t("show_hidden")}</button></>
      )}
      {chosen.period && <> <button type="button" class="as-link" onClick={() => replace({period: ""})}>{t("own_only")}</button></>}
    </>
  );
}

function Chips({vocabulary, chosen, replace}) {
  const {t} = vocabulary;
  const lines = vocabulary.chosen(chosen);
  if (!lines.length) return null;
  return (
    <ul class="chips" aria-label={t("chosen")}>
      {lines.map(([without, facet, name]) => (
        <li key={`${facet} ${name}`}>
          <button type="button" class="chip" aria-label={t("take_away", {name})} onClick={() => replace(without)}>{name} <span aria-hidden="true">×</span></button>
        </li>
      ))}
      <li><button type="button" class="as-link" onClick={() => replace({...NOTHING, columns: chosen.columns})}>{t("clear")}</button></li>
    </ul>
  );
}
