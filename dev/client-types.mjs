import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBinary } from './install.mjs';
import { ROOT, run } from './run.mjs';

// The types of the test's client are made of openapi.json whenever it changed: they are in nobody's commit.

const DOCUMENT = join(ROOT, 'openapi.json');
const TYPES = join(ROOT, 'test', 'client', 'api.types.ts');
const GENERATOR = join(ROOT, 'node_modules', 'openapi-typescript');

/** Makes them, unless they were made of the present document. */
export async function makeClientTypesIfNeeded() {
  const document = createHash('sha256').update(readFileSync(DOCUMENT)).digest('hex');
  const { version } = JSON.parse(readFileSync(join(GENERATOR, 'package.json'), 'utf8'));
  const stamp = `// Made of ${document} by openapi-typescript ${version}\n`;
  if (existsSync(TYPES) && readFileSync(TYPES, 'utf8').startsWith(stamp)) return;
  const draft = `${TYPES}.${process.pid}`;
  try {
    const { code, output } = await run(
      nodeBinary(),
      [join(GENERATOR, 'bin', 'cli.js'), DOCUMENT, '-o', draft],
      { quiet: true },
    );
    if (code !== 0) throw new Error(`Les types du client de test n’ont pas été produits.\n${output}`);
    writeFileSync(draft, stamp + readFileSync(draft, 'utf8'));
    renameSync(draft, TYPES);
  } finally {
    rmSync(draft, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeClientTypesIfNeeded();
