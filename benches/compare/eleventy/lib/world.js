/* What every page looks up: the theme's words, the settings, the territory, the vocabulary by key. */
import fs from "node:fs";
import yaml from "js-yaml";

const read = (name) =>
  yaml.load(fs.readFileSync(new URL(`../data/${name}.yaml`, import.meta.url), "utf8"));

export const origin = "https://example.org";
export const site = read("site");
export const t = read("words");
export const territory = read("territory");
export const vocabulary = read("vocabulary");

const by = (key, entries) => new Map(entries.map((entry) => [String(entry[key]), entry]));

export const places = by("code", territory.municipalities);
export const regions = by("id", territory.regions);
export const terms = Object.fromEntries(
  Object.entries(vocabulary).map(([list, entries]) => [list, by("key", entries)]),
);

export const label = (list, key) => terms[list].get(key).label.sv;

export const placesOf = (region) =>
  territory.municipalities.filter((place) => place.region === region);

/** Where the pages of the two lists of terms lie. */
export const folders = { topics: "amnen", target_groups: "malgrupper" };
