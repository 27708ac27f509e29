import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { UnusableFile, unreadable, type FileType, type Unusable } from './media-types.js';

/** A thread each; more would only wait for a processor, with its file in memory. */
const AT_ONCE = 2;
const MAX_HEAP_MB = 256;
const MAX_MS = 20_000;

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './cleaning.worker.ts' : './cleaning.worker.js',
  import.meta.url,
);

type Reply = { readonly clean: Uint8Array } | { readonly reason: Unusable; readonly why: string };

/** Rebuilds files so that only what is seen stays: see `jpeg.ts`, `png.ts`, `pdf.ts`. */
@Injectable()
export class Cleaner {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws UnusableFile */
  async clean(type: FileType, bytes: Uint8Array, { maxMs = MAX_MS } = {}): Promise<Buffer> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await inThread(type, bytes, maxMs);
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

function inThread(type: FileType, bytes: Uint8Array, maxMs: number): Promise<Buffer> {
  const worker = new Worker(WORKER, {
    workerData: { type, bytes },
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    stdout: true, // nobody reads what a library says of a file
    stderr: true,
  });
  return new Promise<Buffer>((resolve, reject) => {
    const late = setTimeout(() => reject(unreadable('too long to read')), maxMs);
    worker.once('message', (reply: Reply) => {
      if ('clean' in reply) resolve(Buffer.from(reply.clean));
      else reject(new UnusableFile(reply.reason, reply.why));
    });
    // Out of memory, or what a cleaner did not foresee: the file is at fault, and the thread is gone.
    worker.once('error', (error) => reject(unreadable(error.name)));
    worker.once('exit', () => {
      clearTimeout(late);
      reject(unreadable('the thread ended'));
    });
  }).finally(() => worker.terminate());
}
