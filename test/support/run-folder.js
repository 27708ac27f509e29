import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ROOM = 3 * 2 ** 30;
const PREFIX = 'palier-tests-';

/**
 * Makes the folder of this run, where its databases and logs are: in memory when there is room, because a disk takes
 * more of a server's time than its queries do when databases are made and dropped all along.
 */
export function makeRunFolder() {
  const parent = hasRoomInMemory() ? MEMORY : tmpdir();
  removeFoldersOfDeadRuns(parent);
  return mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
}

function hasRoomInMemory() {
  try {
    accessSync(MEMORY, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) > ROOM;
  } catch {
    return false;
  }
}

/** A run that was killed leaves its folder, which takes memory until the machine stops. */
function removeFoldersOfDeadRuns(parent) {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(PREFIX) && Number(name.slice(PREFIX.length).split('-')[0]);
    if (pid && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
