import { existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { OperatorError } from '../src/platform/operator-error.js';
import { asCommand, fileArgument, ownerUrl, runTool } from './postgres-tools.js';

// `npm run backup -- <file>`: the whole database of DATABASE_URL, one moment of it, beside a server that goes on. The
// file appears whole or not at all. It holds the keys that sign tokens and the names of people: keep it encrypted.

await asCommand(async () => {
  const file = fileArgument();
  if (existsSync(file))
    throw new OperatorError(`${file} existe déjà : choisissez un autre nom (exists already).`);
  const draft = `${file}.partial`;
  process.umask(0o077);
  try {
    // The owner is bound by row-level security too, and sees all as a member of palier_maintenance.
    await runTool('pg_dump', ownerUrl(), [
      '--format=custom',
      '--enable-row-security',
      '--no-owner',
      `--file=${draft}`,
    ]);
    const written = await open(draft);
    await written.sync();
    await written.close();
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
  process.stdout.write(
    `${file} : ${(await stat(file)).size} octets. Essayez-la : npm run restore, sur une base vide.\n`,
  );
});
