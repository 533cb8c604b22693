/* The first page. */
import { index } from "../lib/index.js";
import { map } from "../lib/map.js";
import { page } from "../lib/page.js";
import { cards, icon, regionCards, suggest, usedTermChips } from "../lib/parts.js";
import { count, number } from "../lib/text.js";
import { site, t, territory } from "../lib/world.js";

export const data = { permalink: "/", eleventyImport: { collections: ["newest"] } };

export function render() {
  const what = [1, 2, 3].map(
    (n) => `<li><h3>${t[`what_${n}_heading`]}</h3><p>${t[`what_${n}_text`]}</p></li>`,
  );
  const enterprises = number(index.enterprises.length);
  const main = `<div class="hero wrap">
  <div class="hero-text">
    <h1>${site.tagline.sv}</h1>
    <p class="lead">${site.description.sv}</p>
    <ul class="actions">
      <li><a class="button" href="/berattelser/">${t.read_stories}</a></li>
      <li><a class="button button-quiet" href="/sok/">${icon("search")}<span>${t.search_label}</span></a></li>
    </ul>
    <section aria-labelledby="page-totals">
      <h2 class="hidden" id="page-totals">${t.totals}</h2>
      <ul class="totals">
        <li>${count(index.newest.length)}</li>
        <li>${t["count.enterprises.other"].replace("{n}", enterprises)}</li>
      </ul>
      <p class="quiet">${t.totals_note}</p>
    </section>
  </div>
  <section class="hero-map" aria-labelledby="page-map">
    <h2 id="page-map">${t.map_heading}</h2>
    ${map("page-after-map")}
    <p><a href="/karta/">${t.map_as_table}</a></p>
  </section>
</div>
<section class="explain" id="page-after-map" aria-labelledby="page-what">
  <div class="wrap">
    <h2 id="page-what">${t.what_heading}</h2>
    <ul class="what-list">${what.join("")}</ul>
  </div>
</section>
<section class="wrap part" aria-labelledby="page-newest">
  <h2 id="page-newest">${t.newest}</h2>
  ${cards(index.newest.slice(0, 6), 3)}
  <p class="onward"><a href="/berattelser/">${t.all_stories}${icon("next")}</a></p>
</section>
<section class="wrap part" aria-labelledby="page-regions">
  <h2 id="page-regions">${t.regions_in} ${territory.name}</h2>
  ${regionCards()}
</section>
<section class="wrap part" aria-labelledby="page-topics">
  <h2 id="page-topics">${t.by_topic}</h2>
  ${usedTermChips("topics")}
</section>
<div class="wrap part">${suggest}</div>`;
  return page({ url: "/", heading: site.title.sv, main });
}
