/* The list of all stories. */
import { page } from "../lib/page.js";
import { cards, pagination } from "../lib/parts.js";
import { count } from "../lib/text.js";
import { t } from "../lib/world.js";

export const data = {
  pagination: {
    data: "collections.stories_pages",
    size: 1,
    alias: "list",
    addAllPagesToCollections: true,
  },
  permalink: ({ list }) => list.url,
};

export function render({ list }) {
  return page({
    url: list.url,
    heading: list.heading,
    main: `<div class="wrap">
  <header class="head">
    <h1>${list.heading}</h1>
    <p class="lead">${count(list.stories.length)}. ${t.stories_lead}</p>
  </header>
  ${cards(list.shown, 2)}
  ${pagination(list)}
</div>`,
  });
}
