/* The map, in words as well. */
import { index } from "../lib/index.js";
import { map } from "../lib/map.js";
import { page } from "../lib/page.js";
import { coverage } from "../lib/parts.js";
import { count } from "../lib/text.js";
import { placesOf, t, territory } from "../lib/world.js";

export const data = { permalink: "/karta/", eleventyImport: { collections: ["newest"] } };

export function render() {
  const tables = territory.regions.map(({ id, name }) => table(id, name));
  return page({
    url: data.permalink,
    heading: t["menu.map"],
    main: `<div class="wrap">
  <header class="head">
    <h1>${t["menu.map"]}</h1>
    <p class="lead">${t.map_lead}</p>
  </header>
  <div class="map-wide">${map("page-tables")}</div>
  <section class="part" aria-labelledby="page-tables">
    <h2 id="page-tables">${t.map_table_heading}</h2>
    <p>${t.map_table_text}</p>
    <ul class="tables">${tables.join("")}</ul>
  </section>
</div>`,
  });
}

function table(region, name) {
  const rows = placesOf(region).map((place) => {
    const n = index.of("municipality", place.code).length;
    const focus = place.focus ? t.answer_yes : t.answer_no;
    return `<tr><th scope="row"><a href="/kommuner/${place.id}/">${place.name}</a></th><td>${count(n)}</td><td>${focus}</td></tr>`;
  });
  return `<li><div class="table" role="region" tabindex="0" aria-labelledby="page-table-${region}">
<table>
<caption id="page-table-${region}">${name}: ${coverage(region).label}</caption>
<thead><tr><th scope="col">${t.municipality}</th><th scope="col">${t.examples}</th><th scope="col">${t.in_focus}</th></tr></thead>
<tbody>${rows.join("")}</tbody>
</table>
</div></li>`;
}
