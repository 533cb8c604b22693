/* A sub-region with its stories. */
import { map } from "../lib/map.js";
import { page, regionRibbon } from "../lib/page.js";
import {
  cards,
  coverage,
  figures,
  goal,
  goalReached,
  pagination,
  placeList,
  topicChips,
} from "../lib/parts.js";
import { count } from "../lib/text.js";
import { t } from "../lib/world.js";

export const data = {
  pagination: {
    data: "collections.region_pages",
    size: 1,
    alias: "list",
    addAllPagesToCollections: true,
  },
  permalink: ({ list }) => list.url,
};

export function render({ list }) {
  const { url, heading, subject, stories, places } = list;
  return page({
    url,
    heading,
    description: t["description.place"].replace("{name}", heading),
    ribbon: regionRibbon(subject.id),
    main: `<div class="wrap region-${subject.id}">
  <header class="head">
    <p class="kicker"><span class="weave"></span>${t.region}</p>
    <h1>${heading}</h1>
    <ul class="totals">
      <li>${count(stories.length)}</li>
      <li>${coverage(subject.id).label}</li>
    </ul>
    <p class="goal">${goal} ${goalReached(subject.id)}</p>
  </header>
  <div class="columns">
    <div class="column-text">
      <section class="part" aria-labelledby="page-focus">
        <h2 id="page-focus">${t.focus_heading}</h2>
        <p>${t.focus_text}</p>
        ${placeList(places.filter((place) => place.focus))}
      </section>
    </div>
    ${list.number === 1 ? mapOf(subject.id) : ""}
  </div>
  <section class="part" aria-labelledby="page-stories">
    <h2 id="page-stories">${t.stories_from} ${heading}</h2>
    ${cards(list.shown, 3)}
    ${pagination(list)}
  </section>
  <section class="part" aria-labelledby="page-places">
    <h2 id="page-places">${t.all_municipalities_in} ${heading}</h2>
    ${placeList(places)}
  </section>
  ${list.number === 1 ? outcomes(stories) : ""}
  <section class="part" aria-labelledby="page-topics">
    <h2 id="page-topics">${t.topics}</h2>
    ${topicChips(subject.id)}
  </section>
</div>`,
  });
}

const mapOf = (region) => `<section class="column-side" aria-labelledby="page-map">
      <h2 id="page-map" class="small">${t.map_heading}</h2>
      ${map("page-places", region)}
    </section>`;

const outcomes = (stories) => `<section class="part" aria-labelledby="page-outcomes">
    <h2 id="page-outcomes">${t.outcomes}</h2>
    ${figures(stories.slice(0, 30), true)}
  </section>`;
