// Chromium, steered over WebDriver, and a web host for it that counts what it sends.

import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';

import { sent } from './scoring.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml',
  '.json': 'application/json', '.wasm': 'application/wasm',
};

/** Serves a folder on a free port. `taken.bytes` is what it sent, as gzip -9 would make it. */
export async function serve(folder, pages = {}) {
  const taken = { bytes: 0, files: 0 };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    if (pages[path] !== undefined) {
      response.writeHead(200, { 'content-type': type }).end(pages[path]);
      return;
    }
    const file = join(folder, path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    taken.bytes += sent(file);
    taken.files += 1;
    response.writeHead(200, { 'content-type': type });
    createReadStream(file).pipe(response);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, taken, close: () => server.close() };
}

/** A Chromium with a fresh profile. */
export class Browser {
  static async open() {
    const browser = new Browser();
    browser.profile = mkdtempSync(join(tmpdir(), 'forebild-bench-'));
    browser.driver = spawn('chromedriver', ['--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    browser.base = `http://127.0.0.1:${await port(browser.driver.stdout)}`;
    const args = [
      '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', `--user-data-dir=${browser.profile}`,
    ];
    const wanted = { capabilities: { alwaysMatch: { 'goog:chromeOptions': { args } } } };
    const { sessionId } = await browser.ask('POST', '/session', wanted);
    browser.session = `/session/${sessionId}`;
    await browser.ask('POST', `${browser.session}/timeouts`, { script: 60_000 });
    return browser;
  }

  async ask(method, path, body) {
    const response = await fetch(this.base + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  go(url) {
    return this.ask('POST', `${this.session}/url`, { url });
  }

  /** Runs the body of an async function of `args` in the page. */
  run(body, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (async (...args) => { ${body} })(...arguments).then(value => done({ value }), error => done({ error: String(error) }));`;
    return this.ask('POST', `${this.session}/execute/async`, { script, args }).then(({ value, error }) => {
      if (error) throw new Error(error);
      return value;
    });
  }

  async close() {
    if (this.session) await this.ask('DELETE', this.session).catch(() => {});
    this.driver.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function port(output) {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', data => {
      text += data;
      const found = text.match(/started successfully on port (\d+)/);
      if (found) resolve(found[1]);
    });
    output.on('end', () => reject(new Error(`chromedriver did not start: ${text}`)));
  });
}
