/* The map, in words as well: a page for each order of its table. */
import { index } from "../lib/index.js";
import { map } from "../lib/map.js";
import { page } from "../lib/page.js";
import { count } from "../lib/text.js";
import { t, territory } from "../lib/world.js";

// The columns of the table. Sorting keeps the order of what is alike, which is that of the alphabet.
const orders = [
  { name: "municipality", url: "/karta/kommun/", compare: () => 0 },
  { name: "region", url: "/karta/", compare: (a, b) => a.region.localeCompare(b.region, "sv") },
  { name: "examples", url: "/karta/exempel/", compare: (a, b) => b.stories - a.stories },
  { name: "focus", url: "/karta/fokus/", compare: (a, b) => Number(b.focus) - Number(a.focus) },
];

export const data = {
  orders,
  pagination: { data: "orders", size: 1, alias: "order" },
  permalink: ({ order }) => order.url,
  eleventyImport: { collections: ["newest"] },
};

export function render({ order }) {
  return page({
    url: order.url,
    heading: t["menu.map"],
    main: `<div class="wrap">
  <header class="head">
    <h1>${t["menu.map"]}</h1>
    <p class="lead">${t.map_lead}</p>
  </header>
  <div class="map-wide">${map("page-table")}</div>
  <section class="part" aria-labelledby="page-table">
    <h2 id="page-table">${t.map_table_heading}</h2>
    <p>${t.map_table_text}</p>
    ${table(order)}
  </section>
</div>`,
  });
}

function table(order) {
  const names = new Map(territory.regions.map(({ id, name }) => [id, name]));
  const places = territory.municipalities.map((place) => ({
    place,
    region: names.get(place.region),
    stories: index.of("municipality", place.code).length,
    focus: Boolean(place.focus),
  }));
  const heads = orders.map(({ name, url }) => {
    const current = name === order.name ? ' aria-current="true"' : "";
    return `<th scope="col"><a href="${url}"${current}>${t[`column.${name}`]}</a></th>`;
  });
  const rows = places.toSorted(order.compare).map(({ place, region, stories, focus }) => {
    const answer = focus ? t.answer_yes : t.answer_no;
    return `<tr><th scope="row"><a href="/kommuner/${place.id}/">${place.name}</a></th><td><a href="/delregioner/${place.region}/">${region}</a></td><td>${count(stories)}</td><td>${answer}</td></tr>`;
  });
  return `<div class="table" role="region" tabindex="0" aria-labelledby="page-table">
<table>
<thead><tr>${heads.join("")}</tr></thead>
<tbody>${rows.join("")}</tbody>
</table>
</div>`;
}
