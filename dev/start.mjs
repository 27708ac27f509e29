import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildIfNeeded, MAIN } from './build.mjs';
import { installIfNeeded, nodeBinary } from './install.mjs';
import { ROOT, stopWithSignals } from './run.mjs';

// `npm start`: from a fresh clone to a running server. Node 20, and what ships with it.

/** Else Node takes some 70 MB more when a long report makes much that is thrown away at once. The Dockerfile says the same. */
const SMALL_YOUNG_SPACE = '--max-semi-space-size=16';

try {
  stopWithSignals();
  await installIfNeeded();
  await buildIfNeeded();
  process.exitCode = await serve();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/**
 * The server has a session of its own, so that Ctrl-C reaches it once, through us; and a channel whose
 * end tells it that we are gone, even when we were killed (src/platform/exit-with-parent.ts).
 */
function serve() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  const server = spawn(nodeBinary(), [SMALL_YOUNG_SPACE, MAIN, ...process.argv.slice(2)], {
    cwd: ROOT,
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let isStopping = false;
  const stop = (signal) => {
    if (!isStopping) server.kill(signal);
    isStopping = true;
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGHUP', () => stop('SIGTERM'));
  stopWithNpm(() => stop('SIGTERM'));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => resolve(code ?? (isStopping ? 0 : 1)));
  });
}

/** A killed npm tells us nothing, but we then have other ancestors: npm starts us, or a shell that does. */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = ancestorsUpToNpm();
  setInterval(() => ancestorsUpToNpm() !== before && stop(), 250).unref();
}

function ancestorsUpToNpm() {
  const [name, parent] = nameAndParentOf(process.ppid);
  return /^(sh|dash|bash|ash)$/.test(name) ? `${process.ppid} ${parent}` : `${process.ppid}`;
}

function nameAndParentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(stat);
    return [name, parent];
  } catch {
    return ['', '']; // not a Linux
  }
}
