/* Pages of the theme's texts whose names begin alike; their order is that of the file. */
import { page } from "../lib/page.js";
import { contact } from "../lib/parts.js";
import { escape } from "../lib/text.js";
import { t } from "../lib/world.js";

const documents = {
  "/kontakt/": { heading: t["menu.contact"], prefix: "contact" },
  "/integritet/": { heading: t["menu.privacy"], prefix: "privacy_" },
  "/tillganglighet/": { heading: t["menu.accessibility"], prefix: "a11y_" },
  "/404.html": { heading: t["title.not_found"], prefix: "not_found", crumbs: false },
};

export const data = {
  urls: Object.keys(documents),
  pagination: { data: "urls", size: 1, alias: "url", addAllPagesToCollections: true },
  permalink: ({ url }) => url,
};

export function render({ url }) {
  const { heading, prefix, crumbs } = documents[url];
  const texts = Object.keys(t).filter((key) => key.startsWith(prefix));
  return page({
    url,
    heading,
    crumbs,
    main: `<div class="wrap text-page">
  <header class="head"><h1>${heading}</h1></header>
  <div class="prose">
    ${texts.map((key) => `<p>${escape(t[key])}</p>`).join("")}
    ${contact}
  </div>
</div>`,
  });
}
