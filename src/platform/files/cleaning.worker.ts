import { parentPort, workerData } from 'node:worker_threads';
import { cleanJpeg } from './jpeg.ts';
import { UnusableFile, type FileType } from './media-types.ts';
import { cleanPng } from './png.ts';

// One file, in a thread of its own: whatever it does to whoever reads it ends with the thread.
// Imports end in `.ts`, so that Node runs this as it stands where nothing is built: in tests.

const { type, bytes } = workerData as { type: FileType; bytes: Uint8Array };

try {
  const clean = Buffer.from(await cleaned());
  parentPort?.postMessage({ clean });
} catch (error) {
  if (!(error instanceof UnusableFile)) throw error;
  parentPort?.postMessage({ reason: error.reason, why: error.message });
}

async function cleaned(): Promise<Uint8Array> {
  if (type === 'image/jpeg') return cleanJpeg(bytes);
  if (type === 'image/png') return cleanPng(bytes);
  const { cleanPdf } = await import('./pdf.ts'); // a tenth of a second to load
  return cleanPdf(bytes);
}
