/* An enterprise with its stories. */
import { page } from "../lib/page.js";
import { cards, factsOfEnterprise, figures, pagination } from "../lib/parts.js";
import { count, escape } from "../lib/text.js";
import { t } from "../lib/world.js";

export const data = {
  pagination: {
    data: "collections.enterprise_pages",
    size: 1,
    alias: "list",
    addAllPagesToCollections: true,
  },
  permalink: ({ list }) => list.url,
};

export function render({ list }) {
  const { url, heading, stories } = list;
  return page({
    url,
    heading,
    description: t["description.place"].replace("{name}", heading),
    main: `<div class="wrap">
  <header class="head">
    <p class="kicker">${t["kind.enterprise"]}</p>
    <h1>${escape(heading)}</h1>
    <p class="quiet">${count(stories.length)}</p>
  </header>
  <section class="factbox factbox-wide" aria-labelledby="page-facts">
    <h2 id="page-facts">${t.facts}</h2>
    <dl class="facts">${factsOfEnterprise(stories[0].data.enterprise)}</dl>
  </section>
  <section class="part" aria-labelledby="page-stories">
    <h2 id="page-stories">${t.stories}</h2>
    ${cards(list.shown, 3)}
    ${pagination(list)}
  </section>
  <section class="part" aria-labelledby="page-outcomes">
    <h2 id="page-outcomes">${t.outcomes}</h2>
    ${figures(stories.slice(0, 30), true)}
  </section>
</div>`,
  });
}
