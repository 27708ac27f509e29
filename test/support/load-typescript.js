import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** How every test, and what it starts from, is compiled: as `nest build` does, decorators included. */
const OPTIONS = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2023',
    experimental: { keepImportAttributes: true }, // Node asks for the type of a JSON module
  },
  module: { type: 'es6' },
  sourceMaps: true,
};

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/palier-tests/', import.meta.url));

const require = createRequire(import.meta.url);
const salt = JSON.stringify(OPTIONS) + require('@swc/core/package.json').version;
mkdirSync(CACHE, { recursive: true });

/** Where the source map of each file that was loaded is, by its URL. */
export const sourceMaps = new Map();

/** Lets Node itself import the project's TypeScript; what was compiled once is kept. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: globalsFor(context.parentURL), shortCircuit: true };
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
      const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    const kept = compiled(fileURLToPath(url));
    sourceMaps.set(url, `${kept}.map`);
    return { format: 'module', source: readFileSync(kept, 'utf8'), shortCircuit: true };
  },
});

/** Of a test file, those of its own. */
function globalsFor(parent) {
  const isTestFile = /\.(test|fixture)\.ts$/.test(parent);
  const path = isTestFile ? `./jest-globals.js?${encodeURIComponent(parent)}` : './jest-expect.js';
  return new URL(path, import.meta.url).href;
}

/** The path of what the file was compiled to. */
function compiled(path) {
  const source = readFileSync(path, 'utf8');
  const name = createHash('sha256').update(salt).update(path).update(source).digest('hex');
  const kept = `${CACHE}${name}.js`;
  if (existsSync(kept)) return kept;
  const { code, map } = require('@swc/core').transformSync(source, { ...OPTIONS, filename: path });
  write(`${kept}.map`, map);
  write(kept, code);
  return kept;
}

/** Whole or not at all: several workers may compile the file at once. */
function write(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}
