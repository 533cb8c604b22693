// How well a built site's own search answers, what a reader has to fetch, and how long it takes.
//
//   node evaluate.mjs SITE queries.json [--failures NUMBER] [--json FILE]

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { evaluate, kilobytes, mean, options, quantile, ratio, sent, spread, table } from './scoring.mjs';
import { Site, slugOf } from './site.mjs';

const { rest: [folder, queriesFile], given } = options(['failures', 'json']);
const { stories, classes } = JSON.parse(readFileSync(queriesFile, 'utf8'));
const site = new Site(folder);

async function ask(engine, { text, filters }) {
  const answer = await engine.query(text, filters ?? {});
  return { answer, cards: await engine.cards(answer.hits.slice(0, 10)) };
}

const bytes = names => names.reduce((sum, name) => sum + sent(site.file(name)), 0);
const kinds = names => {
  const sums = {};
  for (const name of names) sums[name[0]] = (sums[name[0]] ?? 0) + sent(site.file(name));
  return sums;
};

// ---- Answers, and the files of a first query ----

const first = [];
const { results, failures } = await evaluate(classes, async (query, name) => {
  const { engine, loaded } = site.engine(query.language ?? 'sv');
  const { answer, cards } = await ask(engine, query);
  first.push({ class: name, bytes: bytes(loaded), files: loaded.length, kinds: kinds(loaded), text: query.text });
  const words = answer.words.map(({ word, forms, exact }) => `${exact ? '=' : '~'}${word}:${forms.slice(0, 4)}`);
  return { slugs: cards.map(card => slugOf(card.path)), words, scores: cards.map(card => card.score.toFixed(2)) };
});

// ---- A further query: sessions of six ----

const further = [];
const inTurn = classes.flatMap(({ queries }) => queries).filter(query => (query.language ?? 'sv') === 'sv');
for (let turn = 0; turn < inTurn.length; turn += 6) {
  const { engine, loaded } = site.engine('sv');
  for (let step = 0; step < 6; step++) {
    // Queries of different classes after each other, in an order that is always the same.
    const query = inTurn[((turn + step) * 389) % inTurn.length];
    const before = loaded.length;
    await ask(engine, query);
    if (step > 0) further.push(bytes(loaded.slice(before)));
  }
}

// ---- Facet counts, and the time of a query that was asked before ----

const { engine, loaded } = site.engine('sv');
const firstAnswer = await engine.query(inTurn[0].text, {});
const before = loaded.length;
for (const facet of ['region', 'municipality', 'topic', 'group', 'form', 'year']) await engine.counts(facet, firstAnswer);
const counts = bytes(loaded.slice(before));

for (const query of inTurn) await ask(engine, query);
const times = [];
for (const query of inTurn) {
  const start = performance.now();
  await ask(engine, query);
  times.push(performance.now() - start);
}

// ---- What is told ----

const code = sent(site.engineFile) + sent(site.pageFile);
const files = readdirSync(site.index, { recursive: true }).filter(name => name.endsWith('.js'));
const byClass = new Map(classes.map(({ class: name }) => [name, first.filter(one => one.class === name).map(one => one.bytes + code)]));
const cold = first.map(one => one.bytes + code);

console.log(table(['class', 'queries', 'recall@10', 'MRR', 'first query, kB'], results.map(result => [
  result.class, result.queries, ratio(result.recall), ratio(result.mrr),
  kilobytes(quantile(byClass.get(result.class) ?? cold, 0.5)),
])));
console.log();
const kilo = numbers => spread(numbers.map(number => number / 1000));
const line = (what, { median, mean, max }) => [what, median, mean, max];
console.log(table(['what a reader fetches, kB gzip -9', 'median', 'mean', 'max'], [
  line('first query, with code and ten results', kilo(cold)),
  ...['m', 't', 'r', 'p', 'd'].map(kind => line(`  of which ${kind}`, kilo(first.map(one => one.kinds[kind] ?? 0)))),
  ['  of which code', kilobytes(code), `engine ${kilobytes(sent(site.engineFile))}`, `page ${kilobytes(sent(site.pageFile))}`],
  line('further query of a session', kilo(further)),
  ['all facet counts, once a session', kilobytes(counts), '', ''],
]));
console.log();
const total = files.reduce((sum, name) => sum + sent(join(site.index, name)), 0);
console.log(`index of ${stories} stories: ${files.length} files, ${(total / 1e6).toFixed(2)} MB gzip -9; files of a first query: ${spread(first.map(one => one.files), 0).median} (median)`);
console.log(`a query again, in Node: median ${quantile(times, 0.5).toFixed(1)} ms, 95th percentile ${quantile(times, 0.95).toFixed(1)} ms`);

const dear = [...first].sort((a, b) => b.bytes - a.bytes).slice(0, 3);
console.log(`dearest first queries: ${dear.map(one => `“${one.text}” ${kilobytes(one.bytes + code)}`).join(', ')}`);

if (given.failures) {
  const seen = new Map();
  for (const { class: name, query, recall, reciprocal, found } of failures) {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    if (n > Number(given.failures)) continue;
    const missed = query.relevant.filter(slug => !found.slugs.includes(slug));
    const got = found.slugs.slice(0, 4).map((slug, i) => `${slug} ${found.scores[i]}`);
    console.log(`\n[${name}] “${query.text}” ${JSON.stringify(query.filters ?? {})} recall ${ratio(recall)} 1/rank ${ratio(reciprocal)}`);
    console.log(`  missed ${missed.length} of ${query.relevant.length}: ${missed.slice(0, 4).join(' ')}`);
    console.log(`  got ${found.slugs.length}: ${got.join(', ')}; ${found.words.join(' ')}`);
  }
}
if (given.json) {
  writeFileSync(given.json, JSON.stringify({ engine: 'Förebild', results, first: mean(cold), median: quantile(cold, 0.5), further: mean(further) }));
}
