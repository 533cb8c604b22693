/* The newest stories as an Atom feed. */
import { index } from "../lib/index.js";
import { escape, second } from "../lib/text.js";
import { label, origin, site } from "../lib/world.js";

export const data = { permalink: "/feed.xml", eleventyImport: { collections: ["newest"] } };

export function render() {
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv"><id>${origin}/</id><title>${site.title.sv}</title><subtitle>${site.tagline.sv}</subtitle><link rel="self" href="${origin}/feed.xml"/><link rel="alternate" href="${origin}/"/><updated>${second(index.newest[0].updated)}</updated><author><name>${escape(site.publisher.name)}</name></author>${index.newest.slice(0, 50).map(entry).join("")}</feed>`;
}

function entry({ url, data, updated }) {
  const topics = data.topics.map((key) => `<category term="${label("topics", key)}"/>`).join("");
  return `<entry><id>${origin}${url}</id><title>${escape(data.title)}</title><link rel="alternate" href="${origin}${url}"/><published>${second(data.published)}</published><updated>${second(updated)}</updated>${topics}<summary type="text">${escape(data.summary)}</summary></entry>`;
}
