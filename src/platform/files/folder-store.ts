import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore, FileStoreUnavailable, type StoredFile } from './file-store.js';

/** Where files are until they are whole. */
const UNFINISHED = 'partial';

/** Files in a folder of this computer, readable by the account that runs Palier alone. */
export class FolderStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await available(async () => {
      const draft = join(this.folder, UNFINISHED, `${key}.${randomUUID()}`);
      const shelf = join(this.folder, shelfOf(key));
      for (const folder of [join(this.folder, UNFINISHED), shelf]) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
      }
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(shelf, key));
      // The names, too: of the file in its folder, and of a new folder in its own.
      for (const folder of [shelf, this.folder]) await syncFolder(folder);
    });
  }

  get(key: string): Promise<Readable | null> {
    return available(async () => {
      const file = await unlessMissing(open(join(this.folder, shelfOf(key), key), 'r'));
      return file?.createReadStream() ?? null;
    });
  }

  async remove(key: string): Promise<void> {
    await available(() => rm(join(this.folder, shelfOf(key), key), { force: true }));
  }

  async *list(): AsyncGenerator<StoredFile, void> {
    for (const shelf of await available(() => namesIn(this.folder))) {
      for (const key of await available(() => namesIn(join(this.folder, shelf)))) {
        const found = await available(() => unlessMissing(stat(join(this.folder, shelf, key))));
        if (found) yield { key, writtenAt: found.mtime };
      }
    }
  }
}

/** A few hundred folders, so that none holds too many: the last letters of a key are as good as chance. */
const shelfOf = (key: string): string => (key.includes('.') ? UNFINISHED : key.slice(-2));

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const namesIn = async (folder: string): Promise<string[]> => (await unlessMissing(readdir(folder))) ?? [];

const unlessMissing = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

const available = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => {
    throw new FileStoreUnavailable(error);
  });
