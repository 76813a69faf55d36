// The order of a column, worked out once when it is first asked for: long Chinese text is slow to compare, ranks are not.
const collator = new Intl.Collator("zh-CN-u-co-pinyin", {numeric: true});

// Rank of each row by a list of keys, compared one after the other; null where the first key is null.
export function ranks(count, ...keys) {
  const present = Array.from({length: count}, (_, row) => row).filter((row) => keys[0](row) !== null && keys[0](row) !== undefined);
  const sorted = keys.map((key) => ranked(present.map(key)));
  const places = present.map((_, place) => place);
  places.sort((a, b) => {
    for (const list of sorted) if (list[a] !== list[b]) return list[a] - list[b];
    return 0;
  });
  const found = new Array(count).fill(null);
  let rank = -1;
  places.forEach((place, position) => {
    const before = places[position - 1];
    if (position === 0 || sorted.some((list) => list[place] !== list[before])) rank += 1;
    found[present[place]] = rank;
  });
  return found;
}

function ranked(cells) {
  if (cells.every((cell) => typeof cell === "number")) return cells;
  const distinct = [...new Set(cells)].sort(collator.compare);
  const place = new Map(distinct.map((cell, rank) => [cell, rank]));
  return cells.map((cell) => place.get(cell));
}

// Columns of ranks by name, made lazily; rows without a value come last in both directions.
export function orders(page) {
  const {rows, count} = page;
  const kind = (row) => page.units[rows.unit[row]]?.[0] ?? "";
  const scaled = (column) => (row) => (rows[column][row] === null ? null : rows[column][row] * (page.units[rows.unit[row]]?.[1] ?? 1));
  const statuses = Object.keys(page.codes.status);
  const makers = {
    indicator: () => ranks(count, (row) => rows.indicator[row]),
    region: () => ranks(count, (row) => Number(rows.region_code[row])),
    year: () => rows.year,
    target: () => ranks(count, (row) => (rows.value[row] === null ? null : kind(row)), scaled("value")),
    actual: () => ranks(count, (row) => (rows.actual[row] === null ? null : kind(row)), scaled("actual")),
    difference: () => rows.difference,
    status: () => rows.status.map((status) => statuses.indexOf(status)),
  };
  const made = {};
  return (name, row) => (made[name] ??= makers[name]())[row];
}
