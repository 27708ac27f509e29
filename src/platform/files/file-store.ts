import type { Readable } from 'node:stream';

/** A file as a store holds it. */
export interface StoredFile {
  readonly key: string;
  readonly writtenAt: Date;
}

/** Where the bytes of files are. What they are, and to whom they may be given, is in the database. */
export abstract class FileStore {
  /** Whole or not at all, and still there after a power cut. A key is written once. @throws FileStoreUnavailable */
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null: there is no such file. @throws FileStoreUnavailable */
  abstract get(key: string): Promise<Readable | null>;
  /** Also when it is gone already. @throws FileStoreUnavailable */
  abstract remove(key: string): Promise<void>;
  /** Everything that is there, what was never finished included. @throws FileStoreUnavailable */
  abstract list(): AsyncGenerator<StoredFile, void>;
}

/** It does not answer, is full, or refuses us: a file may be there all the same. */
export class FileStoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The store of files is not available.', { cause });
  }
}
