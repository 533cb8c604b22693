/* All stories as a table. */
import { index } from "../lib/index.js";
import { day } from "../lib/text.js";
import { label, origin } from "../lib/world.js";

export const data = { permalink: "/data/stories.csv", eleventyImport: { collections: ["newest"] } };

const columns =
  "id,language,title,summary,url,published,updated,verified,municipality_codes,municipalities,regions,enterprise,legal_form,org_number,founded,employees,topics,target_groups,outcomes";

const quoted = (text) => `"${text.replace(/"/g, '""')}"`;

const labels = (list, keys) => quoted(keys.map((key) => label(list, key)).join("; "));

const outcome = ({ indicator, value, period, method, source }) =>
  `${label("indicators", indicator)}: ${value} (${period}, ${label("methods", method)}, ${source.label})`;

function row({ id, url, data, place, region }) {
  const { name, legal_form, founded, employees } = data.enterprise;
  return [
    id,
    "sv",
    quoted(data.title),
    quoted(data.summary),
    origin + url,
    day(data.published),
    "",
    day(data.verified),
    place.code,
    place.name,
    region.name,
    quoted(name),
    label("legal_forms", legal_form),
    "",
    founded,
    employees,
    labels("topics", data.topics),
    labels("target_groups", data.target_groups),
    quoted(data.outcomes.map(outcome).join("; ")),
  ].join(",");
}

export const render = () => [columns, ...index.newest.map(row)].join("\n");
