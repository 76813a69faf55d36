// Where one place and one indicator are chosen: the drawing of its years. Belongs here: when it is drawn. Does not: the drawing (series.jsx).
import {Series, series} from "./series.jsx";
import {useWords} from "./table.jsx";

export const COLOURS = {paper: "var(--paper)", ink: "var(--ink)", soft: "var(--soft)", line: "var(--line)", met: "var(--met)", near: "var(--near)", missed: "var(--missed)", open: "var(--open)"};
// More rows than years and kinds of numbers that anybody set.
const MOST = 300;

export const isSeries = ({chosen, rows}) => chosen.place.length === 1 && chosen.indicator.length === 1 && !chosen.place[0].endsWith("*") && rows.length <= MOST;

export function ByYear(own) {
  return isSeries(own) ? <Drawn {...own} /> : null;
}

function Drawn(own) {
  const {vocabulary, chosen, rows} = own;
  const {t} = vocabulary;
  const {lines} = useWords(own, rows);
  const drawn = series(lines ?? []);
  if (drawn.length < 2) return null;
  const title = t("series_title", {place: vocabulary.name("place", chosen.place[0]), indicator: vocabulary.name("indicator", chosen.indicator[0])});
  return (
    <figure class="drawn">
      <figcaption>{title}</figcaption>
      <div class="wide" tabIndex={0} role="region" aria-label={title}>
        <Series rows={drawn} colours={COLOURS} title={title} says={t("series_says", {unit: drawn[0].unit})} />
      </div>
    </figure>
  );
}
