import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { Crowded, FairSemaphore } from '../fair-semaphore.js';
import { uploadsBusy } from '../responses/http.errors.js';
import { cleanJpeg } from './jpeg.js';
import { UnusableFile, unreadable, type FileType, type Unusable } from './media-types.js';
import { cleanPng } from './png.js';

/** A thread each; more would only wait for a processor, with its file in memory. */
const DOCUMENTS = { atOnce: 2, waiting: 16, waitingPerCaller: 4 };
const MAX_HEAP_MB = 256;
const MAX_MS = 20_000;

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './pdf.worker.ts' : './pdf.worker.js',
  import.meta.url,
);

type Reply = { readonly clean: Uint8Array } | { readonly reason: Unusable; readonly why: string };

/** Rebuilds files so that only what is seen stays: see `jpeg.ts`, `png.ts`, `pdf.ts`. */
@Injectable()
export class Cleaner {
  private readonly documents = new FairSemaphore(DOCUMENTS);

  /**
   * Pictures are read once from end to end; a document could do anything to who reads it.
   * @throws UnusableFile; uploads_busy when too many documents wait, of the same caller or of all
   */
  async clean(type: FileType, bytes: Uint8Array, { caller = '', maxMs = MAX_MS } = {}): Promise<Buffer> {
    if (type === 'image/jpeg') return Buffer.from(cleanJpeg(bytes));
    if (type === 'image/png') return Buffer.from(await cleanPng(bytes));
    try {
      return await this.documents.run([caller], () => inThread(bytes, maxMs));
    } catch (error) {
      throw error instanceof Crowded ? uploadsBusy() : error;
    }
  }
}

function inThread(bytes: Uint8Array, maxMs: number): Promise<Buffer> {
  const worker = new Worker(WORKER, {
    workerData: bytes,
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
