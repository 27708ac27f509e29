import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

// Documents are set in a thread of their own, one after the other. The compiler reads nothing but the folder of the templates, and
// asks no network. Imports end in `.ts` where Node runs this as it stands.

interface Job {
  readonly id: number;
  readonly template: string;
  readonly data: string;
  readonly seconds: number;
}

const { folder } = workerData as { readonly folder: string };
const resolve = createRequire(import.meta.url).resolve;
const FONTS = ['DejaVuSansCondensed', 'DejaVuSansCondensed-Bold'].map((name) =>
  readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)),
);
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: FONTS }] });
const sources = new Map<string, string>();
/** How many documents later what was kept of one is let go of: shapes of words are shared between a few, memory stays bounded. */
const KEPT = 4;

parentPort?.on('message', ({ id, template, data, seconds }: Job) => {
  try {
    const source = sources.get(template) ?? readFileSync(`${folder}/${template}.typ`, 'utf8');
    sources.set(template, source);
    const { result } = compiler.compile({ mainFileContent: source, inputs: { data } });
    if (!result) throw new Error(`The template "${template}" does not compile.`);
    const pdf = compiler.pdf(result, { pdfStandard: 'ua-1', creationTimestamp: seconds });
    parentPort?.postMessage({ id, pdf: new Uint8Array(pdf), pages: result.numOfPages });
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : 'unknown' });
  } finally {
    compiler.evictCache(KEPT);
  }
});
