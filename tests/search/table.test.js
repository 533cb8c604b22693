// How the script of the map page orders the rows of its table.
//     node --test tests/search
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const file = path.join(__dirname, '../../themes/default/static/table.js');
const { order } = new Function(`${fs.readFileSync(file, 'utf8')};return forebildTable`)();

const rows = [
  ['Öckerö', 'Göteborgsregionen', 0],
  ['Åmål', 'Fyrbodal', 0],
  ['Göteborg', 'Göteborgsregionen', 12],
  ['Hjo', 'Skaraborg', 2],
  ['Ale', 'Göteborgsregionen', 2],
  ['Älvsborg', 'Fyrbodal', 12],
].map(([name, region, value]) => ({ name, region, value }));

/** The names in an order by the text of a column, or by its number. */
function names(column, descending, language = 'sv') {
  const asked = rows.map(row => ({ name: row.name, text: String(row[column]), value: row.value }));
  const places = order(asked, { byValue: column === 'value', descending, language });
  return places.map(place => rows[place].name).join(' ');
}

for (const [column, descending, language, expected] of [
  ['name', false, 'sv', 'Ale Göteborg Hjo Åmål Älvsborg Öckerö'],
  ['name', true, 'sv', 'Öckerö Älvsborg Åmål Hjo Göteborg Ale'],
  ['name', false, 'en', 'Ale Älvsborg Åmål Göteborg Hjo Öckerö'],
  // What is alike stands by name, whatever the direction.
  ['region', false, 'sv', 'Åmål Älvsborg Ale Göteborg Öckerö Hjo'],
  ['region', true, 'sv', 'Hjo Ale Göteborg Öckerö Åmål Älvsborg'],
  // Twelve is more than two.
  ['value', true, 'sv', 'Göteborg Älvsborg Ale Hjo Åmål Öckerö'],
  ['value', false, 'sv', 'Åmål Öckerö Ale Hjo Göteborg Älvsborg'],
]) {
  test(`by ${column}, ${descending ? 'descending' : 'ascending'}, in ${language}`, () => {
    assert.equal(names(column, descending, language), expected);
  });
}

test('no row is no row', () => {
  assert.deepEqual(order([], { byValue: false, descending: false, language: 'sv' }), []);
});
