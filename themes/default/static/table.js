// The table of the map page: its headings become buttons that sort it where it stands.
//
// Without this script each heading is a link to the same page, sorted by that column. The order is
// the same here and there. The script finds its places by `data-` attributes and says nothing of
// its own: its words stand in the page.

/** What tests of the table need. */
const forebildTable = (() => {
  'use strict';

  /**
   * What a row is sorted by: the name it stands under, and what it says in the column.
   * @typedef {{ name: string, text: string, value: number }} Row
   */

  /**
   * The places of `rows` in an order; what is alike stands in the alphabetical order of its names.
   * @param {Row[]} rows
   * @param {{ byValue: boolean, descending: boolean, language: string }} by
   * @returns {number[]}
   */
  function order(rows, { byValue, descending, language }) {
    const { compare } = new Intl.Collator(language);
    const sign = descending ? -1 : 1;
    /** @type {(a: Row, b: Row) => number} */
    const column = byValue ? (a, b) => a.value - b.value : (a, b) => compare(a.text, b.text);
    return rows.map((_, place) => place).sort((a, b) =>
      sign * column(rows[a], rows[b]) || compare(rows[a].name, rows[b].name) || a - b);
  }

  /** @param {Element | undefined} cell */
  const text = cell => cell?.textContent?.trim() ?? '';

  /**
   * Makes a button of the link in each heading.
   * @param {HTMLTableElement} table
   * @param {HTMLElement} said
   */
  function start(table, said) {
    const body = table.tBodies[0];
    const headings = Array.from(table.tHead?.rows[0]?.cells ?? []);
    headings.forEach((heading, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = text(heading);
      button.addEventListener('click', () => {
        const first = heading.dataset.first ?? 'ascending';
        const other = first === 'ascending' ? 'descending' : 'ascending';
        const direction = heading.getAttribute('aria-sort') === first ? other : first;
        const rows = Array.from(body.rows);
        const places = order(rows.map(row => ({
          name: text(row.cells[0]),
          text: text(row.cells[column]),
          value: Number(row.cells[column].dataset.value ?? 0),
        })), {
          byValue: first === 'descending',
          descending: direction === 'descending',
          language: table.dataset.sort || 'sv',
        });
        body.append(...places.map(place => rows[place]));
        for (const each of headings) each.removeAttribute('aria-sort');
        heading.setAttribute('aria-sort', direction);
        said.textContent = (said.dataset[direction] ?? '').replace('{name}', text(heading).toLocaleLowerCase(document.documentElement.lang));
      });
      heading.replaceChildren(button);
    });
  }

  if (typeof document !== 'undefined') {
    const table = document.querySelector('table[data-sort]');
    const said = document.querySelector('[data-sorted]');
    if (table instanceof HTMLTableElement && said instanceof HTMLElement) start(table, said);
  }
  return { order };
})();
