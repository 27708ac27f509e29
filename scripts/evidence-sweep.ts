import { sweepEvidence } from '../src/features/evidence/sweep.store.js';
import { SystemClock } from '../src/kernel/clock.js';
import { readConfig } from '../src/platform/config/config.js';
import { fileStoreOf } from '../src/platform/files/files.module.js';
import { asOwnerOfDatabase } from './as-owner.js';

// `npm run evidence:sweep`: counts the files of evidence that belong to nothing in the database any more, and with
// `-- --remove` removes them. Never by itself: a copy of the database that knows less than the store (a restored backup,
// a server for trials) would take the newer files for orphans. Exit code 1 when a file that should be there is missing.

const remove = process.argv.includes('--remove');
const store = fileStoreOf(readConfig(process.env));
const { kept, withdrawn, orphans, missing } = await asOwnerOfDatabase((owner) =>
  sweepEvidence(owner, store, new SystemClock().now(), { remove }),
);
for (const id of missing) process.stdout.write(`${id} : fichier manquant (missing file)\n`);
process.stdout.write(
  `${kept} fichiers à leur place, ${missing.length} manquants ; ${orphans} orphelins de plus de 24 h et ${withdrawn} retirés, ` +
    `${remove ? 'effacés' : 'à effacer avec « npm run evidence:sweep -- --remove »'}.\n`,
);
process.exitCode = missing.length === 0 ? 0 : 1;
