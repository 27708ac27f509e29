import { resolve } from 'node:path';
import { rebuildProgress } from '../src/features/ladder/rebuild.store.js';
import { readConfig } from '../src/platform/config/config.js';
import { findRunningPostgres, startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { asOwner } from '../src/platform/database/provision.js';

// `npm run progress:rebuild`: computes the progress of every contract anew from its facts, mends the rows that differ,
// and says which did. Exit code 1 when any differed: that is a bug or a tampering, to be looked into.

const config = readConfig(process.env);
const dataDir = resolve(config.dataDir, 'postgresql');
// Beside a running server, which writes on meanwhile: each contract is held while it is compared.
const runningUrl = config.ownerUrl ?? (await findRunningPostgres(dataDir));
const embedded = runningUrl === null ? await startEmbeddedPostgres({ dataDir }) : null;
try {
  const report = await asOwner(runningUrl ?? embedded?.url ?? '', rebuildProgress);
  for (const { contractId, difference } of report.differences)
    process.stdout.write(`${contractId} : ${difference}\n`);
  process.stdout.write(
    `${report.contracts} contrats relus, ${report.differences.length} différences corrigées.\n`,
  );
  process.exitCode = report.differences.length === 0 ? 0 : 1;
} finally {
  await embedded?.stop();
}
