// The index that a build has written, read by the engine of the same site: every form of every
// word leads to its documents, wherever the files were cut.
//     FOREBILD_SITE=public node --test tests/search
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { engine } = require('./small-index.js');

const site = process.env.FOREBILD_SITE;

/** The columns of a file of the index, which is a script with one call. */
function columns(folder, name) {
  const script = fs.readFileSync(path.join(folder, `${name}.js`), 'utf8');
  assert.match(script, /^[\x20-\x7e]*\n$/, `${name} is one line of ASCII`);
  let called;
  new Function('forebild', script)((own, ...given) => {
    assert.equal(own, name);
    called = given;
  });
  return called;
}

test('every form of every word is found', { skip: site ? false : 'no site is built' }, async () => {
  const search = path.join(site, 'search');
  const releases = fs.readdirSync(search);
  assert.equal(releases.length, 1);
  const folder = path.join(search, releases[0]);
  // A language that nothing is hidden from.
  const reader = engine()({ load: async name => columns(folder, name), language: 'xx' });
  const [manifest] = columns(folder, 'm');
  const sets = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let forms = 0;
  for (const file of fs.readdirSync(path.join(folder, 't'))) {
    const [keys, items] = columns(folder, `t/${file.replace('.js', '')}`);
    let key = '';
    const endings = items.split(' ');
    for (const [i, [, shared, rest]] of [...keys.matchAll(/([A-Z])([^A-Z]*)/g)].entries()) {
      key = key.slice(0, shared.charCodeAt(0) - 65) + rest;
      const set = endings[i][0] === '=' ? endings[i].slice(1) : manifest.sets[sets.indexOf(endings[i])];
      for (const ending of set.split(',')) {
        const form = key + ending;
        const { total, words } = await reader.query(form);
        assert.ok(total > 0 && words[0].exact && words[0].forms.includes(form), `${form} is not found`);
        forms += 1;
      }
    }
  }
  assert.ok(forms > 1000, `only ${forms} forms`);
});
