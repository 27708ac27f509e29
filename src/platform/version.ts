import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** From the sources, and from what they are built into. */
const MANIFESTS = ['../../package.json', '../../../package.json'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** That of `package.json`. */
export const VERSION = readVersion();

function readVersion(): string {
  const manifest = MANIFESTS.find((path) => existsSync(path));
  return manifest ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version : 'unknown';
}
