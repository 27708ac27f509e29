import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

/** The rooms that hold parts, as seen from here: in the sources as in what was built of them. */
const ROOMS = ['../platform/', '../features/'].map((room) => new URL(room, import.meta.url));

/**
 * Imports every module whose name ends so (`entity`, `examples`), in the order of the names: what a feature brings is found by
 * its suffix, and takes no line in a list.
 */
export async function importAll(suffix: string): Promise<Readonly<Record<string, unknown>>[]> {
  const ending = new RegExp(`^[\\w-]+\\.${suffix}\\.(js|ts)$`);
  const urls = ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((path) => ending.test(basename(path)))
      .map((path) => new URL(path, room).href),
  );
  return Promise.all(urls.sort().map((url) => import(url) as Promise<Record<string, unknown>>));
}
