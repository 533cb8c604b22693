// Puts the questions of questions.md to a built site, and says where the stories come that answer them.
//
//   node questions.mjs SITE

import { readFileSync } from 'node:fs';

import { table } from './scoring.mjs';
import { Site, slugOf } from './site.mjs';

const [folder] = process.argv.slice(2);
const site = new Site(folder);
const text = readFileSync(new URL('questions.md', import.meta.url), 'utf8');
const questions = Array.from(text.matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm), ([, number, , typed, stories]) =>
  ({ number, typed, stories: stories.trim().split(', ') }));

const rows = [];
let well = 0;
for (const { number, typed, stories } of questions) {
  const { engine } = site.engine('sv');
  const answer = await engine.query(typed, {});
  const slugs = (await engine.cards(answer.hits)).map(card => slugOf(card.path));
  const places = stories.map(story => slugs.indexOf(story) + 1);
  // The best answer among the first three, and all of them on the first page.
  const isWell = places.some(place => place > 0 && place <= 3) && places.every(place => place > 0 && place <= 10);
  if (isWell) well += 1;
  rows.push([number, typed, stories.map((story, i) => `${story} ${places[i] || 'missing'}`).join(', '), answer.total, isWell ? '' : 'failed']);
}
console.log(table(['no.', 'typed', 'place of each story', 'hits', ''], rows));
console.log(`\n${well} of ${questions.length} as they should be: one of the stories among the first three, all among the first ten`);
