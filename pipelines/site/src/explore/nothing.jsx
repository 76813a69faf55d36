// Help where no target fits: which filter to drop, and names that are most alike. Belongs here: this help. Does not: the filters.
import {NOTHING} from "./address.js";
import {FACETS} from "./filter.js";
import {nearest} from "./names.js";

export function Nothing({vocabulary, chosen, replace, fits}) {
  const {t} = vocabulary;
  const drops = new Map();
  for (const [without, facet, name] of vocabulary.chosen(chosen)) {
    const line = drops.get(facet) ?? {names: [], changes: {}};
    line.names.push(name);
    line.changes = FACETS.includes(facet) ? {[facet]: []} : without;
    drops.set(facet, line);
  }
  if (!chosen.period && fits.without.own) drops.set("own", {names: [t("own_only")], changes: {period: "all"}});
  const useful = [...drops].filter(([facet]) => fits.without[facet] > 0);
  const alike = chosen.q ? ["indicator", "place"].flatMap((facet) => nearest(vocabulary.lists[facet], chosen.q, 3).map((entry) => [facet, entry])) : [];
  return (
    <div class="nothing">
      <p><strong>{t("nothing")}</strong></p>
      <ul>
        {useful.map(([facet, {names, changes}]) => (
          <li key={facet}><button type="button" class="as-link" onClick={() => replace(changes)}>{t("nothing_drop", {name: names.join(t("between")), n: fits.without[facet]})}</button></li>
        ))}
        {alike.map(([facet, {code, name}]) => (
          <li key={`${facet} ${code}`}>{t("nothing_nearest")} <button type="button" class="as-link" onClick={() => replace({q: "", [facet]: [code]})}>{name}</button></li>
        ))}
        <li><button type="button" class="as-link" onClick={() => replace({...NOTHING, columns: chosen.columns})}>{t("nothing_clear")}</button></li>
      </ul>
    </div>
  );
}
