/* The style sheet and pictures. */
import { assets } from "../lib/assets.js";

export const data = {
  names: Object.keys(assets),
  pagination: { data: "names", size: 1, alias: "name" },
  permalink: ({ name }) => assets[name].url,
};

export const render = ({ name }) => assets[name].content;
