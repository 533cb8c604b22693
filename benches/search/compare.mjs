// The results of several engines as one table.
//
//   node compare.mjs FILE.json…

import { readFileSync } from 'node:fs';

import { kilobytes, table } from './scoring.mjs';

const engines = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')));
const rows = engines[0].results.map(({ class: name }, i) => [
  name, ...engines.map(({ results }) => `${results[i].recall.toFixed(3)} / ${results[i].mrr.toFixed(3)}`),
]);
rows.push(['first query, kB, median', ...engines.map(({ median }) => kilobytes(median))]);
rows.push(['further query, kB, mean', ...engines.map(({ further }) => kilobytes(further))]);
console.log(table(['recall@10 / MRR', ...engines.map(({ engine }) => engine)], rows));
