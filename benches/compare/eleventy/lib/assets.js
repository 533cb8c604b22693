/* The style sheet and pictures, shortened and named by what they hold. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import { transform } from "lightningcss";

import { territory } from "./world.js";

const read = (name) => fs.readFileSync(new URL(`../assets/${name}`, import.meta.url));

function named(folder, stem, ending, content) {
  const hash = createHash("sha256").update(content).digest("hex");
  return { url: `${folder}${stem}.${hash}.${ending}`, content: content.toString() };
}

const style = transform({ filename: "style.css", code: read("style.css"), minify: true }).code;

const { width, height } = territory.map;
const outline = territory.municipalities.map((place) => place.path).join("");
const silhouette = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" fill="#8d8672" fill-opacity=".3" stroke="#8d8672" stroke-opacity=".7"><path d="${outline}"/></svg>`;

export const assets = {
  style: named("/", "style.min", "css", Buffer.from(style)),
  icon: named("/", "favicon", "svg", read("favicon.svg")),
  silhouette: named("/assets/", "territory", "svg", Buffer.from(silhouette)),
};
