import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// This file runs before anything is installed: Node 20, and what ships with it.

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const running = new Set();

/**
 * Runs a program to its end, from the root of the project. With `quiet`, what it writes comes back as
 * `output` instead of being shown. A signal that ends this process ends the program first.
 */
export function run(program, args, { env = process.env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const child = spawn(program, args, { cwd: ROOT, env, stdio });
    let output = '';
    for (const stream of quiet ? [child.stdout, child.stderr] : []) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    running.add(child);
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Passes the first signal on to what runs, and leaves when it has ended. */
export function stopWithSignals() {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.once(signal, async () => {
      const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
      for (const child of running) child.kill(signal);
      await Promise.all(ended);
      process.exit(128 + number);
    });
  }
}
