// The search engine: a query in, ranked documents out.
//
// The index is made by src/search (its `shards.rs` describes the files), which has done all work
// with language: forms of a word share an entry, parts of compounds have entries of their own.
// What is left is to find the files where a word may stand, read its documents, and rank them.
// This file knows neither pages nor scripts: `load` brings the columns of a file, so that the same
// code runs in a browser, in Node and in the command `forebild search`.
//
// A word is looked up in steps, and each step is taken only when those before found no word of the
// same spelling, since each costs the reader files:
//   1. as it is typed, in a form that the site uses or might use; the last word also as a beginning;
//   2. with å, ä and ö where it was typed without, and the other way round;
//   3. as another form, as the first or last part of a compound, as a slip of one letter;
//   4. as a slip of one letter among all words that begin alike;
//   5. as a compound that nobody has written, by its parts.
// A single word that stands in few stories is looked for in compounds as well.

/**
 * What a file of the index holds: texts, or the manifest's one object.
 * @typedef {any[]} Columns
 */

/**
 * Chosen values by facet: any of a facet, and all facets together.
 * @typedef {{ [facet: string]: string[] }} Filters
 */

/**
 * @typedef {object} Hit
 * @property {number} document its number: the higher, the newer
 * @property {number} score
 */

/**
 * What became of a typed word.
 * @typedef {object} Word
 * @property {string} word as it is looked up: lower case, without accents other than å ä ö
 * @property {string[]} forms what stands for it in the texts; none when nothing does
 * @property {boolean} exact whether the site has the word as it is spelled
 * @property {boolean} common whether it stands in so many documents that other words decide
 */

/**
 * @typedef {object} Answer
 * @property {number} total
 * @property {Hit[]} hits all of them, the best first
 * @property {Word[]} words
 * @property {string | null} suggestion the query with its words as the site spells them
 * @property {number} documents how many the index holds, in all languages
 * @property {Hit[]} found the hits before anything was chosen in facets
 * @property {Filters} filters what was chosen
 */

/**
 * What is shown of a document.
 * @typedef {object} Card
 * @property {number} document
 * @property {number} score
 * @property {string} title
 * @property {string} summary
 * @property {string} place municipalities
 * @property {string} year or nothing
 * @property {string} path from the top of the site
 * @property {string} language BCP 47 tag
 * @property {boolean} fictional whether it is made up
 */

/**
 * @typedef {object} Engine
 * @property {(text: string, filters?: Filters) => Promise<Answer>} query
 * @property {(hits: Hit[]) => Promise<Card[]>} cards
 * @property {(facet: string, answer: Answer) => Promise<Map<string, number>>} counts
 *   hits by value, as if nothing of this facet were chosen: so that a reader can choose more
 * @property {(text: string, answer: Answer) => { text: string, marked: boolean }[]} mark
 *   a text in pieces, those that were searched for marked
 */

/**
 * An entry of the index: forms of a word, and where they stand.
 * @typedef {object} Entry
 * @property {string} key the beginning that the forms share
 * @property {string} bare the key without å ä ö
 * @property {string[]} endings what follows it in each form
 * @property {number} df documents that hold one
 * @property {number[]} codes its documents; of a long list: its file, and its place there
 */

/**
 * An entry that a typed word means, how surely (0 to 1), and the form that is meant.
 * @typedef {object} Match
 * @property {Entry} entry
 * @property {number} weight
 * @property {string} form
 * @property {boolean} near whether the form is spelled nearly as it was typed
 * @property {boolean} [part] whether it is one of the two parts of the typed word
 */

/**
 * The manifest, made ready.
 * @typedef {object} Manifest
 * @property {number} documents how many there are
 * @property {number} cards how many share a file
 * @property {string[]} terms the word that each file of terms begins with
 * @property {string[]} tails the same for the words read backwards
 * @property {string[][]} sets common sets of endings
 * @property {Set<string>} endings those that a form may have which the site does not use
 * @property {[end: string, instead: string][]} links how a word may change before another
 * @property {Set<string>} known these and those of the common sets
 * @property {Set<number>} hidden documents that this language leaves out
 */

const forebildSearch = (() => {
  'use strict';

  const LONGEST_TEXT = 200;
  const MOST_WORDS = 12;
  const LONGEST_WORD = 40;
  /** The longest list of documents that stands beside its word. */
  const INLINE = 32;
  /** The longest list that is worth its bytes. */
  const LONGEST_LIST = 8_000;
  /** The most words that a beginning or an ending stands for. */
  const MOST_MATCHES = 24;
  /** The most slips that are believed. */
  const MOST_SLIPS = 4;
  /** The longest beginning of a word that says nothing about its endings. */
  const SHORT = 3;
  /** The most files that one step of a word may cost. */
  const MOST_FILES = 4;
  /** The same for words that it ends, which stand all over the alphabet. */
  const MOST_FILES_OF_ENDS = 8;
  /** The fewest letters of a word that is looked for inside another, and of one that is alone there. */
  const PART = 4;
  const PART_ALONE = 5;
  /** A word in fewer documents than this is looked for in compounds too. */
  const FEW = 10;
  /** How sure a match must be for the word to be spelled as the site does. */
  const EXACT = 0.85;
  /** The same but for missing dots and rings. */
  const WITHOUT_DOTS = 0.75;
  /** How sure a form is that the site does not use, but might. */
  const UNSEEN = 0.75;
  /** How sure a match is that ends as the word is typed. */
  const END = 0.84;
  /** What a match that has only a part of the word is worth beside one that has the word. */
  const BESIDE = 0.6;

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const SETS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  // Letters, digits, the accents on them, and soft hyphens, which nobody sees. What lies beyond the
  // Basic Multilingual Plane stands between words.
  const RUN = /(?:(?![\u{10000}-\u{10ffff}])[\p{L}\p{N}\p{M}\u00ad])+/gu;
  /** Letters that hold no accent, as readers without their key write them. @type {Map<string, string>} */
  const LETTERS = new Map([['ø', 'o'], ['æ', 'ae'], ['ß', 'ss'], ['đ', 'd'], ['ð', 'd'], ['ł', 'l'], ['ς', 'σ']]);

  // ---- Words ----

  /**
   * A word as the index has it. The same is done in `src/search/tokens.rs`.
   * @param {string} run
   */
  function fold(run) {
    let folded = '';
    for (const letter of run.normalize('NFC').toLowerCase()) {
      folded += 'åäö'.includes(letter) ? letter : letter.normalize('NFD')
        .replace(/[\p{M}\u00ad]/gu, '').replace(/[øæßđðłς]/g, base => LETTERS.get(base) ?? base);
    }
    return folded.normalize('NFC').slice(0, LONGEST_WORD);
  }

  /**
   * The words of a text. A single letter is none.
   * @param {string} text
   */
  function words(text) {
    return (text.match(RUN) ?? []).map(fold).filter(word => word.length > 1 || /\p{N}/u.test(word));
  }

  /** @param {string} word */
  function bare(word) {
    return word.replace(/[åä]/g, 'a').replace(/ö/g, 'o');
  }

  /**
   * How well a typed word agrees with one of the index that has the same letters but for å ä ö.
   * @param {string} typed
   * @param {string} stored
   */
  function agreement(typed, stored) {
    if (typed === stored) return 1;
    if (bare(typed) !== bare(stored)) return 0;
    const withoutDots = [...typed].every((letter, i) => letter === stored[i] || letter === bare(stored[i]));
    return withoutDots ? WITHOUT_DOTS : 0.4;
  }

  /**
   * Whether one letter changed, added, left out or swapped with its neighbour makes one the other.
   * @param {string} one
   * @param {string} other
   */
  function isSlip(one, other) {
    const [a, b] = one.length > other.length ? [other, one] : [one, other];
    if (b.length > a.length + 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    if (a.length < b.length) return a.slice(i) === b.slice(i + 1);
    return a.slice(i + 1) === b.slice(i + 1)
      || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
  }

  /** @param {string} word */
  function reversed(word) {
    return word.split('').reverse().join('');
  }

  // ---- The index's code for words and numbers ----

  /**
   * Sorted words: a capital letter says how much each shares with the one before.
   * @param {string} text
   */
  function frontCoded(text) {
    let word = '';
    return Array.from(text.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) =>
      (word = word.slice(0, shared.charCodeAt(0) - 65) + rest));
  }

  /**
   * Numbers: five bits a character, the lowest first; 32 says that more follow.
   * @param {string} text
   */
  function numbers(text) {
    const all = [];
    let number = 0;
    let shift = 0;
    for (const character of text) {
      const digit = DIGITS.indexOf(character);
      number |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) {
        all.push(number);
        number = shift = 0;
      }
    }
    return all;
  }

  /**
   * Rising numbers, from the gaps between them.
   * @param {string} text
   */
  function rising(text) {
    let last = -1;
    return numbers(text).map(gap => (last += gap + 1));
  }

  /**
   * The file that a word may stand in: the last one that does not begin after it.
   * @param {string[]} beginnings
   * @param {string} word
   */
  function place(beginnings, word) {
    let low = 0;
    let high = beginnings.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (beginnings[middle] <= word) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * The files that words with this beginning stand in, as the first and the last.
   * @param {string[]} beginnings
   * @param {string} start
   */
  function range(beginnings, start) {
    return [place(beginnings, start), place(beginnings, `${start}\uffff`)];
  }

  /**
   * The files where a word may stand when å, ä and ö are typed or left out at will: each spelling
   * is followed only as far as it takes to tell files apart.
   * @param {string[]} beginnings
   * @param {string} word
   */
  function placesOfSpellings(beginnings, word) {
    /** @type {Set<number>} */
    const places = new Set();
    /** @param {string} start */
    const follow = start => {
      const [first, last] = range(beginnings, start);
      const next = word[start.length];
      if (first === last || next === undefined) {
        places.add(first);
        return;
      }
      const letters = 'aåä'.includes(next) ? 'aåä' : 'oö'.includes(next) ? 'oö' : next;
      for (const letter of letters) follow(start + letter);
    };
    follow('');
    return [...places];
  }

  // ---- What the files hold ----

  /** @param {any} file @param {string} language @returns {Manifest} */
  function readManifest(file, language) {
    if (file.format !== 1) throw new Error(`an index of format ${file.format}`);
    const sets = file.sets.map((/** @type {string} */ set) => set.split(','));
    return {
      documents: file.documents,
      cards: file.cards,
      terms: frontCoded(file.terms),
      tails: frontCoded(file.tails),
      sets,
      endings: new Set(file.endings),
      links: file.links,
      known: new Set([...file.endings, ...sets.flat()]),
      hidden: new Set(rising(new Map(Object.entries(file.hidden)).get(language) ?? '')),
    };
  }

  /**
   * @param {Manifest} manifest
   * @param {string} keys
   * @param {string} endings
   * @param {string} postings
   * @returns {Entry[]}
   */
  function readTerms(manifest, keys, endings, postings) {
    const items = endings.split(' ');
    const codes = numbers(postings);
    let at = 0;
    return frontCoded(keys).map((key, i) => {
      const set = items[i];
      const df = codes[at++];
      const from = at;
      at += df <= INLINE ? df : 2;
      return {
        key,
        bare: bare(key),
        endings: set[0] === '=' ? set.slice(1).split(',') : manifest.sets[SETS.indexOf(set)],
        df,
        codes: codes.slice(from, at),
      };
    });
  }

  /** @param {string} keys @param {string} classes */
  function readTails(keys, classes) {
    return frontCoded(keys).map((key, i) => ({ key: reversed(key), size: parseInt(classes[i], 36) }));
  }

  /** @param {string} values @param {string} lists @returns {Map<string, number[]>} */
  function readFacet(values, lists) {
    const each = lists.split(' ');
    return new Map(values.split(' ').map((value, i) => [value, rising(each[i])]));
  }

  // ---- What an entry has to do with a typed word ----

  /**
   * @typedef {object} Typed
   * @property {string} word
   * @property {string} bare
   * @property {string[]} stems the word, and what is left of it without each ending, the longest ending first
   * @property {string[]} linked how it may begin a compound: urmakar for urmakare
   */

  /** @param {string} word @param {Manifest} manifest @returns {Typed} */
  function typed(word, manifest) {
    const stems = [word];
    for (const ending of manifest.known) {
      if (ending && word.endsWith(ending) && word.length > ending.length) {
        stems.push(word.slice(0, -ending.length));
      }
    }
    const linked = manifest.links
      .filter(([end]) => word.endsWith(end) && word.length - end.length >= SHORT)
      .map(([end, instead]) => word.slice(0, -end.length) + instead);
    return { word, bare: bare(word), stems: [...new Set(stems)], linked };
  }

  /** @param {Entry} entry */
  function forms(entry) {
    return entry.endings.map(ending => entry.key + ending);
  }

  /**
   * The surest of some matches.
   * @param {Entry} entry
   * @param {[weight: number, form: string][]} candidates
   * @param {boolean} near
   * @returns {Match | undefined}
   */
  function surest(entry, candidates, near) {
    const [weight, form] = candidates.reduce((a, b) => (b[0] > a[0] ? b : a), [0, '']);
    return weight > 0 ? { entry, weight, form, near } : undefined;
  }

  /**
   * The word itself, in a form that the site uses, or in one that it might.
   * @param {Entry} entry @param {Typed} typed @param {Manifest} manifest
   */
  function asTyped(entry, { word, bare }, manifest) {
    const { key } = entry;
    if (!bare.startsWith(entry.bare)) return undefined;
    const rest = word.slice(key.length);
    /** @type {[number, string][]} */
    const candidates = forms(entry).map(form => [agreement(word, form), form]);
    // A short beginning may begin anything: kane is a slip for kanel, and no form of kan.
    if (manifest.endings.has(rest) && (key.length > SHORT || !rest)) {
      const stem = word.slice(0, key.length);
      candidates.push([agreement(stem, key) * UNSEEN, key + rest]);
    }
    return surest(entry, candidates, true);
  }

  /**
   * How sure a beginning is: the less is missing, the surer.
   * @param {string} start
   * @param {string} form
   */
  function sureOfBeginning(start, form) {
    return 0.35 + (0.4 * start.length) / form.length;
  }

  /**
   * A longer word that begins so.
   * @param {Entry} entry @param {Typed} typed
   */
  function asBeginning(entry, { word, bare: plain }) {
    if (!entry.bare.startsWith(plain) && !plain.startsWith(entry.bare)) return undefined;
    const longer = forms(entry).filter(form => form.length > word.length);
    return surest(entry, longer.map(form =>
      [sureOfBeginning(word, form) * agreement(word, form.slice(0, word.length)), form]), false);
  }

  /**
   * A compound that begins with it, changed as words are before others.
   * @param {Entry} entry @param {Typed} typed
   */
  function asLinked(entry, { linked }) {
    return surest(entry, linked.flatMap(start => forms(entry)
      .filter(form => form.startsWith(start) && form.length > start.length + 2)
      .map(form => /** @type {[number, string]} */ ([0.9 * sureOfBeginning(start, form), form]))), false);
  }

  /**
   * Another form of it, by a beginning that both share.
   * @param {Entry} entry @param {Typed} typed @param {Manifest} manifest
   */
  function asSibling(entry, { word, stems }, { endings }) {
    const isShared = stems.some(stem => stem.length > 2 && endings.has(word.slice(stem.length))
      && entry.key.startsWith(stem) && endings.has(entry.key.slice(stem.length)));
    return surest(entry, isShared ? [[0.7, entry.key]] : [], false);
  }

  /** @param {string} key @param {Typed} typed */
  function endsSo(key, { stems }) {
    return stems.some(stem => stem.length > 2 && key.length > stem.length + 1 && key.endsWith(stem));
  }

  /**
   * A compound with it at its end. What is left of it without an ending may be too short to tell.
   * @param {Entry} entry @param {Typed} typed
   */
  function asEnd(entry, typed) {
    if (!endsSo(entry.key, typed)) return undefined;
    /** @type {[number, string][]} */
    const candidates = forms(entry).filter(form => form.endsWith(typed.word)).map(form => [END, form]);
    if (typed.stems.some(stem => stem.length > 3 && entry.key.endsWith(stem))) {
      candidates.push([0.5, entry.key]);
    }
    return surest(entry, candidates, false);
  }

  /**
   * The longest words that the typed one begins and ends with, if they leave at most a linking
   * letter or two between them: a compound that nobody has written is about both of its parts.
   * @param {Iterable<Entry>} entries @param {Typed} typed
   * @returns {Match[]}
   */
  function asParts(entries, { word }) {
    /** @type {Match | undefined} */
    let head;
    /** @type {Match | undefined} */
    let tail;
    for (const entry of entries) {
      for (const form of forms(entry)) {
        if (form.length < PART || form.length > word.length - PART + 1) continue;
        if (word.startsWith(form) && form.length > (head?.form.length ?? 0)) head = { entry, weight: 0.4, form, near: false, part: true };
        if (word.endsWith(form) && form.length > (tail?.form.length ?? 0)) tail = { entry, weight: 0.5, form, near: false, part: true };
      }
    }
    const between = word.length - (head?.form.length ?? 0) - (tail?.form.length ?? 0);
    if (head && tail && between >= 0 && between < 3) return [head, tail];
    return [tail ?? head].flatMap(match => (match && match.form.length >= PART_ALONE ? [match] : []));
  }

  /** @param {string} key @param {Typed} typed */
  function isMisspelt(key, { stems }) {
    const plain = bare(key);
    return stems.some(stem => stem.length > 3 && plain.length > 3 && isSlip(bare(stem), plain));
  }

  /**
   * A word that it may be a slip for.
   * @param {Entry} entry @param {Typed} typed
   */
  function asSlip(entry, typed) {
    const { word, bare: plain } = typed;
    if (word.length < 4 || /\p{N}/u.test(word)) return undefined;
    /** @type {[number, string][]} */
    const candidates = forms(entry)
      .filter(form => form.length > 3 && Math.abs(form.length - word.length) < 2 && isSlip(plain, bare(form)))
      .map(form => [0.6, form]);
    if (!candidates.length && isMisspelt(entry.key, typed)) {
      const stem = typed.stems.find(stem => isSlip(bare(stem), entry.bare)) ?? word;
      candidates.push([0.55, entry.key + word.slice(stem.length)]);
    }
    return surest(entry, candidates, true);
  }

  /** @param {Match[]} matches @param {number} most */
  function commonest(matches, most) {
    return matches.sort((a, b) => b.weight - a.weight || b.entry.df - a.entry.df).slice(0, most);
  }

  // ---- The engine ----

  /**
   * @param {object} options
   * @param {(name: string) => Promise<Columns>} options.load
   *   brings a file; what has come is kept, what failed is asked for again
   * @param {string} options.language that of the page
   * @returns {Engine}
   */
  function search({ load, language }) {
    /** @type {Map<string, Promise<any>>} */
    const files = new Map();

    /**
     * @template T
     * @param {string} name
     * @param {(...columns: any) => T} read
     * @returns {Promise<T>}
     */
    function file(name, read) {
      const known = files.get(name);
      if (known) return known;
      const coming = load(name).then(columns => read(...columns));
      files.set(name, coming);
      coming.catch(() => files.delete(name));
      return coming;
    }

    const manifest = () => file('m', columns => readManifest(columns, language));

    /** @param {Manifest} manifest @param {Iterable<number>} places */
    function terms(manifest, places) {
      return Promise.all(Array.from(new Set(places), n =>
        file(`t/${n}`, (keys, endings, postings) => readTerms(manifest, keys, endings, postings))));
    }

    /** @param {string} facet */
    const facetOf = facet => file(`f/${facet}`, readFacet);

    /**
     * The files of terms whose words end as the typed one does, or nearly: those of the commonest.
     * @param {Manifest} manifest @param {Typed} typed
     */
    async function placesByTail({ tails, terms }, typed) {
      const starts = typed.stems.filter(stem => stem.length > 2).map(reversed).slice(0, MOST_FILES);
      const places = new Set(starts.flatMap(start => {
        const [first, last] = range(tails, start);
        return [first, Math.min(last, first + 1)];
      }));
      const shards = await Promise.all(Array.from(places, n => file(`r/${n}`, readTails)));
      const keys = shards.flat().filter(({ key }) => endsSo(key, typed) || isMisspelt(key, typed));
      // Slips are few and all wanted; of ends there can be hundreds.
      const order = (/** @type {string} */ key) =>
        (!endsSo(key, typed) ? 0 : key.endsWith(typed.word) ? 1 : 2);
      keys.sort((a, b) => order(a.key) - order(b.key) || b.size - a.size);
      return [...new Set(keys.map(({ key }) => place(terms, key)))].slice(0, MOST_FILES_OF_ENDS);
    }

    /**
     * The entries that have been fetched for a word, and what they have to do with it.
     * @param {Typed} meant
     * @param {Manifest} manifest
     */
    function gathered(meant, manifest) {
      /** @type {Set<Entry>} */
      const entries = new Set();
      return {
        entries,
        /** @param {Iterable<number>} places */
        fetch: async places => (await terms(manifest, places)).flat().forEach(e => entries.add(e)),
        /** @param {(entry: Entry, typed: Typed, manifest: Manifest) => Match | undefined} judge */
        matches: judge => [...entries].flatMap(entry => judge(entry, meant, manifest) ?? []),
      };
    }

    /**
     * Everything that a typed word may mean.
     * @param {string} word
     * @param {{ isLast: boolean, isAlone: boolean }} place
     *   whether it may still be being typed, and whether it is the whole query
     * @param {Manifest} manifest
     * @returns {Promise<Match[]>}
     */
    async function lookUp(word, { isLast, isAlone }, manifest) {
      const meant = typed(word, manifest);
      const { entries, fetch, matches } = gathered(meant, manifest);
      const longer = () => longerWords(matches(asBeginning), manifest);
      const ends = async () => {
        await fetch(await placesByTail(manifest, meant));
        return commonest(matches(asEnd), MOST_MATCHES);
      };
      const isRare = (/** @type {Match[]} */ same) => isAlone && documents(same) < FEW;

      const [first, last] = range(manifest.terms, word);
      const starts = [...meant.stems, ...meant.linked].map(start => place(manifest.terms, start));
      await fetch(isLast ? [...starts, first, Math.min(last, first + 1)] : starts);
      let same = matches(asTyped);
      if (sureness(same) >= EXACT) {
        const isFew = isRare(same);
        return beside(same, [...(isLast || isFew ? longer() : []), ...(isFew ? await ends() : [])]);
      }

      const spellings = meant.stems.flatMap(stem => placesOfSpellings(manifest.terms, stem));
      await fetch([...new Set(spellings)].slice(0, 2 * MOST_FILES));
      same = matches(asTyped);
      const isSpelt = sureness(same) >= WITHOUT_DOTS * UNSEEN;
      if (isSpelt && !isRare(same)) return merged([...same, ...(isLast ? longer() : [])]);

      const found = [...await ends(), ...matches(asSibling)];
      const beginnings = longer();
      if (!beginnings.length) found.push(...longerWords(matches(asLinked), manifest));
      if (isSpelt) return beside(same, [...found, ...beginnings]);
      // A word that begins or ends others is no slip.
      if (found.length || (isLast && beginnings.length)) return merged([...same, ...found, ...beginnings]);

      const slips = await slipsOf(word, manifest, fetch, () => matches(asSlip), !beginnings.length);
      if (!same.length && !slips.length && !beginnings.length && word.length >= 2 * PART) {
        await fetch(await placesOfParts(manifest, meant));
        return asParts(entries, meant);
      }
      return merged([...same, ...slips, ...(slips.length ? [] : beginnings)]);
    }

    /**
     * The words that it may be a slip for; if nothing else is known of it, also among those that
     * begin with the same half.
     * @param {string} word
     * @param {Manifest} manifest
     * @param {(places: number[]) => Promise<void>} fetch
     * @param {() => Match[]} slips
     * @param {boolean} isUnknown
     */
    async function slipsOf(word, { terms }, fetch, slips, isUnknown) {
      if (isUnknown && !slips().length) {
        const [from, to] = range(terms, word.slice(0, Math.ceil(word.length / 2)));
        const near = Math.max(from, Math.min(place(terms, word) - 1, to - 2));
        await fetch([near, near + 1, near + 2].filter(n => n <= to));
      }
      return commonest(slips(), MOST_SLIPS);
    }

    /** How sure the surest is. @param {Match[]} matches */
    function sureness(matches) {
      return Math.max(0, ...matches.map(match => match.weight));
    }

    /** How many documents the surest matches stand in, at most. @param {Match[]} matches */
    function documents(matches) {
      const sure = sureness(matches);
      return matches.reduce((sum, { weight, entry }) => sum + (weight < sure ? 0 : entry.df), 0);
    }

    /**
     * A word and, worth less, what has only a part of it or differs in its dots.
     * @param {Match[]} same @param {Match[]} others
     */
    function beside(same, others) {
      const sure = sureness(same);
      return merged([
        ...same.map(match => lessSure(match, match.weight < sure ? 0.5 : 1)),
        ...others.map(match => lessSure(match, BESIDE)),
      ]);
    }

    /**
     * The files of terms that hold the words which a compound may begin or end with.
     * @param {Manifest} manifest @param {Typed} typed
     */
    async function placesOfParts({ terms, tails }, { word, stems }) {
      // The longest first, as they are wanted.
      const lengths = Array.from({ length: word.length - 2 * PART + 2 }, (_, i) => word.length - PART + 1 - i);
      const heads = lengths.map(length => place(terms, word.slice(0, length)));
      // Words that end others stand right before them when both are read backwards.
      const ends = stems.slice(0, MOST_FILES).map(stem => place(tails, reversed(stem)));
      const shards = await Promise.all(Array.from(new Set(ends), n => file(`r/${n}`, readTails)));
      const keys = shards.flat().map(({ key }) => key)
        .filter(key => key.length >= PART && stems.some(stem => stem !== key && stem.endsWith(key)));
      const last = keys.sort((a, b) => b.length - a.length).map(key => place(terms, key));
      return [heads, last].flatMap(places => [...new Set(places)].slice(0, MOST_FILES));
    }

    /** @param {Match} match @param {number} share @returns {Match} */
    function lessSure(match, share) {
      return { ...match, weight: match.weight * share };
    }

    /**
     * The commonest of the words that begin so; of those that cost a file only two, and none that
     * stands nearly everywhere.
     * @param {Match[]} matches @param {Manifest} manifest
     */
    function longerWords(matches, manifest) {
      const byCount = matches.sort((a, b) => b.entry.df - a.entry.df || b.weight - a.weight);
      const rare = byCount.filter(match => match.entry.df <= manifest.documents / 5);
      let costly = 2;
      const kept = (rare.length ? rare : byCount).filter(m => m.entry.df <= INLINE || costly-- > 0);
      return kept.slice(0, MOST_MATCHES);
    }

    /** Each entry once, as sure as it gets. @param {Match[]} matches */
    function merged(matches) {
      /** @type {Map<Entry, Match>} */
      const best = new Map();
      for (const match of matches) {
        if (match.weight > (best.get(match.entry)?.weight ?? 0)) best.set(match.entry, match);
      }
      return [...best.values()];
    }

    /**
     * The documents of an entry: number times 8 plus level, less the gaps.
     * @param {Entry} entry
     * @returns {Promise<number[]>}
     */
    async function codes({ df, codes }) {
      if (df <= INLINE) return codes;
      const lists = await file(`p/${codes[0]}`, text => text.split(' '));
      return numbers(lists[codes[1]]);
    }

    /**
     * What the documents of a word score for it.
     * @param {Match[]} matches
     * @param {number} rarity
     */
    async function scores(matches, rarity) {
      /** @type {Map<number, number>} */
      const best = new Map();
      const lists = await Promise.all(matches.map(match => codes(match.entry)));
      matches.forEach(({ weight, part }, i) => {
        let document = -1;
        for (const code of lists[i]) {
          document += (code >> 3) + 1;
          const score = weight * rarity * ((code & 7) + 0.7);
          const before = best.get(document) ?? 0;
          // Both parts of a word together are worth more than the better one twice.
          if (part && before) best.set(document, 2 * (before + score));
          else if (score > before) best.set(document, score);
        }
      });
      return best;
    }

    /**
     * What is known of a word before its documents are read.
     * @param {string} word @param {Match[]} matches @param {Manifest} manifest
     */
    function judged(word, matches, { documents }) {
      const sure = sureness(matches);
      const sureOnes = matches.filter(match => match.weight >= 0.7 * sure);
      // One rarity a word, that of its commonest meaning: else a rare slip beats the right word.
      const df = Math.max(0, ...sureOnes.map(match => match.entry.df));
      return {
        word,
        matches,
        df,
        rarity: Math.log(1 + documents / Math.max(1, df)),
        exact: sure >= EXACT,
        common: df > Math.min(documents / 2, LONGEST_LIST),
        near: sure < EXACT ? commonest(matches.filter(match => match.near), 1)[0]?.form : null,
        forms: [...new Set(matches.filter(match => match.weight >= sure / 2)
          .flatMap(match => [match.form, ...forms(match.entry)]))],
      };
    }

    /** @param {ReturnType<typeof judged>[]} all */
    function leaveOutCommon(all) {
      const found = all.filter(word => word.matches.length);
      if (found.every(word => word.common)) {
        const rarest = Math.min(...found.map(word => word.df));
        for (const word of found) word.common = word.df > rarest;
      }
    }

    /**
     * The documents that hold any of the words but common ones, the best first: the sum of what
     * the words score, times the square of how many there are.
     * @param {ReturnType<typeof judged>[]} all
     * @returns {Promise<Hit[]>}
     */
    async function rank(all) {
      /** @type {Map<number, { sum: number, words: number }>} */
      const documents = new Map();
      const used = all.filter(word => !word.common || word.df <= INLINE);
      used.sort((a, b) => Number(a.common) - Number(b.common));
      const lists = await Promise.all(used.map(word => scores(word.matches, word.rarity)));
      used.forEach((word, i) => {
        for (const [document, score] of lists[i]) {
          const so = documents.get(document);
          if (so) {
            so.sum += score;
            so.words++;
          } else if (!word.common) documents.set(document, { sum: score, words: 1 });
        }
      });
      const hits = Array.from(documents, ([document, { sum, words }]) => ({ document, score: sum * words * words }));
      return hits.sort((a, b) => b.score - a.score || b.document - a.document);
    }

    /**
     * Whether a document has what was chosen in every facet but one.
     * @param {Filters} filters
     * @param {string} [but]
     * @returns {Promise<(hit: Hit) => boolean>}
     */
    async function passing(filters, but) {
      const chosen = Object.entries(filters).filter(([facet, ids]) => facet !== but && ids.length);
      const sets = await Promise.all(chosen.map(async ([facet, ids]) => {
        const values = await facetOf(facet);
        return new Set(ids.flatMap(id => values.get(id) ?? []));
      }));
      return hit => sets.every(set => set.has(hit.document));
    }

    /** @param {string} text @param {Filters} [filters] @returns {Promise<Answer>} */
    async function query(text, filters = {}) {
      text = text.slice(0, LONGEST_TEXT);
      const ready = await manifest();
      const runs = text.match(RUN) ?? [];
      let typedWords = words(text);
      // A single letter is looked up only while it is all there is.
      if (!typedWords.length) typedWords = runs.map(fold).filter(Boolean).slice(-1);
      const last = typedWords[typedWords.length - 1];
      typedWords = [...new Set(typedWords)].slice(0, MOST_WORDS);
      const all = await Promise.all(typedWords.map(async word =>
        judged(word, await lookUp(word, { isLast: word === last, isAlone: typedWords.length === 1 }, ready), ready)));
      leaveOutCommon(all);
      const everything = () => Array.from({ length: ready.documents }, (_, i) =>
        ({ document: ready.documents - 1 - i, score: 0 }));
      const ranked = text.trim() ? await rank(all) : everything();
      const found = ranked.filter(hit => !ready.hidden.has(hit.document));
      const hits = found.filter(await passing(filters));
      const near = new Map(all.map(({ word, near }) => [word, near]));
      const suggestion = text.replace(RUN, run => near.get(fold(run)) ?? run);
      return {
        total: hits.length,
        hits,
        words: all.map(({ word, forms, exact, common }) => ({ word, forms, exact, common })),
        suggestion: suggestion === text ? null : suggestion,
        documents: ready.documents,
        found,
        filters,
      };
    }

    /** @param {Hit[]} hits @returns {Promise<Card[]>} */
    async function cards(hits) {
      const { cards } = await manifest();
      return Promise.all(hits.map(async hit => {
        const n = Math.floor(hit.document / cards);
        const records = await file(`d/${n}`, text => text.split('\n'));
        const [title, summary, place, year, path, language, flags] = records[hit.document % cards].split('\t');
        return { ...hit, title, summary, place, year, path, language, fictional: flags.includes('f') };
      }));
    }

    /** @param {string} facet @param {Answer} answer */
    async function counts(facet, answer) {
      const [values, isInside] = await Promise.all([facetOf(facet), passing(answer.filters, facet)]);
      const documents = new Set(answer.found.filter(isInside).map(hit => hit.document));
      return new Map(Array.from(values, ([id, list]) => [id, list.filter(n => documents.has(n)).length]));
    }

    /** @param {string} text @param {Answer} answer */
    function mark(text, answer) {
      const wanted = new Set(answer.words.flatMap(word => (word.common ? [] : word.forms)));
      const pieces = [];
      let end = 0;
      for (const { 0: run, index } of text.matchAll(RUN)) {
        if (!wanted.has(fold(run))) continue;
        pieces.push({ text: text.slice(end, index), marked: false }, { text: run, marked: true });
        end = index + run.length;
      }
      return [...pieces, { text: text.slice(end), marked: false }].filter(piece => piece.text);
    }

    return { query, cards, counts, mark };
  }

  /** The words of a text as the engine looks them up. */
  search.words = words;
  return search;
})();
