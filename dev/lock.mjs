import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from './run.mjs';

// This file runs before anything is installed: Node 20, and what ships with it.

const LOCKS = join(ROOT, '.npm-lock');

/**
 * Runs `work` while no other command of this clone runs the work of that name, so that two `npm start`
 * at once install and build once. The lock names its holder by number and start time; one left by a
 * process that died is taken over.
 */
export async function withLock(name, work) {
  mkdirSync(LOCKS, { recursive: true });
  const lock = join(LOCKS, name);
  const mine = `${process.pid} ${startOf(process.pid)}`;
  let isAnnounced = false;
  while (!take(lock, mine)) {
    if (removeIfAbandoned(lock, `${lock}.${process.pid}.old`)) continue;
    if (!isAnnounced)
      console.log('Une autre commande installe ou construit le projet, on attend qu’elle ait fini…');
    isAnnounced = true;
    await wait(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The lock appears whole or not at all: it is written beside, then linked to its name. */
function take(lock, mine) {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Answers whether the lock is worth another try at once. */
function removeIfAbandoned(lock, aside) {
  const holder = readOrEmpty(lock);
  const [pid, start] = holder.split(' ');
  if (startOf(pid) === start) return false;
  try {
    renameSync(lock, aside);
    if (readOrEmpty(aside) !== holder) linkSync(aside, lock); // somebody took it between our two looks
  } catch {
    // somebody else was faster
  }
  rmSync(aside, { force: true });
  return true;
}

/** When a process started, which tells it from a later one with its number. */
function startOf(pid) {
  if (!existsSync('/proc/self/stat')) return isAlive(pid) ? 'running' : 'gone';
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? 'gone' : (fields[18] ?? 'gone');
}

function isAlive(pid) {
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
