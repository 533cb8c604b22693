/* One walk over all stories, newest first: the stories of each place, term and enterprise. */
import { slug } from "./text.js";
import { folders, placesOf, places, regions, site, t, territory, vocabulary } from "./world.js";

/** A story as pages show it. */
class Story {
  constructor({ data, url, fileSlug }) {
    this.data = data;
    this.url = url;
    this.id = fileSlug;
    this.place = places.get(String(data.municipality));
    this.region = regions.get(this.place.region);
    this.updated = data.updated ?? data.published;
  }
}

/** One page of a list: `subject` is what the list is about. */
class ListPage {
  constructor(list, at) {
    Object.assign(this, list);
    this.number = at + 1;
    this.shown = list.stories.slice(at * site.stories_per_page, (at + 1) * site.stories_per_page);
  }

  get url() {
    return addressOf(this.folder, this.number);
  }
}

const addressOf = (folder, number) => (number === 1 ? folder : `${folder}sida/${number}/`);

export const index = {
  newest: [],
  byUrl: new Map(),
  enterprises: [],
  lists: new Map(),
  of: (kind, key) => index.lists.get(`${kind}/${key}`) ?? [],
};

/** Fills the index when it is first asked for. */
export function remember(items) {
  if (index.newest.length === 0) {
    const stories = items.map((item) => new Story(item));
    stories.sort((a, b) => b.data.published - a.data.published || (a.data.title < b.data.title ? -1 : 1));
    stories.forEach(enter);
    index.newest = stories;
    const names = new Set(stories.map((story) => story.data.enterprise.name));
    index.enterprises = [...names].sort().map((name) => ({ name, url: enterpriseUrl(name) }));
  }
  return index.newest;
}

function enter(story, at) {
  const { topics, target_groups, enterprise } = story.data;
  story.at = at;
  index.byUrl.set(story.url, story);
  add(`municipality/${story.place.code}`, story);
  add(`region/${story.region.id}`, story);
  add(`enterprise/${enterprise.name}`, story);
  for (const key of topics) add(`topics/${key}`, story);
  for (const key of target_groups) add(`target_groups/${key}`, story);
}

function add(key, story) {
  const list = index.lists.get(key);
  if (list) list.push(story);
  else index.lists.set(key, [story]);
}

export const enterpriseUrl = (name) => `/foretag/${slug(name)}/`;

/** The newest stories of the first topic: Eleventy has no way of its own. */
export const related = (story) =>
  index
    .of("topics", story.data.topics[0])
    .slice(0, 4)
    .filter((other) => other !== story)
    .slice(0, 3);

/** Every page of every list of a kind. */
export const listPages = (kind) => kinds[kind]().flatMap(pagesOf);

const kinds = {
  stories: () => [{ folder: "/berattelser/", heading: t["menu.stories"], stories: index.newest }],
  region: () =>
    territory.regions.map((subject) => ({
      folder: `/delregioner/${subject.id}/`,
      heading: subject.name,
      subject,
      places: placesOf(subject.id),
      stories: index.of("region", subject.id),
    })),
  municipality: () =>
    territory.municipalities.map((subject) => ({
      folder: `/kommuner/${subject.id}/`,
      heading: subject.full_name?.sv ?? `${subject.name} kommun`,
      subject,
      stories: index.of("municipality", subject.code),
    })),
  term: () =>
    Object.keys(folders).flatMap((list) =>
      usedTerms(list).map((subject) => ({
        folder: `/${folders[list]}/${subject.key}/`,
        heading: subject.label.sv,
        list,
        subject,
        stories: index.of(list, subject.key),
      })),
    ),
  enterprise: () =>
    index.enterprises.map((subject) => ({
      folder: subject.url,
      heading: subject.name,
      subject,
      stories: index.of("enterprise", subject.name),
    })),
};

/** The terms that have stories. */
export const usedTerms = (list) =>
  vocabulary[list].filter(({ key }) => index.of(list, key).length > 0);

function pagesOf(list) {
  const last = Math.max(1, Math.ceil(list.stories.length / site.stories_per_page));
  const addresses = Array.from({ length: last }, (_, at) => addressOf(list.folder, at + 1));
  return addresses.map((_, at) => new ListPage({ ...list, addresses }, at));
}
