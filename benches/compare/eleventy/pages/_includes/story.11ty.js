/* A story. */
import { index, related } from "../../lib/index.js";
import { outlines } from "../../lib/markdown.js";
import { page, regionRibbon } from "../../lib/page.js";
import { cards, facts, figures, icon, miniMap } from "../../lib/parts.js";
import { date, day, escape } from "../../lib/text.js";
import { label, origin, site, t } from "../../lib/world.js";

export function render({ page: { url }, content }) {
  const story = index.byUrl.get(url);
  return page({
    url,
    heading: story.data.title,
    description: story.data.summary,
    ribbon: regionRibbon(story.region.id),
    article: articleData(story),
    main: article(story, content) + relatedStories(story),
  });
}

function article(story, content) {
  const { data, region, place } = story;
  const { headings, words } = outlines.get(story.url);
  const minutes = Math.floor((words + 179) / 180);
  return `<article class="story wrap region-${region.id}">
  <header class="head">
    <p class="kicker"><span class="weave"></span><a href="/delregioner/${region.id}/">${region.name}</a></p>
    <h1>${escape(data.title)}</h1>
    <p class="lead">${escape(data.summary)}</p>
    <p class="meta">${t["count.minutes.other"].replace("{n}", minutes)} · ${t.published} ${date(data.published)}</p>
    <p class="verified">${icon("check")}${t.verified} ${date(data.verified)}.</p>
  </header>
  <div class="columns">
    <div class="column-text">
      <nav class="contents" aria-labelledby="page-contents">
        <h2 id="page-contents">${t.on_this_page}</h2>
        <ul>${headings.join("")}<li><a href="#page-outcomes">${t.outcomes}</a></li></ul>
      </nav>
      <div class="prose">${content}</div>
    </div>
    <aside class="column-side" aria-label="${t.facts}">
      <section class="factbox">
        <h2>${t.facts}</h2>
        ${facts(story)}
      </section>
      <div class="where">${miniMap(place)}</div>
    </aside>
  </div>
  <section class="outcomes" aria-labelledby="page-outcomes">
    <h2 id="page-outcomes">${t.outcomes}</h2>
    ${figures([story], false)}
  </section>
  <p class="report">${t.report_text} <a href="mailto:${site.contact.email}">${t.report_link}</a> (${site.contact.email}).</p>
  ${neighbours(story)}
</article>`;
}

/** The stories beside this one in the list of all. */
function neighbours({ at, region }) {
  const previous = index.newest[at + 1];
  const next = index.newest[at - 1];
  const toPrevious = previous
    ? `<li><a rel="prev" href="${previous.url}">${icon("previous")}<span><small>${t.previous_in} ${region.name}:</small> ${escape(previous.data.title)}</span></a></li>`
    : "";
  const toNext = next
    ? `<li class="to-next"><a rel="next" href="${next.url}"><span><small>${t.next_in} ${region.name}:</small> ${escape(next.data.title)}</span>${icon("next")}</a></li>`
    : "";
  return `<nav class="neighbours" aria-label="${t.more_in} ${region.name}">
    <ul>${toPrevious}${toNext}</ul>
  </nav>`;
}

function relatedStories(story) {
  const stories = related(story);
  if (stories.length === 0) return "";
  return `<section class="wrap part related" aria-labelledby="page-related">
  <h2 id="page-related">${t.related}</h2>
  ${cards(stories, 3)}
</section>`;
}

function articleData({ data, url, place, updated }) {
  const publisher = { "@type": "Organization", name: site.publisher.name };
  return {
    "@context": "https://schema.org",
    "@type": "Article",
    headline: data.title,
    description: data.summary,
    inLanguage: "sv",
    url: origin + url,
    mainEntityOfPage: origin + url,
    datePublished: day(data.published),
    dateModified: day(updated),
    author: publisher,
    publisher,
    about: { "@type": "Organization", name: data.enterprise.name },
    contentLocation: [{ "@type": "Place", name: place.name }],
    keywords: data.topics.map((key) => label("topics", key)).join(", "),
  };
}
