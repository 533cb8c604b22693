/* Parts that pages share. What is the same on many pages is made once. */
import { assets } from "./assets.js";
import { enterpriseUrl, index, usedTerms } from "./index.js";
import { count, date, escape, number, once } from "./text.js";
import { folders, label, placesOf, site, t, territory, terms } from "./world.js";

const drawings = {
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/>',
  next: '<path d="M4 12h15m-6-6 6 6-6 6"/>',
  previous: '<path d="M20 12H5m6-6-6 6 6 6"/>',
  place:
    '<path d="M12 21.5c4-4.5 6.5-8 6.5-11.5a6.5 6.5 0 0 0-13 0c0 3.5 2.5 7 6.5 11.5z"/><circle cx="12" cy="10" r="2.3"/>',
  mail: '<path d="M3 6h18v12H3zm0 1 9 6.5L21 7"/>',
  check: '<circle cx="12" cy="12" r="9"/><path d="m7.5 12.5 3 3 6-7"/>',
  focus: '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.5"/>',
  mark: '<path class="m1" d="M1 1h10.4v10.4H1z"/><path class="m2" d="M12.6 1H23v10.4H12.6z"/><path class="m3" d="M1 12.6h10.4V23H1z"/><path class="m4" d="M12.6 12.6H23V23H12.6z"/><path class="mw" d="M3 7.4q1.6-2.4 3.2 0t3.2 0M15.4 4v4.4m5-4.4v4.4M6.2 15l2.8 2.8-2.8 2.8-2.8-2.8zM15 21l2-6m2 6 2-6"/>',
};

export const icon = once(
  (name) =>
    `<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawings[name]}</svg>`,
);

const menu = [
  ["stories", "berattelser"],
  ["regions", "delregioner"],
  ["municipalities", "kommuner"],
  ["topics", "amnen"],
  ["map", "karta"],
];

/** The header of a section of the site, which is the first step of an address. */
export const header = once((section) => {
  const here = (name) => (section === name ? ' aria-current="page"' : "");
  const items = menu.map(
    ([key, name]) => `<li><a href="/${name}/"${here(name)}>${t[`menu.${key}`]}</a></li>`,
  );
  return `<header class="top">
  <div class="top-row wrap">
    <a class="brand" href="/"${here("")}>${icon("mark")}<span>${site.title.sv}</span></a>
    <ul class="tools">
      <li><a class="find" href="/sok/"${here("sok")}>${icon("search")}<span>${t.search}</span></a></li>
    </ul>
  </div>
  <nav class="menu wrap" aria-label="${t.main_menu}">
    <ul>${items.join("")}</ul>
  </nav>
</header>`;
});

export const plainRibbon =
  '<div class="ribbon"><i class="accent-1"></i><i class="accent-2"></i><i class="accent-3"></i><i class="accent-4"></i></div>';

export const contact = `<ul class="plain contact">
<li>${escape(site.contact.name.sv)}</li>
<li><a href="mailto:${site.contact.email}">${site.contact.email}</a></li>
<li><a href="tel:${site.contact.phone.replace(/[- ]/g, "")}">${site.contact.phone}</a></li>
</ul>`;

export const footer = `<footer class="bottom">
  ${plainRibbon}
  <div class="wrap bottom-grid">
    <section aria-labelledby="page-footer-about">
      <h2 id="page-footer-about">${site.title.sv}</h2>
      <p>${site.tagline.sv}</p>
      <p>${t.published_by} ${escape(site.publisher.name)}.</p>
      <p class="quiet">${t.no_cookies}</p>
    </section>
    <section aria-labelledby="page-footer-contact">
      <h2 id="page-footer-contact">${t.contact}</h2>
      ${contact}
    </section>
    <nav aria-labelledby="page-footer-links">
      <h2 id="page-footer-links">${t.about_the_site}</h2>
      <ul class="plain">
        <li><a href="/kontakt/">${t["menu.contact"]}</a></li>
        <li><a href="/integritet/">${t["menu.privacy"]}</a></li>
        <li><a href="/tillganglighet/">${t["menu.accessibility"]}</a></li>
        <li><a href="/feed.xml" type="application/atom+xml">${t.feed}</a></li>
      </ul>
    </nav>
  </div>
</footer>`;

export const suggest = `<section class="suggest" aria-labelledby="page-suggest">
<h2 id="page-suggest">${t.suggest_heading}</h2>
<p>${t.suggest_text}</p>
<p><a class="button" href="mailto:${site.contact.email}">${icon("mail")}<span>${t.suggest_link}</span></a></p>
<p class="quiet">${t.suggest_address} ${site.contact.email}</p>
</section>`;

/** Stories as cards with headings of a level. */
export const cards = (stories, level) =>
  `<ul class="cards">${stories.map((story) => card(story, level)).join("")}</ul>`;

function card(story, level) {
  story.cards ??= [];
  return (story.cards[level] ??= makeCard(story, level));
}

function makeCard({ url, data, place, region }, level) {
  const where = region.name === place.name ? place.name : `${place.name}, ${region.name}`;
  const topics = data.topics.map((key) => label("topics", key)).join(" · ");
  return `<li><article class="card region-${region.id}">
  <div class="card-top"></div>
  <div class="card-text">
    <h${level}><a href="${url}">${escape(data.title)}</a></h${level}>
    <p class="card-place">${icon("place")}<span>${where}</span></p>
    <p>${escape(data.summary)}</p>
    <p class="card-foot">${topics} · ${date(data.published)}</p>
  </div>
</article></li>`;
}

/** First, last and the pages around this one. */
export function pagination({ number: here, addresses }) {
  const last = addresses.length;
  if (last === 1) return "";
  const link = (n) =>
    `<li><a href="${addresses[n - 1]}"${n === here ? ' aria-current="page"' : ""}><span class="hidden">${t.page_number} </span>${n}</a></li>`;
  const shown = [...new Set([1, here - 1, here, here + 1, last])].filter((n) => n >= 1 && n <= last);
  const links = shown.map((n, at) =>
    at > 0 && shown[at - 1] + 1 < n ? `<li class="gap">…</li>${link(n)}` : link(n),
  );
  const previous = `<li><a rel="prev" href="${addresses[here - 2]}">${icon("previous")}<span>${t.previous_page}</span></a></li>`;
  const next = `<li><a rel="next" href="${addresses[here]}"><span>${t.next_page}</span>${icon("next")}</a></li>`;
  return `<nav class="pages" aria-label="${t.pages}">
<ul>${here > 1 ? previous : ""}${links.join("")}${here < last ? next : ""}</ul>
</nav>`;
}

/** Municipalities with what they hold. */
export const placeList = (places) => `<ul class="places">${places.map(placeItem).join("")}</ul>`;

const placeItem = (place) => {
  const n = index.of("municipality", place.code).length;
  const focus = place.focus
    ? ` <span class="tag tag-focus">${icon("focus")}${t.in_focus}</span>`
    : "";
  return `<li class="region-${place.region}${n ? "" : " empty"}"><a href="/kommuner/${place.id}/">${place.name}</a> <span class="quiet">${n ? count(n) : t["place.empty"]}</span>${focus}</li>`;
};

/** The municipalities with stories in a sub-region: a number, and how it is said. */
export const coverage = once((region) => {
  const all = placesOf(region);
  const covered = all.filter((place) => index.of("municipality", place.code).length > 0).length;
  const said = t["count.region_covered"].replace("{n}", covered).replace("{all}", all.length);
  return { covered, label: said };
});

const { min, max } = site.goal_per_region;

export const goal = t.goal.replace("{min}", min).replace("{max}", max);

export const goalReached = (region) =>
  coverage(region).covered >= min ? `${icon("check")}${t.goal_reached}` : t.goal_not_reached;

export const regionCards = once(
  () => `<ul class="regions">${territory.regions.map(regionCard).join("")}</ul>`,
);

const regionCard = ({ id, name }) => `<li><article class="region-card region-${id}">
<div class="card-top"></div>
<div class="card-text">
<h3><a href="/delregioner/${id}/">${name}</a></h3>
<p class="counts"><strong>${count(index.of("region", id).length)}.</strong> <span>${coverage(id).label}.</span> <span>${goal}</span></p>
</div>
</article></li>`;

const chip = (url, text, n) =>
  `<li><a href="${url}">${text} <span class="quiet">${n}<span class="hidden"> (${count(n)})</span></span></a></li>`;

/** Topics or target groups that have stories. */
export const usedTermChips = once((list) => {
  const chips = usedTerms(list).map(({ key, label }) =>
    chip(`/${folders[list]}/${key}/`, label.sv, index.of(list, key).length),
  );
  return `<ul class="chips">${chips.join("")}</ul>`;
});

/** The topics of a sub-region, with how many stories each has. */
export const topicChips = once((region) => {
  const counts = new Map();
  for (const story of index.of("region", region)) {
    for (const key of story.data.topics) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const chips = [...counts].sort().map(([key, n]) => chip(`/amnen/${key}/`, label("topics", key), n));
  return `<ul class="chips">${chips.join("")}</ul>`;
});

const fact = (name, ...values) =>
  `<div class="fact-${name}"><dt>${t[`fact.${name}`]}</dt>${values.map((value) => `<dd>${value}</dd>`).join("")}</div>`;

export function factsOfEnterprise({ legal_form, founded, employees, business_areas }) {
  const areas = (business_areas ?? []).map((key) => label("business_areas", key));
  return [
    legal_form && fact("legal_form", label("legal_forms", legal_form)),
    founded && fact("founded", founded),
    employees !== undefined && fact("employees", employees),
    areas.length > 0 && fact("business_areas", ...areas),
  ]
    .filter(Boolean)
    .join("");
}

export function facts({ data, place, region }) {
  const link = (url, text) => `<a href="${url}">${escape(text)}</a>`;
  const links = (list) =>
    data[list].map((key) => link(`/${folders[list]}/${key}/`, label(list, key)));
  return `<dl class="facts">
${fact("enterprise", link(enterpriseUrl(data.enterprise.name), data.enterprise.name))}
${factsOfEnterprise(data.enterprise)}
${fact("municipality", link(`/kommuner/${place.id}/`, place.name))}
${fact("region", link(`/delregioner/${region.id}/`, region.name))}
${fact("topics", ...links("topics"))}
${fact("target_groups", ...links("target_groups"))}
</dl>`;
}

/** A figure with its unit. */
function figure({ indicator, value }) {
  const unit = terms.indicators.get(indicator).unit ?? "count";
  const said = number(value);
  return unit === "sek" || unit === "percent" ? t[`unit.${unit}`].replace("{n}", said) : said;
}

/** Figures of stories as a table; `named` when each says whose it is. */
export function figures(stories, named) {
  const rows = stories.flatMap((story) =>
    story.data.outcomes.map((outcome) => figureRow(outcome, named && story)),
  );
  return `${named ? `<p class="quiet">${t.figures_not_summed}</p>` : ""}
<div class="table" role="region" tabindex="0" aria-labelledby="page-figures">
<table class="figures">
<caption id="page-figures">${t.figures_caption}</caption>
<thead><tr><th scope="col">${t.figure}</th><th scope="col">${t.period}</th><th scope="col">${t.method}</th><th scope="col">${t.source}</th>${named ? `<th scope="col">${t.story}</th>` : ""}</tr></thead>
<tbody>${rows.join("")}</tbody>
</table>
</div>`;
}

function figureRow(outcome, story) {
  const { indicator, period, method, source } = outcome;
  const owner = story
    ? `<td data-label="${t.story}"><a href="${story.url}">${escape(story.data.title)}</a></td>`
    : "";
  return `<tr><th scope="row"><span class="value">${figure(outcome)}</span> <span class="what">${label("indicators", indicator)}</span></th>
<td data-label="${t.period}">${period}</td>
<td data-label="${t.method}"><span>${label("methods", method)}</span></td>
<td data-label="${t.source}"><span class="source">${escape(source.label)}, ${date(source.date)}</span></td>${owner}</tr>`;
}

/** Where a municipality lies; the outline of the whole is a file that all share. */
export const miniMap = once((place) => {
  const { width, height } = territory.map;
  return `<svg class="mini-map" viewBox="0 0 ${width} ${height}" role="img" aria-label="${t["map.mini"].replace("{name}", place.name)}"><image href="${assets.silhouette.url}" width="${width}" height="${height}"/><path class="here" d="${place.path}"/></svg>`;
});
