// How long a reader waits for results on the search page in Chromium, over http and from disk.
//
//   node latency.mjs SITE queries.json

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Browser, serve } from './browser.mjs';
import { options, quantile, table } from './scoring.mjs';

const { rest: [folder, queriesFile] } = options([]);
const { classes } = JSON.parse(readFileSync(queriesFile, 'utf8'));
const QUERIES = 30;

// Every class has its turn; nothing is chosen in filters.
const swedish = classes.map(({ queries }) => queries.filter(({ language, filters }) =>
  language !== 'en' && !Object.keys(filters ?? {}).length)).filter(queries => queries.length);
const texts = Array.from({ length: QUERIES }, (_, i) =>
  swedish[i % swedish.length][Math.floor(i / swedish.length) % swedish[i % swedish.length].length].text);

/** From the key press that sends the form until the list of results has changed, in ms. */
const SEARCH = `
  const [text] = args;
  const field = document.querySelector('form[data-index] input[name=q]');
  const hits = document.querySelector('form[data-index] [data-hits]');
  const total = document.querySelector('form[data-index] [data-total]');
  field.value = text;
  const start = performance.now();
  await new Promise((resolve, reject) => {
    const changes = new MutationObserver(() => { changes.disconnect(); resolve(); });
    for (const element of [hits, total]) changes.observe(element, { childList: true, subtree: true, characterData: true });
    field.form.requestSubmit();
    setTimeout(() => reject(new Error('no results after 20 s: ' + text)), 20000);
  });
  const time = performance.now() - start;
  if (document.querySelector('form[data-index] [data-error]:not([hidden])')) throw new Error('the page failed on ' + text);
  return [time, hits.children.length];`;

/** From the start of the page's load until it shows results for the query in its address, in ms. */
const OPENED = `
  const hits = document.querySelector('form[data-index] [data-hits]');
  const total = document.querySelector('form[data-index] [data-total]');
  while (!hits.children.length && !/\\S/.test(total.textContent)) await new Promise(requestAnimationFrame);
  return performance.now();`;

async function round(browser, page) {
  const opened = [];
  for (const text of texts.slice(0, 10)) {
    await browser.go('about:blank');
    await browser.go(`${page}?q=${encodeURIComponent(text)}`);
    opened.push(await browser.run(OPENED));
  }
  await browser.go(page);
  await browser.run(OPENED);
  const times = [[], []];
  let results = 0;
  for (const turn of [0, 1]) {
    for (const text of texts) {
      const [time, found] = await browser.run(SEARCH, text);
      times[turn].push(time);
      results += found;
    }
  }
  if (results < QUERIES) throw new Error(`only ${results} results for ${2 * QUERIES} queries`);
  return [opened, ...times];
}

const host = await serve(folder);
const browser = await Browser.open();
try {
  const rows = [];
  for (const [name, top] of [['http', `${host.address}/`], ['file', pathToFileURL(`${resolve(folder)}/`).href]]) {
    const [opened, first, again] = await round(browser, `${top}sok/index.html`);
    const row = (what, times) => [`${name}, ${what}`, ...[0.5, 0.95].map(share => quantile(times, share).toFixed(0))];
    rows.push(row('page opened with a query', opened), row('first time in the session', first), row('asked again', again));
  }
  console.log(table(['time until results in Chromium, ms', 'median', '95 %'], rows));
} finally {
  await browser.close();
  host.close();
}
