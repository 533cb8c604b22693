// What the search engine of the theme makes of an index and a query.
//     node --test tests/search
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { engine, open, vlq, frontCoded } = require('./small-index.js');

/** The documents that a query finds, the best first. */
async function found(site, text, filters) {
  const answer = await open(site).engine.query(text, filters);
  return answer.hits.map(hit => hit.document);
}

/** Words that stand in one document each: the document's number is the word's place. */
function each(...words) {
  return words.map(([key, endings], n) => [key, endings, [n]]);
}

test('the worked example of src/search/shards.rs', async () => {
  const files = {
    m: `forebild('m',{"format":1,"documents":2,"cards":4,"terms":"A","tails":"A","sets":[",et"],
      "endings":["et"],"links":[],"hidden":{}})`,
    't/0': `forebild('t/0','Abageri','0','CHF')`,
    'r/0': `forebild('r/0','Airegab','1')`,
    'd/0': `forebild('d/0','Bageriet i Hjo\\tText\\tHjo\\t2024\\ta.html\\tsv\\t\\nEtt bageri till\\tText\\tTibro\\t\\tb.html\\tsv\\tf')`,
  };
  const load = name => new Promise(resolve =>
    new Function('forebild', files[name])((_, ...columns) => resolve(columns)));
  const search = engine()({ load, language: 'sv' });
  const answer = await search.query('Bageriet');
  assert.deepEqual(answer.hits.map(hit => hit.document), [0, 1]);
  assert.deepEqual(answer.words, [
    { word: 'bageriet', forms: ['bageriet', 'bageri'], exact: true, common: false },
  ]);
  const { score, ...card } = (await search.cards(answer.hits))[1];
  assert.deepEqual(card, { document: 1, title: 'Ett bageri till', summary: 'Text', place: 'Tibro',
    year: '', path: 'b.html', language: 'sv', fictional: true });
  assert.ok(score > 0 && score === answer.hits[1].score);
});

test('numbers and sorted words of every size are read back', async () => {
  assert.equal([0, 31, 32, 1023, 1024, 800_007].map(vlq).join(' '), 'A f gB _f ggB notY');
  assert.equal(frontCoded(['skol', 'skola', 'skolår', 'åsa', 'åsa']), 'AskolEaEårAåsaD');
  const long = 'x'.repeat(38);
  const words = ['a1', 'ab', `${long}a`, `${long}b`, 'zz', 'åb', 'éé', 'я1', '日本'];
  const gaps = [0, 1, 31, 32, 1023, 1024, 99_990];
  const site = {
    documents: 100_000,
    size: 2,
    words: words.map((word, n) => [word, '', gaps.map(gap => gap + (gap > 1 ? n : 0)), [0, 1, 2, 3, 5, 6, 7]]),
  };
  for (const [n, word] of words.entries()) {
    if (word === 'éé') continue; // the index never has an accented key; it must only not disturb
    const documents = await found(site, word);
    assert.deepEqual(documents.sort((a, b) => a - b), gaps.map(gap => gap + (gap > 1 ? n : 0)), word);
  }
});

test('words are folded as the index folds them', () => {
  const { words } = engine();
  const file = path.join(__dirname, '../../src/search/words-cases.txt');
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter(line => line && !line.startsWith('#'));
  assert.ok(lines.length > 30);
  for (const line of lines) {
    const [text, expected] = line.split('\t')
      .map(part => part.replace(/\\u\{(\w+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16))));
    assert.deepEqual(words(text), expected ? expected.split(' ') : [], line);
  }
  assert.deepEqual(words('\u0000 \ud800 ǿ <b>'), []);
});

test('a form that the site uses counts more than one that it might use', async () => {
  const site = { words: [['skola', ',n,s', [1]], ['skol', 'a,or', [2]]], endings: ['orna', 'n', 's'] };
  assert.deepEqual(await found(site, 'skola x'), [2, 1], 'equal: the newer first');
  assert.deepEqual(await found(site, 'skolan x'), [1]);
  assert.deepEqual(await found(site, 'skolorna x'), [2]);
  const [{ score: used }] = (await open(site).engine.query('skolan x')).hits;
  const [{ score: possible }] = (await open(site).engine.query('skolorna x')).hits;
  assert.ok(Math.abs(possible / used - 0.75) < 1e-9);
});

test('å, ä and ö may be left out, but count as letters', async () => {
  const site = { size: 1, documents: 9, words: each(['göteborg', ',s'], ['goteborg', ''], ['lon', ''], ['lön', ''], ['träning', ',en,s'], ['ranta', '']) };
  assert.deepEqual(await found(site, 'göteborg x'), [0], 'spelled with its own letters');
  assert.deepEqual(await found({ ...site, size: 9 }, 'goteborgs x'), [1, 0], 'the same letters first');
  const twins = { words: [['göta', '', [1], 3], ['gota', '', [0], 1]] };
  assert.deepEqual(await found(twins, 'gota x'), [0, 1], 'even where the others matter more');
  assert.deepEqual(await found(site, 'lön'), [3], 'another word');
  assert.deepEqual(await found(site, 'traningen'), [4]);
  assert.deepEqual(await found(site, 'ränta'), [5]);
  const answer = await open(site).engine.query('Traning i Göteborg');
  assert.equal(answer.suggestion, 'träning i Göteborg');
  assert.deepEqual(answer.words.map(word => word.exact), [false, true]);
});

test('a word with few stories is looked for in compounds as well, below those that have it', async () => {
  const site = { words: each(['tofs', ',ar'], ['motortofs', ''], ['tofsmössa', ''], ['hjo', '']) };
  assert.deepEqual(await found(site, 'tofs'), [0, 1, 2]);
  assert.deepEqual(await found(site, 'tofs hjo'), [3, 0], 'not among other words');
  const many = Array.from({ length: 10 }, (_, n) => n + 5);
  site.words[0][2] = many;
  assert.deepEqual(await found(site, 'tofs '), [...many.reverse(), 2], 'as a beginning while it is typed');
});

test('a compound may begin with a word that nobody writes alone, as words change before others', async () => {
  const site = { size: 1, words: each(['urmakartång', ''], ['gatukontor', ''], ['gatlykta', ''], ['urmode', '']) };
  assert.deepEqual(await found(site, 'urmakare'), [0]);
  assert.deepEqual(await found(site, 'gata'), [1, 2]);
  site.words.push(['gatan', '', [4]]);
  assert.deepEqual(await found(site, 'gata'), [4], 'a word that begins as it is typed is surer');
});

test('of words that end alike, those that end as it is typed come first', async () => {
  const site = { words: each(['halltorn', ',et'], ['motor', ',n'], ['rektor', ''], ['faktor', '']) };
  assert.deepEqual((await found(site, 'torn x'))[0], 0);
});

test('the last word may be a beginning, the others only when nothing else is known', async () => {
  const site = { words: each(['upphandling', ',en'], ['upp', ''], ['hjo', '']), documents: 9 };
  assert.deepEqual(await found(site, 'uppha'), [0]);
  assert.deepEqual(await found(site, 'upp'), [1, 0], 'the word itself first');
  assert.deepEqual(await found(site, 'upp hjo'), [2, 1]);
  assert.deepEqual(await found(site, 'h'), [2], 'even one letter, while it is all there is');
  assert.deepEqual(await found(site, 'upphandlinge'), [0], 'a beginning of a form');
  assert.equal((await open(site).engine.query('upphan')).suggestion, null);
  const cut = { size: 1, words: each(['bil', ''], ['bilda', ''], ['bilist', '']) };
  assert.deepEqual(await found(cut, 'bil'), [0, 1], 'in the file of the word and the next, no further');
  const { words } = await open({ words: each(['hjo', ''], ['hjort', '']) }).engine.query('hjo');
  assert.deepEqual(words[0].forms, ['hjo'], 'what is only begun is not marked beside the word itself');
});

test('a beginning costs the files of two long lists at most, and of no word that stands everywhere', async () => {
  const first = n => Array.from({ length: n }, (_, i) => i);
  const words = [['kommun', '', first(300)], ['komma', '', first(60)], ['kommit', '', first(50)], ['kommer', '', first(40)], ['kommatecken', '', [399]]];
  const { engine: search, asked } = open({ documents: 400, words });
  assert.equal((await search.query('komm')).total, 61);
  assert.equal(asked.filter(name => name.startsWith('p/')).length, 2);
});

test('another form, the end of a compound, a slip', async () => {
  const site = {
    size: 2,
    documents: 30,
    words: each(['skola', ',n'], ['vandringsled', ',en'], ['cykelled', ''], ['kommun', ',en,er'],
      ['arbetsträning', ',en'], ['integration', ',en'], ['kvinnor', ''], ['bageri', ',et'], ['zebra', ''], ['ärende', ',t']),
  };
  for (const [text, expected] of [
    ['skolor', [0]],
    ['led', [2, 1]],
    ['leden', [1]],
    ['komun', [3]],
    ['kommmun', [3]],
    ['kommum', [3]],
    ['kmomun', [3]],
    ['kxomun', []],
    ['kommunrr', [3]],
    ['xommuner', [3]],
    ['arbetstrsning', [4]],
    ['arbetstranign', [4]],
    ['rbetsträningen', [4]],
    ['intergation', [5]], ['intgeratoin', []],
    ['intergration', [5]],
    ['bagerirt', [7]],
    // Compounds that no text has: both parts, or one long one.
    ['bagerikvinnor', [6, 7]],
    ['kommunsbageri', [7, 3]],
    ['integrationsqwxz', [5]],
    ['qwxkommun', [3]],
    ['qwxled', []],
    ['xyzzy', []],
    ['2024', []],
  ]) {
    assert.deepEqual(await found(site, text), expected, text);
  }
  const answer = await open(site).engine.query('Komun och INTERGRATION!');
  assert.equal(answer.suggestion, 'kommun och integration!');
  assert.deepEqual((await open(site).engine.query('leden')).suggestion, null, 'an end is no slip');
});

test('a slip in a word whose file no other way leads to', async () => {
  const words = each(['kom', ''], ['kommun', ''], ['kompis', ''], ['komplex', ''], ['brun', ''], ['mun', ''], ['zoun', '']);
  assert.deepEqual(await found({ size: 1, words }, 'komzun'), [1]);
});

test('numbers are never taken for each other', async () => {
  const site = { words: each(['2024', ''], ['2025', '']) };
  assert.deepEqual(await found(site, '2026'), []);
  assert.deepEqual(await found(site, '2025'), [1]);
});

test('a document with more of the words comes first, then one with rarer ones', async () => {
  const site = {
    documents: 100,
    words: [['alfa', '', [1, 2, 3, 4, 5, 6, 7, 8]], ['beta', '', [0, 8]], ['gamma', '', [1, 2, 3], [7, 0, 7]],
      ['ett', '', [10, 11], [1, 7]], ['två', '', [10, 12], [1, 1]], ['tre', '', [20, 21], [0, 7]], ['fyra', '', [20, 22], [0, 0]]],
  };
  assert.deepEqual(await found(site, 'alfa beta'), [8, 0, 7, 6, 5, 4, 3, 2, 1]);
  assert.deepEqual(await found(site, 'gamma'), [3, 1, 2]);
  assert.deepEqual(await found(site, 'ett två'), [10, 11, 12], 'two words beat one that matters more');
  assert.deepEqual(await found(site, 'tre fyra'), [21, 20, 22], 'but not one that matters much more');
  const one = (await open(site).engine.query('beta x')).hits[0].score;
  const same = (await open(site).engine.query('beta beta x')).hits[0].score;
  assert.equal(one, same, 'a word counts once');
});

test('one rarity a word: a rare slip does not beat the right word', async () => {
  const many = Array.from({ length: 30 }, (_, i) => i);
  const site = { documents: 300, words: [['kommun', ',en', many], ['kommum', 'er', [40]]] };
  assert.deepEqual((await found(site, 'kommun x'))[0], 29);
});

test('common words are left out, and their lists not fetched', async () => {
  const most = Array.from({ length: 60 }, (_, i) => i);
  const site = { documents: 100, words: [['och', '', most], ['hjo', '', [3]], ['kommun', '', most]] };
  const { engine: search, asked } = open(site);
  const answer = await search.query('kommun och hjo');
  assert.deepEqual(answer.hits.map(hit => hit.document), [3]);
  assert.deepEqual(asked, ['m', 't/0']);
  assert.deepEqual(answer.words.map(word => word.common), [true, true, false]);
  assert.equal((await search.query('och x')).total, 60, 'alone it counts');
  assert.equal((await search.query('och kommun')).total, 60);
  const few = { documents: 8, words: [['och', '', [0, 1, 2, 3, 4, 5]], ['hjo', '', [2, 6]]] };
  assert.deepEqual(await found(few, 'och hjo'), [2, 6], 'in a small site it only ranks');
});

const facets = {
  region: { skaraborg: [0, 1, 2], sjuharad: [3] },
  year: { 2024: [0, 3], 2025: [1, 2] },
};

test('facets: any of one, all together; counts leave their own choice out', async () => {
  const site = { documents: 5, facets, words: [['bageri', '', [0, 1, 3, 4]]] };
  const { engine: search } = open(site);
  for (const [text, filters, expected] of [
    ['bageri', { region: ['skaraborg'] }, [1, 0]],
    ['bageri', { region: ['skaraborg', 'sjuharad'], year: ['2024'] }, [3, 0]],
    ['bageri', { region: [], year: [] }, [4, 3, 1, 0]],
    ['bageri', { region: ['nowhere'] }, []],
    ['', { region: ['skaraborg'] }, [2, 1, 0]],
    ['  ', {}, [4, 3, 2, 1, 0]],
    ['?!', {}, []],
  ]) {
    const { hits, total } = await search.query(text, filters);
    assert.deepEqual(hits.map(hit => hit.document), expected, JSON.stringify([text, filters]));
    assert.equal(total, expected.length);
  }
  const answer = await search.query('bageri', { region: ['skaraborg'], year: ['2024'] });
  assert.deepEqual([...await search.counts('region', answer)], [['skaraborg', 1], ['sjuharad', 1]]);
  assert.deepEqual([...await search.counts('year', answer)], [['2024', 1], ['2025', 1]]);
});

test('documents that a language leaves out are neither found nor counted', async () => {
  const site = { documents: 5, facets, hidden: { en: [0, 3] }, words: [['bageri', '', [0, 1, 3]]] };
  const { engine: search } = open(site, 'en');
  const answer = await search.query('bageri');
  assert.deepEqual(answer.hits.map(hit => hit.document), [1]);
  assert.deepEqual([...await search.counts('year', answer)], [['2024', 0], ['2025', 1]]);
  assert.equal((await search.query('')).total, 3);
  assert.equal((await open(site, '__proto__').engine.query('')).total, 5);
});

test('nothing that can be typed disturbs', async () => {
  const site = { size: 2, words: each(['constructor', ''], ['proto', ''], ['åsa', ''], ['مرحبا', '']) };
  const { engine: search } = open(site);
  for (const text of ['__proto__', 'constructor', 'toString hasOwnProperty', '<img onerror=alert(1)>', '😀😀', '\ud800',
    '\u0000', 'a'.repeat(5000), 'ö'.repeat(5000), 'x y '.repeat(2000), '日本語', '%00%ff', '-- \' " \\']) {
    const answer = await search.query(text, { __proto__: null, constructor: [] });
    assert.ok(Array.isArray(answer.hits), text);
  }
  assert.deepEqual(await found(site, '__proto__'), [1]);
  assert.deepEqual(await found(site, 'constructor'), [0]);
  assert.deepEqual(await found(site, 'مرحبا'), [3]);
  assert.equal((await search.query('ord '.repeat(60) + 'hjo')).words.length, 1);
  assert.equal((await search.query(Array.from({ length: 30 }, (_, i) => `o${i}`).join(' '))).words.length, 12);
});

test('a site without stories has no hits', async () => {
  const site = { documents: 0, words: [] };
  assert.deepEqual(await found(site, 'hjo'), []);
  assert.deepEqual(await found(site, ''), []);
});

test('files are fetched together and once; what failed is asked for again', async () => {
  const words = each(['alfa', ''], ['delta', ''], ['zeta', '']);
  const { engine: search, asked, files } = open({ size: 1, words });
  const held = files.get('t/1');
  files.delete('t/1');
  await assert.rejects(search.query('alfa delta'), /no t\/1/);
  assert.deepEqual(asked.slice(0, 3), ['m', 't/0', 't/1']);
  files.set('t/1', held);
  assert.equal((await search.query('alfa delta')).total, 2);
  assert.deepEqual(asked.slice(3), ['t/1']);
  await search.query('alfa delta');
  assert.equal(asked.length, 4);
  files.get('m')[0].format = 2;
  await assert.rejects(open({ words: [] }).engine.query.call(null, 'x').then(() => {
    throw new Error('format');
  }), /format/);
});

test('an index of another format is refused', async () => {
  const { engine: search, files } = open({ words: [] });
  files.get('m')[0].format = 2;
  await assert.rejects(search.query('hjo'), /format 2/);
});

test('words are marked in a text as they stand there', async () => {
  const site = { words: [['kafé', '', [0]], ['kafe', ',et', [1]], ['och', '', [0, 1, 2]]], documents: 4 };
  const { engine: search } = open(site);
  const answer = await search.query('kafeet och');
  assert.deepEqual(search.mark('Kaféet, KAFE\u0301 och <b>kafeteria</b>', answer), [
    { text: 'Kaféet', marked: true },
    { text: ', ', marked: false },
    { text: 'KAFE\u0301', marked: true },
    { text: ' och <b>kafeteria</b>', marked: false },
  ]);
  assert.deepEqual(search.mark('', answer), []);
});

test('every word of an index is found, wherever files are cut', async () => {
  let seed = 7;
  const random = most => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const letters = 'abdeklnorståäö';
  const words = new Set();
  while (words.size < 400) {
    words.add(Array.from({ length: 3 + random(9) }, () => letters[random(letters.length)]).join(''));
  }
  for (const size of [1, 7, 400]) {
    const site = { size, documents: 400, words: [...words].map((word, n) => [word, ',s', [n]]) };
    const { engine: search } = open(site);
    for (const [n, word] of [...words].entries()) {
      for (const text of [`${word} q`, `${word}s q`]) {
        const { hits } = await search.query(text);
        assert.equal(hits[0]?.document, n, `${text}, ${size} a file`);
      }
    }
  }
});
