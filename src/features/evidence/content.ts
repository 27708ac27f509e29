import { createHash } from 'node:crypto';
import { validationFailed } from '../../kernel/refusals.js';
import type { Cleaner } from '../../platform/files/cleaner.js';
import { FileStoreUnavailable, type FileStore } from '../../platform/files/file-store.js';
import { UnusableFile, type FileType } from '../../platform/files/media-types.js';
import type { Log } from '../../platform/logs/logger.js';
import { evidenceStoreUnavailable, evidenceUnreadable, UNUSABLE } from './evidence.errors.js';
import type { Evidence } from './evidence.types.js';

/** The bytes that are kept of a file. @throws validation_failed when it cannot be rebuilt */
export async function cleaned(
  cleaner: Cleaner,
  type: FileType,
  bytes: Buffer,
  caller: string,
): Promise<Buffer> {
  try {
    return await cleaner.clean(type, bytes, { caller });
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    throw validationFailed([UNUSABLE[error.reason]()]);
  }
}

/** @throws evidence_store_unavailable */
export async function inStore<T>(log: Log, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof FileStoreUnavailable)) throw error;
    log.error({ error: error.cause }, 'the store of evidence does not answer');
    throw evidenceStoreUnavailable();
  }
}

/**
 * The bytes of a file as the store gives them. The last piece is held back until all of them are known to be those that
 * were recorded: whoever reads others sees the answer break off, never end.
 * @throws evidence_unreadable when there are none
 */
export async function* whole(
  store: FileStore,
  log: Log,
  { id, size, sha256 }: Pick<Evidence, 'id' | 'size' | 'sha256'>,
): AsyncGenerator<Buffer, void> {
  const lost = (why: string) => {
    log.error({ evidenceId: id, why }, 'bytes of evidence are lost');
    return evidenceUnreadable();
  };
  const bytes = await inStore(log, store.get(id));
  if (!bytes) throw lost('missing');
  const hash = createHash('sha256');
  let length = 0;
  let last: Buffer | null = null;
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    if (last) yield last;
    hash.update(piece);
    length += piece.length;
    last = piece;
  }
  if (length !== size || hash.digest('hex') !== sha256) throw lost('changed');
  if (last) yield last;
}
