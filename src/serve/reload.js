// The live preview in an open page: shows it anew when it has changed, and the faults that keep
// it from changing.
//
// It brings its own place, style and words, and touches nothing of the page but its style sheets.
// Nothing is stored: the server is told what the page shows, and says what is different.

(() => {
  'use strict';

  /** From a lost connection to saying so, in milliseconds: a restart is no event. */
  const PATIENCE = 1500;
  /** Between two attempts to connect. */
  const RETRY = 700;

  const WORDS = {
    sv: {
      errors: (/** @type {number} */ n) => `${n} fel att rätta`,
      stays: 'Förhandsvisningen uppdateras så snart allt stämmer.',
      hide: 'Dölj',
      lost: 'Förhandsvisningen svarar inte. Kör forebild serve igen.',
    },
    en: {
      errors: (/** @type {number} */ n) => (n === 1 ? '1 error to mend' : `${n} errors to mend`),
      stays: 'The preview is updated as soon as all is well.',
      hide: 'Hide',
      lost: 'The preview does not answer. Run forebild serve again.',
    },
  };

  const script = document.currentScript;
  // A page can name an element of its own `currentScript`.
  if (!(script instanceof HTMLScriptElement)) return;
  const language = script.lang === 'en' ? 'en' : 'sv';
  const words = WORDS[language];
  /** What the page shows, as the server names it. */
  let seen = script.dataset.seen ?? '';

  /** The style sheets of the page; of each also those that are on their way, newest last. */
  const sheets = Array.from(document.querySelectorAll('link[rel~=stylesheet i]'), link => [/** @type {HTMLLinkElement} */ (link)]);

  // ---- What is shown over the page ----

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} name
   * @param {{ [attribute: string]: string }} attributes
   * @param {(Node | string)[]} content
   */
  function element(name, attributes, ...content) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...content);
    return made;
  }

  const heading = element('h2', { id: 'heading' });
  const report = element('pre', { tabindex: '0', 'aria-labelledby': 'heading', role: 'group' });
  const close = element('button', { type: 'button' }, words.hide);
  const top = element('div', { class: 'top' }, element('div', { role: 'alert' }, heading), close);
  const stays = element('p', {}, words.stays);
  const problems = element('section', { 'aria-labelledby': 'heading', hidden: '' }, top, stays, report);
  const lost = element('p', { class: 'lost', role: 'status', hidden: '' });

  // The style sheet is there before it is needed: a server that is lost cannot give it.
  const style = element('link', { rel: 'stylesheet', href: '/__forebild/reload.css' });
  const place = element(/** @type {'div'} */ ('forebild-preview'), { lang: language });
  place.attachShadow({ mode: 'open' }).append(style, problems, lost);
  document.body.append(place);

  close.addEventListener('click', hide);
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') hide();
  });

  function hide() {
    problems.hidden = true;
  }

  /** @param {{ errors: number, report: string }} found */
  function showProblems(found) {
    // Those that a reader has hidden stay hidden until something is different.
    if (report.textContent === found.report) return;
    report.textContent = found.report;
    problems.hidden = false;
    heading.textContent = words.errors(found.errors);
  }

  function showFine() {
    report.textContent = heading.textContent = '';
    hide();
  }

  /** Each sheet stays until the one that follows it is there, so that no page is ever bare. @param {string[]} addresses */
  function showStyle(addresses) {
    addresses.forEach((address, i) => {
      const line = sheets[i];
      const newest = line?.[line.length - 1];
      if (!newest || newest.getAttribute('href') === address) return;
      const next = /** @type {HTMLLinkElement} */ (newest.cloneNode());
      next.href = address;
      next.addEventListener('load', () => {
        for (const older of line.splice(0, line.indexOf(next))) older.remove();
      });
      line.push(next);
      newest.after(next);
    });
  }

  // ---- The connection ----

  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retrying;

  /** Browsers keep few connections to a server, so a page that nobody sees keeps none. */
  function connect() {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ page: location.pathname, seen });
    source = new EventSource(`/__forebild/events?${query.toString().replace(/\+/g, '%20')}`);
    source.addEventListener('open', () => {
      clearTimeout(waiting);
      waiting = undefined;
      lost.hidden = true;
      lost.textContent = '';
    });
    // Browsers differ in when they try again, and would say what the page showed at first.
    source.addEventListener('error', () => {
      disconnect();
      retrying = setTimeout(connect, RETRY);
      waiting ??= setTimeout(showLost, PATIENCE);
    });
    on('fine', showFine);
    on('problems', showProblems);
    on('reload', () => location.reload());
    on('style', news => {
      seen = news.seen;
      showStyle(news.sheets);
    });
  }

  /** @param {string} name @param {(news: any) => void} act */
  function on(name, act) {
    source?.addEventListener(name, event => act(JSON.parse(event.data)));
  }

  function disconnect() {
    clearTimeout(retrying);
    source?.close();
    source = undefined;
  }

  function showLost() {
    lost.hidden = false;
    lost.textContent = words.lost;
  }

  function leave() {
    disconnect();
    clearTimeout(waiting);
    waiting = undefined;
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : connect()));
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', connect);
  connect();
})();
