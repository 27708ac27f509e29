import { setTimeout as wait } from 'node:timers/promises';

// Node opens the pipes of its own output when something is first written: that is not left behind by the file which does it.
void [process.stdout, process.stderr];

/** How long what a test closed may take to be gone. */
const TIME_LIMIT_MS = 2_000;

/**
 * What one test file could hand to the next one in the same process. `findLeftovers` tells, once the file has ended,
 * what differs, and puts back what can be put back.
 */
export function lookAround() {
  return {
    env: { ...process.env },
    folder: process.cwd(),
    exitCode: process.exitCode,
    listeners: new Map(process.eventNames().map((name) => [name, process.rawListeners(name)])),
    handles: countHandles(),
  };
}

export async function findLeftovers(before) {
  return [
    ...putBackEnvironment(before),
    ...putBackFolder(before),
    ...putBackExitCode(before),
    ...removeListeners(before),
    ...(await findHandles(before)),
  ];
}

function putBackEnvironment({ env }) {
  const names = new Set([...Object.keys(env), ...Object.keys(process.env)]);
  const changed = [...names].filter((name) => process.env[name] !== env[name]);
  for (const name of changed) {
    if (env[name] === undefined) delete process.env[name];
    else process.env[name] = env[name];
  }
  return changed.map((name) => `the environment variable ${name} is changed`);
}

function putBackFolder({ folder }) {
  if (process.cwd() === folder) return [];
  process.chdir(folder);
  return ['the working folder is changed'];
}

function putBackExitCode({ exitCode }) {
  if (process.exitCode === exitCode) return [];
  process.exitCode = exitCode;
  return ['process.exitCode is changed'];
}

function removeListeners({ listeners }) {
  return process.eventNames().flatMap((name) => {
    const known = listeners.get(name) ?? [];
    const added = process.rawListeners(name).filter((listener) => !known.includes(listener));
    for (const listener of added) process.removeListener(name, listener);
    return added.map(() => `a listener of process on “${String(name)}” is added`);
  });
}

/** Servers, sockets, child processes, timers: whatever would keep the process from ending. */
async function findHandles({ handles }) {
  const limit = performance.now() + TIME_LIMIT_MS;
  for (;;) {
    const now = countHandles();
    const added = [...now].filter(([kind, count]) => count > (handles.get(kind) ?? 0));
    if (added.length === 0) return [];
    if (performance.now() > limit) {
      return added.map(([kind, count]) => `${count - (handles.get(kind) ?? 0)} ${kind} is left open`);
    }
    await wait(20);
  }
}

function countHandles() {
  const counts = new Map();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
