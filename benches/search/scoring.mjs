// How good the answers of an engine are, and what a reader has to fetch for them.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * Of ten results, the share of what there is to find (at most ten); and one through the place of the
 * first that is right, 0 when none of the ten is.
 */
export function score(relevant, found) {
  const wanted = new Set(relevant);
  const right = found.slice(0, 10).map(slug => wanted.has(slug));
  const first = right.indexOf(true);
  return {
    recall: right.filter(Boolean).length / Math.min(10, wanted.size),
    reciprocal: first < 0 ? 0 : 1 / (first + 1),
  };
}

/** Asks every query of every class; `ask` gives `slugs`, the stories in order. */
export async function evaluate(classes, ask) {
  const results = [];
  const failures = [];
  for (const { class: name, queries } of classes) {
    const scores = [];
    for (const query of queries) {
      const found = await ask(query, name);
      const { recall, reciprocal } = score(query.relevant, found.slugs);
      scores.push({ recall, reciprocal });
      if (recall < 1 || reciprocal < 1) failures.push({ class: name, query, recall, reciprocal, found });
    }
    results.push({
      class: name,
      queries: queries.length,
      recall: mean(scores.map(({ recall }) => recall)),
      mrr: mean(scores.map(({ reciprocal }) => reciprocal)),
    });
  }
  const all = results.filter(({ queries }) => queries > 0);
  // Every class weighs the same, however many queries it has.
  results.push({
    class: 'all classes',
    queries: all.reduce((sum, { queries }) => sum + queries, 0),
    recall: mean(all.map(({ recall }) => recall)),
    mrr: mean(all.map(({ mrr }) => mrr)),
  });
  return { results, failures };
}

export function mean(numbers) {
  return numbers.length ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : 0;
}

/** The number that a share of all lies below. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export function spread(numbers, digits = 1) {
  const [median, average, most] = [quantile(numbers, 0.5), mean(numbers), Math.max(0, ...numbers)];
  return { median: median.toFixed(digits), mean: average.toFixed(digits), max: most.toFixed(digits) };
}

const sizes = new Map();

/** Bytes of a file as a web host sends it: gzip -9, or as it is when it is compressed already. */
export function sent(path) {
  if (!sizes.has(path)) {
    const bytes = readFileSync(path);
    sizes.set(path, Math.min(bytes.length, gzipSync(bytes, { level: 9 }).length));
  }
  return sizes.get(path);
}

/** Rows of texts and numbers under headings, as a Markdown table. */
export function table(headings, rows) {
  const cells = [headings, ...rows].map(row => row.map(cell => `${cell}`));
  const widths = headings.map((_, column) => Math.max(...cells.map(row => row[column].length)));
  const line = row => `| ${row.map((cell, column) =>
    column ? cell.padStart(widths[column]) : cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => column ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)).join(' | ')} |`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}

export const ratio = number => number.toFixed(3);
export const kilobytes = bytes => (bytes / 1000).toFixed(1);

/** `--name value` and `--flag` apart from the other arguments. */
export function options(names) {
  const rest = [];
  const given = {};
  const words = process.argv.slice(2);
  while (words.length) {
    const word = words.shift();
    const name = word.replace(/^--/, '');
    if (word !== name && names.includes(name)) given[name] = words.shift();
    else rest.push(word);
  }
  return { rest, given };
}
