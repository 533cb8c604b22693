// A built site as a reader's browser meets it: its engine, and its index one script at a time.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

function only(folder, fits) {
  const names = readdirSync(folder).filter(fits);
  if (names.length !== 1) throw new Error(`${names.length} files fit in ${folder}`);
  return join(folder, names[0]);
}

export class Site {
  constructor(folder) {
    this.engineFile = only(join(folder, 'assets'), name => /^search-[0-9a-f]+\.js$/.test(name));
    this.pageFile = only(join(folder, 'assets'), name => /^search-page-[0-9a-f]+\.js$/.test(name));
    this.index = only(join(folder, 'search'), name => /^[0-9a-f]{8}$/.test(name));
    this.context = vm.createContext({});
    vm.runInContext(readFileSync(this.engineFile, 'utf8'), this.context);
    this.scripts = new Map();
  }

  file(name) {
    return join(this.index, `${name}.js`);
  }

  /** An engine that has loaded nothing, and the names of the files that it comes to load. */
  engine(language) {
    const loaded = [];
    const load = async name => {
      loaded.push(name);
      return this.columns(name);
    };
    const make = vm.runInContext('forebildSearch', this.context);
    return { engine: make({ load, language }), loaded };
  }

  columns(name) {
    if (!this.scripts.has(name)) {
      const code = readFileSync(this.file(name), 'utf8');
      this.scripts.set(name, new vm.Script(code, { filename: name }));
    }
    let columns;
    this.context.forebild = (given, ...rest) => {
      if (given !== name) throw new Error(`${name} calls itself ${given}`);
      columns = rest;
    };
    this.scripts.get(name).runInContext(this.context);
    return columns;
  }
}

/** The story that a page belongs to: the last folder of its path, or its file. */
export function slugOf(path) {
  return path.replace(/#.*/, '').replace(/\/?index\.html$/, '').replace(/\.html$/, '').split('/').pop();
}
