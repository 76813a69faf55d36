// The rows that are shown, fifty at a time: a table, and on a phone a card a row. Belongs here: columns and order. Does not: which rows.
import {useEffect, useState} from "preact/hooks";
import {language, root} from "../pieces.js";
import {COLUMNS, USUAL} from "./address.js";

// So many rows are shown at a time.
export const A_PAGE = 50;

// A column that can be sorted by, and how at the first press: the newest first, places by code, the furthest below target.
const SORTS = {year: ["", "year"], place: ["place", "-place"], indicator: ["indicator"], gap: ["gap", "-gap"]};

// A row as it is shown: its words, and its codes with their names.
function described({index, vocabulary}, row, words) {
  const {columns, lists, firstYear} = index;
  const code = (facet) => lists[facet][columns[facet][row] - 1] ?? null;
  const called = (facet, of) => (of === null ? null : vocabulary.name(facet, of));
  const codes = {place: code("place"), indicator: code("indicator"), topic: code("topic"), verdict: code("verdict"), measure: words.measure, whose: words.whose, binding: words.binding};
  const year = columns.year[row] + firstYear;
  return {
    ...words, row, year, codes, status: codes.verdict, own: columns.own[row] === 1, sign: vocabulary.entries.verdict.get(codes.verdict).sign, report: `${codes.place}-${year}`,
    place: vocabulary.name("place", codes.place), level: vocabulary.name("level", vocabulary.entries.place.get(codes.place).level),
    ...Object.fromEntries(["topic", "whose", "binding", "measure"].map((facet) => [facet, called(facet, codes[facet])])),
  };
}

// Rows with their words.
export async function wordsOf({index, vocabulary, shelves}, rows, step) {
  const words = await shelves.words(rows, step);
  return words.map((each, place) => described({index, vocabulary}, rows[place], each));
}

// The same as soon as they are read, and whether that failed; the lines before stay until then.
export function useWords(own, rows) {
  const [read, setRead] = useState({key: "", lines: null, failed: false});
  const key = Array.from(rows).join();
  useEffect(() => {
    let wanted = true;
    wordsOf(own, rows)
      .then((lines) => wanted && setRead({key, lines, failed: false}))
      .catch(() => wanted && setRead({key, lines: null, failed: true}));
    return () => (wanted = false);
  }, [key]);
  return read;
}

export const shownColumns = ({columns}) => (columns.length ? COLUMNS.filter((name) => columns.includes(name)) : USUAL);

export function Table(own) {
  const {vocabulary, chosen, choose, shown} = own;
  const {t} = vocabulary;
  const {key, lines, failed} = useWords(own, shown);
  const columns = shownColumns(chosen);
  const fresh = key === Array.from(shown).join();
  return (
    <>
      <Choices {...own} />
      {failed && <p role="alert">{t("take_failed")}</p>}
      <div class="wide" tabIndex={0} role="region" aria-label={t("table")}>
        <table class={`explore-table${fresh ? "" : " stale"}`} role="table" aria-busy={!fresh} onKeyDown={walk}>
          <caption class="unseen">{t("table")}</caption>
          <thead role="rowgroup">
            <tr role="row">{columns.map((name) => <Head key={name} name={name} chosen={chosen} choose={choose} t={t} />)}</tr>
          </thead>
          <tbody role="rowgroup">
            {(lines ?? []).map((line, place) => <Row key={line.row} line={line} columns={columns} t={t} explained={lines.findIndex(({status}) => status === line.status) === place} />)}
          </tbody>
        </table>
      </div>
      {lines?.some(({status}) => status === "no_data") && <p class="soft">{t("note_no_result")}</p>}
    </>
  );
}

// Up and down lead from the link of a row to that of the next.
function walk(event) {
  const step = {ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling"}[event.key];
  const link = event.target.closest("a.row-link");
  const next = step && link?.closest("tr")[step]?.querySelector("a.row-link");
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Head({name, chosen, choose, t}) {
  const orders = SORTS[name];
  const label = t(`col_${name}`);
  if (!orders) return <th scope="col" role="columnheader">{label}</th>;
  const place = orders.indexOf(chosen.sort);
  const down = name === "year" ? chosen.sort === "" : chosen.sort.startsWith("-");
  const next = orders[place + 1] ?? (place >= 0 && orders.length === 1 ? "" : orders[0]);
  return (
    <th scope="col" role="columnheader" aria-sort={place < 0 ? undefined : down ? "descending" : "ascending"}>
      <button type="button" class="sort" onClick={() => choose({sort: next})}>{label} <span aria-hidden="true">{place < 0 ? "↕" : down ? "↓" : "↑"}</span></button>
    </th>
  );
}

export const addressOf = ({report, anchor}) => `${root}${language}/r/${report}.html#${anchor}`;

export const CELLS = {
  place: ({place}) => place,
  year: ({year}) => String(year),
  when: ({when, year}) => when || String(year),
  topic: ({topic}) => topic,
  level: ({level}) => level,
  indicator: ({name}) => name,
  target: ({target}) => target,
  result: ({result}) => result,
  gap: ({gap}) => gap,
  verdict: ({verdict}) => verdict,
  whose: ({whose}) => whose,
  source: ({source, publisher}) => source && [source, publisher].filter(Boolean).join(language === "zh" ? "，" : ", "),
  published: ({published}) => published,
  claim: ({claim}) => claim,
  binding: ({binding}) => binding,
  measure: ({measure}) => measure,
  id: ({report, anchor}) => `${report}@${anchor}`,
};

// A word of the method with its explanation, which terms.js opens.
export const Term = ({term, children}) => <a class="term" href={`glossary.html#${term}`} data-term={term}>{children}</a>;

// The first row with a verdict explains it.
function Row({line, columns, t, explained}) {
  const header = columns.includes("indicator") ? "indicator" : columns[0];
  return (
    <tr role="row" class={line.status}>
      {columns.map((name) => {
        const text = CELLS[name](line);
        const linked = name === header ? <a class="row-link" href={addressOf(line)}>{text}</a> : name === "verdict" ? <span class={`v ${line.status}`}><span aria-hidden="true">{line.sign}</span> {explained ? <Term term={line.status}>{text}</Term> : text}</span> : text;
        const kept = {"data-name": t(`col_${name}`), class: text ? name : `${name} empty`};
        return name === header ? <th key={name} scope="row" role="rowheader" {...kept}>{linked}{line.when && !columns.includes("when") && <span class="soft"> {line.when}</span>}</th> : <td key={name} role="cell" {...kept}>{linked}</td>;
      })}
    </tr>
  );
}

function Choices({vocabulary, chosen, choose}) {
  const {t} = vocabulary;
  const columns = shownColumns(chosen);
  const toggle = (name) => {
    const next = columns.includes(name) ? columns.filter((each) => each !== name) : COLUMNS.filter((each) => each === name || columns.includes(each));
    if (next.length) choose({columns: next.join() === USUAL.join() ? [] : next, page: chosen.page});
  };
  return (
    <div class="choices">
      <label><span>{t("sort")}</span>
        <select value={chosen.sort} onChange={(event) => choose({sort: event.currentTarget.value})}>
          {["", "year", "place", "indicator", "gap", "-gap"].map((name) => <option key={name} value={name}>{t(`sort_${name}`)}</option>)}
        </select>
      </label>
      <details class="columns" onKeyDown={fold} onFocusOut={leave}>
        <summary>{t("columns")}</summary>
        <div class="columns-list" tabIndex={-1}>
          {COLUMNS.map((name) => (
            <label class="check" key={name}><input type="checkbox" checked={columns.includes(name)} onChange={() => toggle(name)} /> <span class="check-name">{t(`col_${name}`)}</span></label>
          ))}
          {chosen.columns.length > 0 && <button type="button" class="as-link" onClick={() => choose({columns: [], page: chosen.page})}>{t("columns_usual")}</button>}
        </div>
      </details>
    </div>
  );
}

// The list lies over the table: Escape closes it, and whatever is pressed beside it.
function fold(event) {
  if (event.key !== "Escape") return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary").focus();
}

function leave(event) {
  if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
}

export function Pages({vocabulary, page, of, turn}) {
  const {t} = vocabulary;
  const last = Math.ceil(of / A_PAGE);
  return (
    <nav class="pages" aria-label={t("pages")}>
      <button type="button" class="button" disabled={page <= 1} onClick={() => turn(page - 1)}>{t("before")}</button>
      <span>{t("shown", {first: (page - 1) * A_PAGE + 1, last: Math.min(of, page * A_PAGE), n: of})}</span>
      <button type="button" class="button" disabled={page >= last} onClick={() => turn(page + 1)}>{t("after")}</button>
    </nav>
  );
}
