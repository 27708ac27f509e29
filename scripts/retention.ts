import { applyRetention, countExpired } from '../src/features/privacy/retention/retention.store.js';
import { RETENTION } from '../src/features/privacy/retention/retention.facts.js';
import { SystemClock } from '../src/kernel/clock.js';
import { fileStoreOf } from '../src/platform/files/files.module.js';
import { asOwnerOfDatabase } from './as-owner.js';

// `npm run retention`: deletes what was kept long enough, asks the erasure of those whose file was, and carries out the erasures
// whose day has come; the server and the worker do the same by themselves. With `-- --dry-run` it counts, and changes nothing.

const TITLES = new Map([
  ...RETENTION.map(({ kind, title }) => [kind, title.fr] as const),
  ['people', 'Effacements à demander (file kept long enough)'],
  ['erasures', 'Effacements à faire (erasures due)'],
  ['deleted', 'Lignes supprimées (rows deleted)'],
]);
const isDryRun = process.argv.includes('--dry-run');
const found = await asOwnerOfDatabase((owner, config) => {
  const now = new SystemClock().now();
  return isDryRun ? countExpired(owner, now) : applyRetention(owner, fileStoreOf(config), now);
});
for (const { kind, rows } of found) process.stdout.write(`${TITLES.get(kind) ?? kind} : ${rows}\n`);
