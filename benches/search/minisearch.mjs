// The same queries put to MiniSearch, whose whole index the reader loads as JSON.
//
//   node minisearch.mjs build PROJECT INDEX.json
//   node minisearch.mjs ask INDEX.json queries.json stories.json [--json FILE]

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import MiniSearch from 'minisearch';

import { evaluate, options, ratio, sent, table } from './scoring.mjs';

const { rest: [command, ...paths], given } = options(['json']);

const SETTINGS = {
  idField: 'file',
  fields: ['title', 'summary', 'headings', 'text', 'enterprise', 'place'],
  storeFields: ['title', 'summary', 'place', 'year'],
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 4, summary: 2, headings: 2, enterprise: 2, place: 4 } },
  processTerm: term => term.toLocaleLowerCase('sv'),
};

if (command === 'build') build(...paths);
else await ask(...paths);

function build(project, output) {
  const territory = readFileSync(join(project, 'content/territory.yaml'), 'utf8');
  const places = new Map(Array.from(territory.matchAll(/\{code: "(\d+)", name: ([^,]+)/g), ([, code, name]) => [code, name]));
  const search = new MiniSearch(SETTINGS);
  const folder = join(project, 'content/stories');
  for (const file of readdirSync(folder).sort()) search.add(story(file, readFileSync(join(folder, file), 'utf8'), places));
  writeFileSync(output, JSON.stringify(search));
}

function story(file, source, places) {
  const [, front, ...rest] = source.split('---\n');
  const body = rest.join('---\n');
  const field = name => front.match(new RegExp(`^ *${name}: "?(.*?)"?$`, 'm'))?.[1] ?? '';
  return {
    file,
    title: field('title'),
    summary: field('summary'),
    enterprise: field('name'),
    place: places.get(field('municipality')) ?? '',
    year: field('published').slice(0, 4),
    headings: body.split('\n').filter(line => line.startsWith('#')).join('\n').replace(/#/g, ''),
    text: body.split('\n').filter(line => !line.startsWith('#')).join('\n'),
  };
}

async function ask(indexFile, queriesFile, storiesFile) {
  const { classes } = JSON.parse(readFileSync(queriesFile, 'utf8'));
  const facts = new Map(JSON.parse(readFileSync(storiesFile, 'utf8')).map(story => [story.slug, story]));
  const search = MiniSearch.loadJSON(readFileSync(indexFile, 'utf8'), SETTINGS);
  const slugOf = file => file.split('.')[0];
  const { results } = await evaluate(classes, ({ text, filters }) => {
    const fits = hit => Object.entries(filters ?? {}).every(([facet, values]) =>
      [facts.get(slugOf(hit.id))[facet]].flat().some(value => values.includes(value)));
    return { slugs: [...new Set(search.search(text, { filter: fits }).slice(0, 12).map(hit => slugOf(hit.id)))].slice(0, 10) };
  });
  const script = createRequire(import.meta.url).resolve('minisearch').replace(/cjs\/index\.cjs$/, 'umd/index.js');
  const first = gzipSync(readFileSync(indexFile), { level: 9 }).length + sent(script);
  console.log(table(['MiniSearch', 'queries', 'recall@10', 'MRR'],
    results.map(({ class: name, queries, recall, mrr }) => [name, queries, ratio(recall), ratio(mrr)])));
  console.log(`\nfirst query: ${(first / 1e6).toFixed(2)} MB; a further one: nothing`);
  if (given.json) writeFileSync(given.json, JSON.stringify({ engine: 'MiniSearch', results, first, median: first, further: 0 }));
}
