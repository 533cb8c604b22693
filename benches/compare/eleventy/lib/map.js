/* The map of the territory: how many stories each municipality has. */
import { index } from "./index.js";
import { count } from "./text.js";
import { placesOf, t, territory } from "./world.js";

const stepOf = (n) => (n < 2 ? n : n < 5 ? 2 : 3);

const patterns = [
  '<circle cx="3" cy="3" r="1.4"/>',
  '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4"/>',
  '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4M-2 6l4 4M0 0l8 8M6-2l4 4"/>',
]
  .map(
    (drawing, at) =>
      `<pattern id="map-step-${at + 1}" class="pattern" width="8" height="8" patternUnits="userSpaceOnUse">${drawing}</pattern>`,
  )
  .join("");

function shape(place, alive) {
  const n = index.of("municipality", place.code).length;
  const step = stepOf(n);
  const area = `<path class="step-${step}" d="${place.path}"><title>${place.name}: ${count(n)}</title></path>`;
  if (!alive || n === 0) return area;
  return `<a href="/kommuner/${place.id}/">${area}<path class="overlay" fill="url(#map-step-${step})" d="${place.path}"/></a>`;
}

function swatch(step) {
  const overlay = step
    ? `<rect class="overlay" width="24" height="16" fill="url(#map-step-${step})"/>`
    : "";
  return `<svg class="map swatch" viewBox="0 0 24 16" aria-hidden="true"><rect class="step-${step}" width="24" height="16"/>${overlay}</svg>`;
}

const legend = `<ul class="legend" aria-label="${t.legend}">
${["none", "one", "some", "many"].map((key, step) => `<li class="step-${step}">${swatch(step)}<span>${t[`legend.${key}`]}</span></li>`).join("")}
<li class="focus"><svg class="map swatch" viewBox="0 0 24 16" aria-hidden="true"><rect class="step-0" width="24" height="16"/><circle class="focus" cx="12" cy="8" r="5"/></svg><span>${t["legend.focus"]}</span></li>
</ul>`;

/** The map; `chosen` is a sub-region that it is about, `after` what follows it. */
export function map(after, chosen) {
  const { width, height, credit } = territory.map;
  const alive = (region) => !chosen || chosen === region;
  const groups = territory.regions.map(
    ({ id }) =>
      `<g class="region-${id}${alive(id) ? "" : " dim"}">${placesOf(id).map((place) => shape(place, alive(id))).join("")}</g>`,
  );
  const focus = territory.municipalities
    .filter((place) => place.focus && alive(place.region))
    .map(({ label: [x, y] }) => `<circle class="focus" cx="${x}" cy="${y}" r="6"/>`);
  return `<figure class="coverage">
<a class="skip skip-map" href="#${after}">${t.skip_map}</a>
<div class="map"><svg class="map" viewBox="0 0 ${width} ${height}" role="group" aria-label="${t["map.label"]}"><defs>${patterns}</defs>${groups.join("")}${focus.join("")}</svg></div>
<figcaption>${legend}<p class="credit">${credit.sv}</p></figcaption>
</figure>`;
}
