// Runs a command, and tells how long it took and how much memory it and its children held at most.
//
//   node measure.mjs NAME COMMAND [ARGUMENTS…]

import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const [name, command, ...rest] = process.argv.slice(2);

/** Resident memory in kB of every process, and its parent. Linux only. */
function processes() {
  const all = new Map();
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const field = name => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
      all.set(Number(pid), { parent: field('PPid'), resident: field('VmRSS') });
    } catch {
      // It has ended.
    }
  }
  return all;
}

function held(root) {
  const all = processes();
  const isOurs = pid => pid === root || (all.has(pid) && isOurs(all.get(pid).parent));
  let sum = 0;
  for (const [pid, { resident }] of all) if (isOurs(pid)) sum += resident;
  return sum;
}

const start = performance.now();
const child = spawn(command, rest, { stdio: 'inherit' });
let most = 0;
const look = setInterval(() => {
  most = Math.max(most, held(child.pid));
}, 50);
child.on('close', code => {
  clearInterval(look);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${name}: ${seconds.toFixed(1)} s, ${(most / 1e6).toFixed(2)} GB at most`);
  process.exitCode = code ?? 1;
});
