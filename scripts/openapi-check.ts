import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describeApi } from '../src/app.js';
import { findBreaks, withoutAccepted, type Json } from './openapi/breaks.js';

// Part of `npm test`: compares the API of the built code with the `openapi.json` of the last commit. A break fails it,
// unless docs/development/openapi-breaks.md accepts it, by its sentence and with a reason.

const ACCEPTED = 'docs/development/openapi-breaks.md';

const committed = await promisify(execFile)('git', ['show', 'HEAD:openapi.json'], {
  maxBuffer: 64 * 1024 * 1024,
}).then(
  ({ stdout }) => stdout,
  () => null,
);
if (committed === null) {
  // An archive without its history: the file that came with it is what was released.
  process.stdout.write('  Pas d’historique git : comparaison avec openapi.json tel qu’il est.\n');
}
const before = JSON.parse(committed ?? (await readFile('openapi.json', 'utf8'))) as Json;
const { document } = await describeApi();
const breaks = findBreaks(before, JSON.parse(JSON.stringify(document)) as Json);
const refused = withoutAccepted(breaks, await readFile(ACCEPTED, 'utf8'));
if (refused.length > 0) {
  process.stderr.write(
    `These changes break clients of /v1. Undo them, or accept each in ${ACCEPTED}, with the reason:\n\n` +
      `${refused.map((sentence) => `- \`${sentence}\``).join('\n')}\n`,
  );
  process.exitCode = 1;
}
