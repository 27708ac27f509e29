import { readdirSync, readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';

// Documents are set in a thread of their own, one after the other. The compiler reads nothing but the folder of the templates, and
// asks no network. Imports end in `.ts` where Node runs this as it stands.

interface Job {
  readonly id: number;
  readonly template: string;
  readonly data: string;
  readonly seconds: number;
}

const { folder, fonts } = workerData as { readonly folder: string; readonly fonts: string };
/**
 * The compiler always looks for the fonts of the machine, too, and takes those before its own: ours are given to it, so that they come
 * first. Nothing falls back to another font, so of the same document the same bytes are set on every machine.
 */
const fontBlobs = readdirSync(fonts)
  .filter((name) => /\.(otf|ttf)$/.test(name))
  .sort()
  .map((name) => readFileSync(`${fonts}/${name}`));
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] });
const sources = new Map<string, string>();
/** How many documents later what was kept of one is let go of: shapes of words are shared between a few, memory stays bounded. */
const KEPT = 4;

/** For whoever listens to it (PDF/UA-1), unless a letter of it is in no font: then tagged all the same, without the claim. */
function asPdf(document: NodeTypstDocument, creationTimestamp: number): Buffer {
  try {
    return compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp });
  } catch {
    return compiler.pdf(document, { creationTimestamp });
  }
}

parentPort?.on('message', ({ id, template, data, seconds }: Job) => {
  try {
    const source = sources.get(template) ?? readFileSync(`${folder}/${template}.typ`, 'utf8');
    sources.set(template, source);
    const { result } = compiler.compile({ mainFileContent: source, inputs: { data } });
    if (!result) throw new Error(`The template "${template}" does not compile.`);
    const pdf = asPdf(result, seconds);
    parentPort?.postMessage({ id, pdf: new Uint8Array(pdf), pages: result.numOfPages });
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : 'unknown' });
  } finally {
    compiler.evictCache(KEPT);
  }
});
