import { rebuildProgress } from '../src/features/ladder/progress/rebuild.store.js';
import { asOwnerOfDatabase } from './as-owner.js';

// `npm run progress:rebuild`: computes the progress of every contract again from its facts, mends the rows that differ,
// and says which did. Exit code 1 when any differed: that is a bug or a tampering, to be looked into. Beside a running
// server, which writes on meanwhile: each contract is held while it is compared.

const report = await asOwnerOfDatabase(rebuildProgress);
for (const { contractId, difference } of report.differences)
  process.stdout.write(`${contractId} : ${difference}\n`);
process.stdout.write(
  `${report.contracts} contrats relus, ${report.differences.length} différences corrigées.\n`,
);
process.exitCode = report.differences.length === 0 ? 0 : 1;
