// The same queries put to Pagefind, which indexes the story pages of the built site.
//
//   node pagefind.mjs build SITE stories.json INDEX
//   node pagefind.mjs ask INDEX queries.json [--json FILE]

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Browser, serve } from './browser.mjs';
import { evaluate, kilobytes, mean, options, quantile, ratio, table } from './scoring.mjs';

const { rest: [command, ...paths], given } = options(['json']);
/** Pagefind leaves the language to the page that asks. */
const PAGES = Object.fromEntries(['sv', 'en'].map(language =>
  [`/${language}.html`, `<!doctype html><html lang=${language}><meta charset=utf-8><title>Pagefind</title>`]));
const FIRST_QUERIES = 60;

async function build(site, storiesFile, output) {
  const pagefind = await import('pagefind');
  const { index } = await pagefind.createIndex();
  for (const story of JSON.parse(readFileSync(storiesFile, 'utf8'))) {
    for (const folder of ['berattelser', 'en/stories']) {
      const file = join(site, folder, story.slug, 'index.html');
      if (existsSync(file)) await add(index, readFileSync(file, 'utf8'), `/${folder}/${story.slug}/`, story);
    }
  }
  const { errors } = await index.writeFiles({ outputPath: output });
  if (errors.length) throw new Error(errors.join('\n'));
  await pagefind.close();
}

/** Marks the story's article as what is to be searched, and adds what filters need. */
async function add(index, html, url, story) {
  const filters = ['region', 'municipality', 'topic', 'year'].flatMap(facet =>
    [story[facet]].flat().map(value => `<span hidden data-pagefind-filter="${facet}:${value}"></span>`)).join('');
  const content = html.replace(/<article class="story[^>]*>/, whole => `${whole.replace('<article', '<article data-pagefind-body')}${filters}`);
  if (content === html) throw new Error(`${url} has no story in it`);
  const { errors } = await index.addHTMLFile({ url, content });
  if (errors.length) throw new Error(errors.join('\n'));
}

async function ask(output, queriesFile) {
  const { classes } = JSON.parse(readFileSync(queriesFile, 'utf8'));
  const host = await serve(output, PAGES);
  const browser = await Browser.open();
  try {
    await report(browser, host, classes);
  } finally {
    await browser.close();
    host.close();
  }
}

const SEARCH = `
  const [{ text, filters }] = args;
  globalThis.pagefind ??= await import('/pagefind.js');
  const { results } = await pagefind.search(text, { filters });
  const pages = await Promise.all(results.slice(0, 10).map(result => result.data()));
  return pages.map(page => page.url);`;

async function report(browser, host, classes) {
  let open = '';
  const { results } = await evaluate(classes, async query => {
    const language = query.language ?? 'sv';
    if (open !== language) await browser.go(`${host.address}/${language}.html`);
    open = language;
    const filters = Object.fromEntries(Object.entries(query.filters ?? {}).map(([name, values]) => [name, { any: values }]));
    const urls = await browser.run(SEARCH, { text: query.text, filters });
    return { slugs: urls.map(url => url.split('/').filter(Boolean).pop()) };
  });

  const all = classes.flatMap(({ queries }) => queries).filter(({ language }) => language !== 'en');
  const [first, next] = [[], []];
  for (let turn = 0; turn < FIRST_QUERIES; turn++) {
    // A new origin has nothing in its cache.
    await browser.go('about:blank');
    await browser.ask('POST', `${browser.session}/goog/cdp/execute`, { cmd: 'Network.clearBrowserCache', params: {} });
    await browser.go(`${host.address}/sv.html`);
    for (const [step, taken] of [first, next].entries()) {
      const { text } = all[((turn + step) * 389) % all.length];
      const before = host.taken.bytes;
      await browser.run(SEARCH, { text, filters: {} });
      taken.push(host.taken.bytes - before);
    }
  }
  console.log(table(['Pagefind', 'queries', 'recall@10', 'MRR'],
    results.map(({ class: name, queries, recall, mrr }) => [name, queries, ratio(recall), ratio(mrr)])));
  console.log(`\nfirst query: median ${kilobytes(quantile(first, 0.5))} kB, mean ${kilobytes(mean(first))} kB; a further one: median ${kilobytes(quantile(next, 0.5))} kB, mean ${kilobytes(mean(next))} kB`);
  if (given.json) {
    writeFileSync(given.json, JSON.stringify({ engine: 'Pagefind', results, first: mean(first), median: quantile(first, 0.5), further: mean(next) }));
  }
}

if (command === 'build') await build(...paths);
else await ask(...paths);
