/* A municipality with its stories; all have a page. */
import { page, regionRibbon } from "../lib/page.js";
import { cards, miniMap, pagination, placeList, suggest } from "../lib/parts.js";
import { count } from "../lib/text.js";
import { placesOf, regions, t } from "../lib/world.js";

export const data = {
  pagination: {
    data: "collections.municipality_pages",
    size: 1,
    alias: "list",
    addAllPagesToCollections: true,
  },
  permalink: ({ list }) => list.url,
};

export function render({ list }) {
  const { url, heading, subject } = list;
  const region = regions.get(subject.region);
  return page({
    url,
    heading,
    description: t["description.place"].replace("{name}", heading),
    ribbon: regionRibbon(),
    main: `<div class="wrap region-${region.id}">
  <div class="columns">
    <div class="column-text">
      <header class="head">
        <p class="kicker"><span class="weave"></span><a href="/delregioner/${region.id}/">${region.name}</a></p>
        <h1>${heading}</h1>
        <p class="lead">${count(list.stories.length)}. ${subject.focus ? t.is_in_focus : ""}</p>
      </header>
    </div>
    <div class="column-side"><div class="where">${miniMap(subject)}</div></div>
  </div>
  <section class="part" aria-labelledby="page-stories">
    <h2 id="page-stories">${t.stories_from} ${subject.name}</h2>
    ${cards(list.shown, 3)}
    ${pagination(list)}
  </section>
  <div class="pair part">${suggest}</div>
  <section class="part" aria-labelledby="page-neighbours">
    <h2 id="page-neighbours">${t.neighbours}</h2>
    ${placeList(placesOf(region.id).slice(0, 5))}
  </section>
</div>`,
  });
}
