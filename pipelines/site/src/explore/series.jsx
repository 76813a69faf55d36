// One place, one indicator: targets and results by year, with their numbers. Belongs here: the drawing. Does not: which rows, or their words.
const HEIGHT = 300;
const TOP = 46;
const BOTTOM = 34;
const LEFT = 46;
// The scale stands on both sides: a long series is scrolled to its newest years.
const RIGHT = 34;
const A_YEAR = 40;
const LEAST = 14;

// A dot a year of what most rows have in common: a measure in a unit. `rows` are words of rows with their year, status and measure.
export function series(rows) {
  const kinds = new Map();
  for (const row of rows) {
    if (row.own && row.value !== null) kinds.set(`${row.measure} ${row.unit}`, [...(kinds.get(`${row.measure} ${row.unit}`) ?? []), row]);
  }
  const [most = []] = [...kinds.values()].sort((one, other) => other.length - one.length);
  const years = new Map();
  for (const row of most) if (!years.has(row.year)) years.set(row.year, row);
  return [...years.values()].sort((one, other) => one.year - other.year);
}

export function Series({rows, colours, title, says}) {
  const numbers = rows.flatMap(({value, high, actual}) => [value, high, actual]).filter((each) => each !== null);
  const [low, top] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  const first = rows[0].year;
  const width = LEFT + RIGHT + Math.max(LEAST, rows.at(-1).year - first + 1) * A_YEAR;
  const x = (year) => LEFT + (year - first + 0.5) * A_YEAR;
  const y = (value) => HEIGHT - BOTTOM - ((value - low) / (top - low || 1)) * (HEIGHT - TOP - BOTTOM);
  const results = rows.filter(({actual}) => actual !== null);
  const line = results.map(({year, actual}, place) => `${place && results[place - 1].year === year - 1 ? "L" : "M"}${x(year)} ${y(actual)}`).join("");
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={title} font-family="sans-serif" font-size="11" fill={colours.ink}>
      {ticks(low, top).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} stroke={colours.line} />
          <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end" fill={colours.soft}>{short(tick)}</text>
          <text x={width - RIGHT + 6} y={y(tick) + 4} fill={colours.soft}>{short(tick)}</text>
        </g>
      ))}
      <text x={width - RIGHT} y="14" text-anchor="end" fill={colours.soft}>{says}</text>
      <path d={line} fill="none" stroke={colours.soft} stroke-width="1.5" />
      {rows.map(({year, value, high, actual, status, sign}) => {
        const upper = high ?? value;
        const above = actual === null || upper >= actual;
        // Numbers stand beyond both: a result may lie within the range of its target, or at its end.
        const [over, under] = [Math.min(y(upper), actual === null ? y(upper) : y(actual) - 5), Math.max(y(value), actual === null ? y(value) : y(actual) + 5)];
        return (
          <g key={year} paint-order="stroke" stroke-width="3" stroke-linejoin="round">
            {high !== null && <rect x={x(year) - 11} width="22" y={y(upper)} height={Math.max(1, y(value) - y(upper))} fill={colours.line} />}
            <line x1={x(year) - 11} x2={x(year) + 11} y1={y(value)} y2={y(value)} stroke={colours.ink} stroke-width="2" stroke-dasharray="4 2" />
            <text x={x(year)} y={above ? over - 6 : under + 14} text-anchor="middle" stroke={colours.paper}>{short(value)}{high !== null && `–${short(high)}`}</text>
            {actual !== null && <text x={x(year)} y={y(actual) + 4.5} text-anchor="middle" font-size="13" fill={colours[status] ?? colours.open}>{sign}</text>}
            {actual !== null && <text x={x(year)} y={above ? under + 13 : over - 4} text-anchor="middle" font-weight="bold" stroke={colours.paper} fill={colours[status] ?? colours.open}>{short(actual)}</text>}
            <text x={x(year)} y={HEIGHT - 10} text-anchor="middle" fill={colours.soft}>{year}</text>
          </g>
        );
      })}
    </svg>
  );
}

const short = (value) => (Math.abs(value) >= 10000 ? new Intl.NumberFormat(document.documentElement.lang, {notation: "compact", maximumSignificantDigits: 3}).format(value) : String(Math.round(value * 100) / 100));

// Some four round numbers between two.
function ticks(low, top) {
  const rough = (top - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough) * power;
  const marks = [];
  for (let tick = Math.ceil(low / step); tick * step <= top; tick++) marks.push(tick * step);
  return marks;
}
