/* Every page but those of further pages of lists. */
import { index } from "../lib/index.js";
import { day } from "../lib/text.js";
import { origin } from "../lib/world.js";

export const data = { permalink: "/sitemap.xml", eleventyImport: { collections: ["all"] } };

export function render({ collections }) {
  const entries = collections.all
    .map(({ url }) => url)
    .filter((url) => url.endsWith("/") && !url.includes("/sida/"))
    .map((url) => {
      const story = index.byUrl.get(url);
      const changed = story ? `<lastmod>${day(story.updated)}</lastmod>` : "";
      return `<url><loc>${origin}${url}</loc>${changed}</url>`;
    });
  return `<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join("")}</urlset>`;
}
