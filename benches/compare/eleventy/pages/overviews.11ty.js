/* The pages above the lists: sub-regions, municipalities, topics, target groups, enterprises. */
import { index } from "../lib/index.js";
import { map } from "../lib/map.js";
import { page, regionRibbon } from "../lib/page.js";
import { coverage, placeList, regionCards } from "../lib/parts.js";
import { count, escape } from "../lib/text.js";
import { folders, placesOf, t, territory, vocabulary } from "../lib/world.js";

const overviews = {
  "/delregioner/": { name: "regions", lead: t.regions_lead, ribbon: regionRibbon(), list: regions },
  "/kommuner/": {
    name: "municipalities",
    lead: t.municipalities_lead,
    ribbon: regionRibbon(),
    list: municipalities,
  },
  "/amnen/": { name: "topics", list: () => terms("topics") },
  "/malgrupper/": { name: "target_groups", list: () => terms("target_groups") },
  "/foretag/": { name: "enterprises", list: enterprises },
};

export const data = {
  urls: Object.keys(overviews),
  pagination: { data: "urls", size: 1, alias: "url", addAllPagesToCollections: true },
  permalink: ({ url }) => url,
  // What it shows must be known first.
  eleventyImport: { collections: ["newest"] },
};

export function render({ url }) {
  const { name, lead, ribbon, list } = overviews[url];
  const heading = t[`menu.${name}`];
  return page({
    url,
    heading,
    ribbon,
    main: `<div class="wrap">
  <header class="head">
    <h1>${heading}</h1>
    <p class="lead">${lead ?? t[`lead.${name}`]}</p>
  </header>
  ${list()}
</div>`,
  });
}

function regions() {
  return `${regionCards()}
  <section class="part" aria-labelledby="page-map">
    <h2 id="page-map">${t.map_heading}</h2>
    <div class="map-wide">${map("page-after-map")}</div>
    <p id="page-after-map" class="quiet">${t.map_in_words}</p>
  </section>`;
}

function municipalities() {
  return territory.regions
    .map(
      ({ id, name }) => `<section class="part region-${id}" aria-labelledby="page-${id}">
    <h2 id="page-${id}"><span class="weave"></span><a href="/delregioner/${id}/">${name}</a></h2>
    <p class="quiet">${coverage(id).label}.</p>
    ${placeList(placesOf(id))}
  </section>`,
    )
    .join("");
}

function terms(list) {
  const items = vocabulary[list].map(({ key, label, help }) => {
    const n = index.of(list, key).length;
    const name = n ? `<a href="/${folders[list]}/${key}/">${label.sv}</a>` : label.sv;
    return `<li>
      <h2>${name}</h2>
      ${help ? `<p>${help.sv}</p>` : ""}
      <p class="quiet">${count(n)}</p>
    </li>`;
  });
  return `<ul class="terms">${items.join("")}</ul>`;
}

function enterprises() {
  const items = index.enterprises.map(
    ({ name, url }) => `<li>
      <h2><a href="${url}">${escape(name)}</a></h2>
      <p class="quiet">${count(index.of("enterprise", name).length)}</p>
    </li>`,
  );
  return `<ul class="terms">${items.join("")}</ul>`;
}
