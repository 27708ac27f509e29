import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** From the root of the project. One line a migration, as `sha256sum` writes and checks it. */
export const CHECKSUMS_FILE = 'migrations/SHA256SUMS';

/** Writes a line for each file, in their order. */
export function checksumsOf(files: readonly string[]): string {
  return files.map((file) => `${sha256(readFileSync(file))}  ${basename(file)}\n`).join('');
}

/**
 * Names the first migration that is not as its checksum says: edited, removed, or added before one that stands already.
 * Undefined when all that differs was added at the end.
 */
export function findRewritten(listed: string, present: string): string | undefined {
  const [before, now] = [listed, present].map((text) => text.split('\n').filter((line) => line !== ''));
  const line = before?.find((one, place) => one !== now?.[place]);
  return line?.split('  ')[1];
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
