// The search page: what a reader types and chooses, what is shown, and the address that says both.
//
// It finds its places by `data-` attributes in templates/search.html and takes its words from there,
// so that a theme can change either without touching a script. Texts of stories are only ever
// written as text. Nothing is stored: what a reader has chosen stands in the address alone.

(() => {
  'use strict';

  /** Hits shown at a time. */
  const PAGE = 10;
  /** From a keystroke to the search, in milliseconds: those of a fast typist come closer. */
  const TYPING = 150;
  /** From a keystroke to what is read aloud, and to a step for the Back button. */
  const PAUSE = 1200;
  /** The most documents for which every facet is counted unasked. */
  const SMALL = 2000;
  /** The most words that a link marks on the page it leads to. */
  const MARKS = 6;

  /**
   * The element that the template has for something.
   * @template {Element} T
   * @param {ParentNode} parent
   * @param {string} selector
   * @param {new () => T} kind
   * @returns {T}
   */
  function one(parent, selector, kind) {
    const found = parent.querySelector(selector);
    if (found instanceof kind) return found;
    throw new Error(`the search page has no ${selector}`);
  }

  const form = one(document, 'form[data-index]', HTMLFormElement);
  /** @param {string} name */
  const part = name => one(form, `[data-${name}]`, HTMLElement);
  /** @param {string} name */
  const template = name => one(form, `template[data-${name}]`, HTMLTemplateElement).content;
  /** @param {string} name @returns {HTMLElement} */
  const copy = name => one(/** @type {DocumentFragment} */ (template(name).cloneNode(true)), '*', HTMLElement);

  const { index = '', root = '', language = '', shortcut = '' } = form.dataset;
  const field = one(form, 'input[name=q]', HTMLInputElement);
  const heading = one(form, 'h2[tabindex]', HTMLElement);
  const key = one(form, 'input[data-key]', HTMLInputElement);
  const [live, narrow, total, said, hits, more, error] =
    ['live', 'narrow', 'total', 'said', 'hits', 'more', 'error'].map(part);
  const boxes = Array.from(form.querySelectorAll('[data-facet] input'), box => /** @type {HTMLInputElement} */ (box));
  const facets = Array.from(form.querySelectorAll('[data-facet]'), group => {
    const details = /** @type {HTMLDetailsElement} */ (group);
    return { details, facet: details.dataset.facet ?? '', boxes: boxes.filter(box => details.contains(box)) };
  });
  const words = new Map(Array.from(template('words').children, element =>
    [element.getAttribute('data-word'), element.textContent ?? '']));

  /**
   * The theme's word of this name, filled in.
   * @param {string} name
   * @param {{ [name: string]: string }} [values]
   */
  function word(name, values = {}) {
    return (words.get(name) ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** @param {string} name @param {number} n */
  function count(name, n) {
    const digits = String(n).replace(/\B(?=(\d{3})+$)/g, n > 9999 ? word('thousands') : '');
    return word(`${name}.${n === 1 ? 'one' : 'other'}`, { n: digits });
  }

  // ---- The index, a script a file ----

  /** Files on their way, and who waits for them. @type {Map<string, (columns: any[]) => void>} */
  const coming = new Map();

  // Every file of the index is one call of this.
  Object.assign(window, {
    forebild: (/** @type {string} */ name, /** @type {any[]} */ ...columns) => coming.get(name)?.(columns),
  });

  /**
   * Scripts are the one thing that a page may load from a folder on disk.
   * @param {string} name
   * @returns {Promise<any[]>}
   */
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      const end = () => {
        script.remove();
        coming.delete(name);
        // Does nothing where the file has come.
        reject(new Error(`${name} is missing`));
      };
      coming.set(name, resolve);
      script.onload = script.onerror = end;
      script.charset = 'utf-8';
      script.src = `${index}${name}.js`;
      document.head.append(script);
    });
  }

  const engine = forebildSearch({ load, language });

  // ---- The address ----

  /** Whether the next change gets a step of its own for the Back button. */
  let settled = true;

  function address() {
    const parameters = new URLSearchParams();
    if (field.value.trim()) parameters.append('q', field.value);
    for (const box of boxes) if (box.checked) parameters.append(box.name, box.value);
    if (!key.checked) parameters.append(shortcut, '0');
    return parameters.toString();
  }

  function readAddress() {
    const parameters = new URLSearchParams(location.search);
    field.value = parameters.get('q') ?? '';
    for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
    key.checked = parameters.get(shortcut) !== '0';
    shown = Number(history.state?.shown) || PAGE;
  }

  /**
   * A choice is a step; keystrokes are one together, until there is a pause.
   * @param {boolean} isChoice
   */
  function writeAddress(isChoice) {
    const now = address();
    if (now !== new URLSearchParams(location.search).toString()) {
      const url = location.href.split(/[?#]/)[0] + (now && `?${now}`);
      if (settled || isChoice) history.pushState(null, '', url);
      else history.replaceState(null, '', url);
      settled = false;
    }
    if (isChoice) settled = true;
  }

  // ---- Searching ----

  /** @type {Answer | undefined} */
  let answer;
  let shown = PAGE;
  /** Counts searches, so that one that is overtaken by the next shows nothing. */
  let turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pausing;

  async function search() {
    const mine = ++turn;
    /** @type {Filters} */
    const filters = {};
    for (const { facet, boxes } of facets) filters[facet] = boxes.filter(box => box.checked).map(box => box.value);
    showChoices();
    try {
      const found = await engine.query(field.value, filters);
      const cards = await engine.cards(found.hits.slice(0, shown));
      if (mine !== turn) return;
      answer = found;
      error.hidden = true;
      showAnswer(found);
      hits.replaceChildren(...cards.map(card => hit(card, found)));
      live.hidden = false;
      await showCounts(found);
    } catch {
      if (mine === turn) fail();
    }
  }

  /** Searches for what has been typed, or for a new choice at once. @param {boolean} isChoice */
  function changed(isChoice) {
    shown = PAGE;
    clearTimeout(typing);
    clearTimeout(pausing);
    typing = setTimeout(() => {
      writeAddress(isChoice);
      search();
    }, isChoice ? 0 : TYPING);
    pausing = setTimeout(() => {
      settled = true;
    }, PAUSE);
  }

  function fail() {
    answer = undefined;
    hits.replaceChildren();
    part('notes').replaceChildren();
    part('suggestion').hidden = more.hidden = true;
    total.textContent = word('failed');
    error.hidden = live.hidden = false;
  }

  // ---- What is shown ----

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying;

  /** @param {Answer} found */
  function showAnswer(found) {
    const isAll = !address().replace(`${shortcut}=0`, '');
    const text = found.total ? count(isAll ? 'all' : 'hits', found.total) : word('none');
    total.textContent = text;
    document.title = field.value.trim() ? `${field.value.trim()} – ${title}` : title;
    more.hidden = found.total <= shown;
    const suggestion = part('suggestion');
    suggestion.hidden = found.suggestion === null;
    const link = one(suggestion, 'a', HTMLAnchorElement);
    link.textContent = found.suggestion;
    link.search = address().replace(/(^|&)q=[^&]*/, `$1q=${encodeURIComponent(found.suggestion ?? '')}`);
    part('notes').replaceChildren(...notes(found));
    // Not at every keystroke: a screen reader would never come to its end.
    clearTimeout(saying);
    saying = setTimeout(() => {
      said.textContent = text;
    }, PAUSE);
  }

  const title = document.title;

  /** What there is to say beside the hits. @param {Answer} found */
  function notes(found) {
    const missed = found.words.filter(({ forms }) => !forms.length).map(({ word }) => word);
    const texts = missed.length ? [word('nothing_for', { words: missed.join(', ') })] : [];
    if (!found.total) texts.push(word(boxes.some(box => box.checked) ? 'no_hits_chosen' : 'no_hits'));
    return [...placesWithout(found), ...texts.map(text => paragraph(text))];
  }

  /** @param {string} text @param {Node[]} more */
  function paragraph(text, ...more) {
    const element = document.createElement('p');
    element.append(text, ...more.flatMap(node => [' ', node]));
    return element;
  }

  /** Who asks for a municipality without a story hears so, and where there is one near. @param {Answer} found */
  function placesWithout(found) {
    const typed = new Set(found.words.flatMap(({ word }) => [word, word.replace(/s$/, '')]));
    const asked = Array.from(template('without').children)
      .filter(place => forebildSearch.words(place.textContent ?? '').every(word => typed.has(word)));
    return asked.map(place => {
      const name = place.textContent ?? '';
      const page = /** @type {HTMLAnchorElement} */ (place.cloneNode());
      page.textContent = word('place_page', { name });
      const near = (page.dataset.near ?? '').split(' ').filter(Boolean);
      if (!near.length) return paragraph(word('place', { name }), page);
      const link = document.createElement('a');
      const parameter = one(form, '[data-facet=municipality]', HTMLElement).dataset.name ?? '';
      link.href = `?${new URLSearchParams(near.map(id => [parameter, id]))}`;
      link.textContent = word('place_neighbours');
      return paragraph(word('place', { name }), page, link);
    });
  }

  /** @param {Card} card @param {Answer} found */
  function hit(card, found) {
    const item = copy('hit');
    const link = one(item, 'a', HTMLAnchorElement);
    const summary = one(item, '[data-summary]', HTMLElement);
    const texts = [...marked(link, card.title, found), ...marked(summary, card.summary, found)];
    for (const { common, forms } of found.words) if (!common) texts.push(...forms.slice(0, 2));
    const parts = [...new Set(texts)].slice(0, MARKS)
      .map(text => `text=${encodeURIComponent(text).replace(/-/g, '%2D')}`);
    const path = root + card.path;
    link.href = parts.length ? `${path}${path.includes('#') ? '' : '#'}:~:${parts.join('&')}` : path;
    const tag = card.language.replace('-simple', '');
    const isForeign = tag !== document.documentElement.lang;
    if (isForeign) link.lang = link.hreflang = summary.lang = tag;
    one(item, '[data-language]', HTMLElement).textContent = isForeign ? `(${word(`in.${card.language}`)})` : '';
    one(item, '[data-fictional]', HTMLElement).hidden = !card.fictional;
    one(item, '[data-place]', HTMLElement).textContent = [card.place, card.year].filter(Boolean).join(' · ');
    return item;
  }

  /**
   * Writes a text with the words that were searched for marked, and gives those as they stand there.
   * @param {HTMLElement} element
   * @param {string} text
   * @param {Answer} found
   */
  function marked(element, text, found) {
    const pieces = engine.mark(text, found);
    element.replaceChildren(...pieces.map(({ text, marked }) => {
      if (!marked) return text;
      const mark = document.createElement('mark');
      mark.textContent = text;
      return mark;
    }));
    return pieces.filter(({ marked }) => marked).map(({ text }) => text);
  }

  async function showMore() {
    if (!answer) return;
    const found = answer;
    try {
      const cards = await engine.cards(found.hits.slice(shown, shown + PAGE));
      if (found !== answer) return;
      shown += PAGE;
      more.hidden = found.total <= shown;
      const items = cards.map(card => hit(card, found));
      hits.append(...items);
      items[0]?.querySelector('a')?.focus();
      history.replaceState({ shown }, '');
    } catch {
      fail();
    }
  }

  // ---- Facets ----

  /** @param {HTMLInputElement} box */
  function labelOf(box) {
    return box.parentElement?.querySelector('[data-label]')?.textContent ?? box.value;
  }

  /** The choices as buttons that take them back. */
  function showChoices() {
    const chosen = boxes.filter(box => box.checked);
    for (const { details, boxes } of facets) {
      const n = boxes.filter(box => box.checked).length;
      one(details, '[data-chosen]', HTMLElement).textContent = n ? `(${n})` : '';
    }
    const chips = chosen.map((box, i) => {
      const chip = copy('chip');
      const button = one(chip, 'button', HTMLButtonElement);
      one(chip, '[data-label]', HTMLElement).textContent = labelOf(box);
      button.setAttribute('aria-label', word('remove', { name: labelOf(box) }));
      button.onclick = () => takeBack([box], i);
      return chip;
    });
    if (chosen.length > 1) {
      const clear = copy('clear');
      one(clear, 'button', HTMLButtonElement).onclick = () => takeBack(chosen, 0);
      chips.push(clear);
    }
    part('choices').hidden = !chips.length;
    one(part('choices'), 'ul', HTMLElement).replaceChildren(...chips);
  }

  /** @param {HTMLInputElement[]} chosen @param {number} place that of the button, which goes */
  function takeBack(chosen, place) {
    for (const box of chosen) box.checked = false;
    changed(true);
    showChoices();
    const buttons = part('choices').querySelectorAll('button');
    (buttons[Math.min(place, buttons.length - 1)] ?? heading).focus();
  }

  /** How many hits each value has; each group costs a file, so in a large site only those in use. @param {Answer} found */
  async function showCounts(found) {
    await Promise.all(facets.map(async ({ details, facet, boxes }) => {
      const isWanted = found.documents <= SMALL || details.open || boxes.some(box => box.checked);
      const counts = isWanted ? await engine.counts(facet, found) : undefined;
      if (found !== answer) return;
      for (const box of boxes) {
        const item = /** @type {HTMLElement} */ (box.closest('li'));
        const n = counts?.get(box.value) ?? 0;
        one(item, '[data-count]', HTMLElement).textContent = counts ? `${n}` : '';
        item.hidden = !!counts && !n && !box.checked;
      }
      details.hidden = boxes.every(box => box.closest('li')?.hidden);
    }));
    narrow.hidden = facets.every(({ details }) => details.hidden);
  }

  // ---- What a reader does ----

  field.addEventListener('input', () => changed(false));
  form.addEventListener('submit', event => {
    event.preventDefault();
    changed(true);
  });
  for (const box of boxes) box.addEventListener('change', () => changed(true));
  key.addEventListener('change', () => writeAddress(true));
  more.addEventListener('click', showMore);
  part('retry').addEventListener('click', async () => {
    await search();
    // The button is gone, and with it the place where the keyboard was.
    if (error.hidden) heading.focus();
  });
  part('reload').addEventListener('click', () => location.reload());
  for (const { details } of facets) {
    details.addEventListener('toggle', () => {
      if (answer) showCounts(answer).catch(fail);
    });
  }

  document.addEventListener('keydown', event => {
    const isTyping = event.target instanceof HTMLElement
      && event.target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
    if (event.key !== '/' || !key.checked || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  window.addEventListener('popstate', () => {
    // A link to a place in the page is no other search.
    if (address() !== new URLSearchParams(location.search).toString()) begin();
  });

  function begin() {
    clearTimeout(typing);
    settled = true;
    readAddress();
    for (const { details, boxes } of facets) if (boxes.some(box => box.checked)) details.open = true;
    search();
  }

  if (narrow instanceof HTMLDetailsElement) {
    // Beside the hits there is room for it, above them there is not.
    const isWide = matchMedia('(min-width: 62rem)');
    const fit = () => {
      narrow.open = isWide.matches;
    };
    isWide.onchange = fit;
    fit();
  }
  begin();
})();
