import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { fileStoreOf } from '../src/platform/files/files.module.js';
import { OperatorError } from '../src/platform/operator-error.js';
import { withOwnerUrl } from './as-owner.js';
import { asCommand, keptFilesOf, readArguments, print } from './backup/command.js';
import { backUp, type BackupSummary } from './backup/dump.js';

// `npm run backup -- <file>`: the whole database and the files of evidence, one moment of them, beside a server that goes
// on. The file appears whole or not at all; `-` is the standard output, where only a whole one can be restored. It holds
// the keys that sign tokens and the names of people: keep it encrypted.

await asCommand(async () => {
  const { file, isChosen: databaseOnly } = readArguments('database-only');
  const summary = await withOwnerUrl(async (ownerUrl, config) => {
    const options = {
      ownerUrl,
      evidence: databaseOnly ? null : fileStoreOf(config),
      keptFiles: keptFilesOf(config),
      print,
    };
    return file === '-' ? toOutput(options) : toFile(file, options);
  });
  report(file, summary);
});

type Options = Omit<Parameters<typeof backUp>[0], 'out'>;

function toOutput(options: Options): Promise<BackupSummary> {
  if (process.stdout.isTTY || process.env['npm_lifecycle_event']) {
    throw new OperatorError(
      '« - » écrit la sauvegarde sur la sortie : node dist/scripts/backup.js - > fichier, sans npm, qui y écrit aussi (without npm, which writes there too).',
    );
  }
  return backUp({ ...options, out: process.stdout });
}

async function toFile(file: string, options: Options): Promise<BackupSummary> {
  if (existsSync(file))
    throw new OperatorError(`${file} existe déjà : choisissez un autre nom (exists already).`);
  const draft = `${file}.partial`;
  process.umask(0o077);
  try {
    const out = createWriteStream(draft);
    const summary = await backUp({ ...options, out });
    out.end();
    await finished(out);
    const written = await open(draft);
    await written.sync();
    await written.close();
    await rename(draft, file);
    return summary;
  } finally {
    await rm(draft, { force: true });
  }
}

function report(file: string, { tables, evidence, keptFiles, bytes }: BackupSummary): void {
  const rows = tables.reduce((sum, it) => sum + it.rows, 0);
  print(`${file} : ${rows} lignes de ${tables.length} tables, ${bytes} octets.`);
  if (evidence === null)
    print('Sans les preuves : sauvegardez-les à part (evidence left out: save it beside).');
  else print(`${evidence.files} preuves (files of evidence), ${evidence.missing} manquantes (missing).`);
  for (const kept of keptFiles) print(`Avec ${kept} : cette sauvegarde ouvre tout (it opens everything).`);
  print('Essayez-la : npm run restore, sur une base vide (try it: restore into an empty database).');
}
