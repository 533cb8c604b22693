/* The frame of every page. */
import { assets } from "./assets.js";
import { footer, header, plainRibbon } from "./parts.js";
import { escape } from "./text.js";
import { origin, site, t } from "./world.js";

const head = `<link rel="alternate" type="application/atom+xml" title="${site.title.sv}" href="/feed.xml">
<link rel="icon" type="image/svg+xml" href="${assets.icon.url}">
<link rel="stylesheet" href="${assets.style.url}">`;

export const regionRibbon = (id) =>
  `<div class="ribbon${id ? ` region-${id}` : ""}"><i></i></div>`;

/** Of the page above: address and heading. */
const parents = {
  berattelser: "menu.stories",
  delregioner: "menu.regions",
  kommuner: "menu.municipalities",
  amnen: "menu.topics",
  malgrupper: "menu.target_groups",
  foretag: "menu.enterprises",
};

/** The steps to a page: itself, and the list that it stands in. */
function steps(url, heading, section) {
  const above = `/${section}/`;
  const list = heading !== t[parents[section]] && parents[section];
  return [
    { name: t["menu.home"], url: "/" },
    ...(list ? [{ name: t[list], url: above }] : []),
    { name: heading },
  ];
}

const json = (value) =>
  `<script type="application/ld+json">${JSON.stringify(value).replace(/</g, "\\u003c")}</script>`;

function breadcrumbData(trail) {
  const items = trail.map(({ name, url }, at) => ({
    "@type": "ListItem",
    position: at + 1,
    name,
    item: url && origin + url,
  }));
  return json({
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: items,
  });
}

function breadcrumb(trail) {
  const items = trail.map(({ name, url }) =>
    url
      ? `<li><a href="${url}">${name}</a></li>`
      : `<li><span aria-current="page">${escape(name)}</span></li>`,
  );
  return `<nav class="crumbs wrap" aria-label="${t.breadcrumb}">
  <ol>${items.join("")}</ol>
</nav>`;
}

/**
 * A whole page. `main` is its text; `ribbon`, `description`, `article` (JSON-LD of a story) and
 * `crumbs: false` are only for those that need them.
 */
export function page({ url, heading, main, ribbon, description, article, crumbs = true }) {
  const section = url.split("/")[1];
  const home = url === "/";
  const title = home ? site.title.sv : `${escape(heading)} – ${site.title.sv}`;
  const about = escape(description ?? site.description.sv);
  const trail = steps(url, heading, section);
  return `<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${about}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f7f6ef" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131a17" media="(prefers-color-scheme: dark)">
<link rel="canonical" href="${origin}${url}">
<meta property="og:url" content="${origin}${url}">
<meta property="og:type" content="${article ? "article" : "website"}">
<meta property="og:site_name" content="${site.title.sv}">
<meta property="og:title" content="${escape(heading)}">
<meta property="og:description" content="${about}">
${head}
${home ? "" : breadcrumbData(trail)}
${article ? json(article) : ""}
</head>
<body>
<a class="skip" href="#page-content">${t.skip_to_content}</a>
${header(section)}
${ribbon ?? plainRibbon}
${home || !crumbs ? "" : breadcrumb(trail)}
<main id="page-content" tabindex="-1">
${main}
</main>
${footer}
<p class="print-only wrap">${t.printed_from} ${origin}${url}</p>
</body>
</html>`;
}
