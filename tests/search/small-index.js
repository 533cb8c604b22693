// A search index small enough to write by hand, in the format that `src/search/shards.rs` describes.
// The code is written anew for the tests: an engine that misreads the format fails here, one that
// agrees with a wrong Rust encoder fails in the browser.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The engine: the theme's source, or the file that FOREBILD_ENGINE names, such as a built site's. */
function engine() {
  const file = process.env.FOREBILD_ENGINE
    ?? path.join(__dirname, '../../themes/default/static/search.js');
  return new Function(`${fs.readFileSync(file, 'utf8')};return forebildSearch`)();
}

function vlq(number) {
  let text = '';
  do {
    const more = number > 31 ? 32 : 0;
    text += DIGITS[(number & 31) | more];
    number >>>= 5;
  } while (number > 0);
  return text;
}

/** Rising documents with their levels, or without. */
function list(documents, levels) {
  let next = 0;
  return documents.map((document, i) => {
    const gap = document - next;
    next = document + 1;
    return vlq(levels ? gap * 8 + levels[i] : gap);
  }).join('');
}

function frontCoded(words) {
  let last = '';
  return words.map(word => {
    let shared = 0;
    while (shared < 25 && shared < last.length && last[shared] === word[shared]) shared++;
    last = word;
    return String.fromCharCode(65 + shared) + word.slice(shared);
  }).join('');
}

const byUnits = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const reversed = word => word.split('').reverse().join('');

/** Sorted words in files of `size`, and the shortest word that each file begins with. */
function shards(items, word, size) {
  const files = [];
  for (let at = 0; at < items.length;) {
    let end = at + size;
    // All entries of a key stand together.
    while (end < items.length && word(items[end]) === word(items[end - 1])) end++;
    files.push(items.slice(at, end));
    at = end;
  }
  const starts = files.map((file, n) => {
    if (n === 0) return '';
    const before = word(files[n - 1].at(-1));
    const first = word(file[0]);
    let length = 1;
    while (before.startsWith(first.slice(0, length))) length++;
    return first.slice(0, length);
  });
  return [files.length ? files : [[]], frontCoded(starts.length ? starts : [''])];
}

/**
 * The files of an index, by name, as columns.
 * @param {object} site
 *   words: [key, endings, documents, level or levels]; cards; facets: { facet: { value: documents } };
 *   documents, hidden, endings, links, size (entries a file), sets
 */
function files(site) {
  const out = new Map();
  const entries = site.words
    .map(([key, endings, documents, level = 4]) => ({ key, endings, documents,
      levels: Array.isArray(level) ? level : documents.map(() => level) }))
    .sort((a, b) => byUnits(a.key, b.key));
  const sets = site.sets ?? [',s', ',en,et'];
  const names = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const [terms, starts] = shards(entries, entry => entry.key, site.size ?? 1000);
  terms.forEach((shard, n) => {
    const endings = shard.map(({ endings }) =>
      (sets.includes(endings) ? names[sets.indexOf(endings)] : `=${endings}`));
    const postings = shard.map(({ documents, levels }, i) => {
      const text = list(documents, levels);
      if (documents.length <= 32) return vlq(documents.length) + text;
      // Two lists a file, the first of them a list that nobody asks for.
      out.set(`p/${n * 1000 + i}`, [`A ${text}`]);
      return vlq(documents.length) + vlq(n * 1000 + i) + vlq(1);
    });
    out.set(`t/${n}`, [frontCoded(shard.map(({ key }) => key)), endings.join(' '), postings.join('')]);
  });
  const backwards = [...new Map(entries.map(entry => [entry.key, entry])).values()]
    .map(({ key, documents }) => [reversed(key), Math.floor(Math.log2(documents.length)).toString(36)])
    .sort((a, b) => byUnits(a[0], b[0]));
  const [tails, tailStarts] = shards(backwards, ([key]) => key, site.size ?? 1000);
  tails.forEach((shard, n) => out.set(`r/${n}`,
    [frontCoded(shard.map(([key]) => key)), shard.map(([, size]) => size).join('')]));
  const documents = site.documents ?? 20;
  for (let n = 0; n * 4 < documents; n++) {
    const cards = Array.from({ length: Math.min(4, documents - n * 4) }, (_, i) =>
      site.cards?.[n * 4 + i] ?? `Titel ${n * 4 + i}\tText\tHjo\t2025\tb/${n * 4 + i}/index.html\tsv\t`);
    out.set(`d/${n}`, [cards.join('\n')]);
  }
  for (const [facet, values] of Object.entries(site.facets ?? {})) {
    out.set(`f/${facet}`, [Object.keys(values).join(' '), Object.values(values).map(v => list(v)).join(' ')]);
  }
  out.set('m', [{
    format: 1,
    documents,
    terms: starts,
    tails: tailStarts,
    sets,
    endings: site.endings ?? ['arna', 'orna', 'ande', 'ens', 'ets', 'en', 'et', 'ar', 'er', 'or', 'na', 'a', 's'],
    links: site.links ?? [['e', ''], ['a', ''], ['a', 'u']],
    cards: 4,
    hidden: Object.fromEntries(Object.entries(site.hidden ?? {}).map(([tag, list_]) => [tag, list(list_)])),
  }]);
  return out;
}

/**
 * An engine on a small index, with the names of the files it has asked for.
 * @returns {{ engine: any, asked: string[], files: Map<string, any[]> }}
 */
function open(site, language = 'sv') {
  const held = files(site);
  const asked = [];
  const load = async name => {
    asked.push(name);
    if (!held.has(name)) throw new Error(`no ${name}`);
    return held.get(name);
  };
  return { engine: engine()({ load, language }), asked, files: held };
}

module.exports = { engine, files, open, vlq, list, frontCoded };
