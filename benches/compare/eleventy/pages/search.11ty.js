/* The search page, as it is without a script. */
import { page } from "../lib/page.js";
import { regionCards, usedTermChips } from "../lib/parts.js";
import { t } from "../lib/world.js";

export const data = { permalink: "/sok/", eleventyImport: { collections: ["newest"] } };

export function render() {
  return page({
    url: data.permalink,
    heading: t["menu.search"],
    main: `<div class="wrap">
  <header class="head">
    <h1>${t["menu.search"]}</h1>
    <p class="lead">${t.search_lead}</p>
  </header>
  <section class="part" aria-labelledby="page-topics">
    <h2 id="page-topics">${t.by_topic}</h2>
    ${usedTermChips("topics")}
  </section>
  <section class="part" aria-labelledby="page-groups">
    <h2 id="page-groups">${t.by_target_group}</h2>
    ${usedTermChips("target_groups")}
  </section>
  <section class="part" aria-labelledby="page-regions">
    <h2 id="page-regions">${t.by_region}</h2>
    ${regionCards()}
  </section>
</div>`,
  });
}
