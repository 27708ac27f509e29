import { parentPort, workerData } from 'node:worker_threads';
import { UnusableFile } from './media-types.ts';
import { cleanPdf } from './pdf.ts';

// One document, in a thread of its own: whatever it does to whoever reads it ends with the thread.
// Imports end in `.ts`, so that Node runs this as it stands where nothing is built: in tests.

try {
  parentPort?.postMessage({ clean: await cleanPdf(workerData as Uint8Array) });
} catch (error) {
  if (!(error instanceof UnusableFile)) throw error;
  parentPort?.postMessage({ reason: error.reason, why: error.message });
}
