/* A topic or a target group with its stories. */
import { page } from "../lib/page.js";
import { cards, pagination } from "../lib/parts.js";
import { count } from "../lib/text.js";
import { t } from "../lib/world.js";

export const data = {
  pagination: {
    data: "collections.term_pages",
    size: 1,
    alias: "list",
    addAllPagesToCollections: true,
  },
  permalink: ({ list }) => list.url,
};

export function render({ list }) {
  const { url, heading, subject, stories } = list;
  return page({
    url,
    heading,
    description: t["description.term"].replace("{name}", heading),
    main: `<div class="wrap">
  <header class="head">
    <p class="kicker">${t[list.list === "topics" ? "kind.topic" : "kind.target_group"]}</p>
    <h1>${heading}</h1>
    ${subject.help ? `<p class="lead">${subject.help.sv}</p>` : ""}
    <p class="quiet">${count(stories.length)}</p>
  </header>
  <section class="part" aria-labelledby="page-stories">
    <h2 id="page-stories">${t.stories}</h2>
    ${cards(list.shown, 3)}
    ${pagination(list)}
  </section>
</div>`,
  });
}
