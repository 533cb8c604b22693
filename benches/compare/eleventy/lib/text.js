/* Texts as HTML, numbers and dates as people write them. */
import { t } from "./world.js";

const special = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => special[sign]);

/** "12 345" */
export const number = (n) =>
  n >= 10000 ? String(n).replace(/\B(?=(\d{3})+$)/g, " ") : String(n);

/** "1 berättelse", "12 345 berättelser" */
export const count = (n) =>
  t[`count.stories.${n === 1 ? "one" : "other"}`].replace("{n}", number(n));

export const day = (date) => date.toISOString().slice(0, 10);

export const second = (date) => `${day(date)}T00:00:00Z`;

const dates = new Map();

export function date(value) {
  const iso = day(value);
  if (!dates.has(iso)) {
    const said = `${value.getUTCDate()} ${t[`month.${value.getUTCMonth() + 1}`]} ${value.getUTCFullYear()}`;
    dates.set(iso, `<time datetime="${iso}">${said}</time>`);
  }
  return dates.get(iso);
}

/** Åäö without dots and rings, spaces as hyphens. */
export const slug = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** A function of one key that is made once for each. */
export function once(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}
