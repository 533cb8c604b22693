/* All stories as open data. */
import { index } from "../lib/index.js";
import { day } from "../lib/text.js";
import { label, origin, site } from "../lib/world.js";

export const data = { permalink: "/data/stories.json", eleventyImport: { collections: ["newest"] } };

const named = (list, key) => ({ key, label: label(list, key) });

function outcome({ indicator, value, period, method, source }) {
  return {
    indicator: named("indicators", indicator),
    value: String(value),
    from: null,
    to: null,
    period: String(period),
    method: named("methods", method),
    source: source.label,
    source_url: null,
    source_date: day(source.date),
    note: null,
  };
}

function openData({ id, url, data, place, region }) {
  const { name, legal_form, founded, employees } = data.enterprise;
  return {
    id,
    language: "sv",
    title: data.title,
    summary: data.summary,
    path: url,
    url: origin + url,
    published: day(data.published),
    updated: null,
    verified: day(data.verified),
    municipalities: [{ key: place.code, label: place.name }],
    regions: [{ key: region.id, label: region.name }],
    enterprise: {
      name,
      legal_form: named("legal_forms", legal_form),
      org_number: null,
      founded,
      employees,
      website: null,
    },
    topics: data.topics.map((key) => named("topics", key)),
    target_groups: data.target_groups.map((key) => named("target_groups", key)),
    outcomes: data.outcomes.map(outcome),
  };
}

export const render = () =>
  JSON.stringify({
    schema_version: 1,
    title: site.title.sv,
    publisher: site.publisher.name,
    url: `${origin}/`,
    stories: index.newest.map(openData),
  });
