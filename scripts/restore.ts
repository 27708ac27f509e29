import { createReadStream, existsSync } from 'node:fs';
import { MIGRATION_NAMES } from '../src/data-source.js';
import { fileStoreOf } from '../src/platform/files/files.module.js';
import { OperatorError } from '../src/platform/operator-error.js';
import { withOwnerUrl } from './as-owner.js';
import { asCommand, keptFilesOf, readArguments, print } from './backup/command.js';
import { checkArchive, restore, type RestoreSummary } from './backup/load.js';

// `npm run restore -- <file>`: a backup into the empty database of the settings, all of it or nothing; with `--replace`
// over what is there. `-` is the standard input.

await asCommand(async () => {
  const { file, isChosen: replace } = readArguments('replace');
  if (file !== '-') {
    if (!existsSync(file)) throw new OperatorError(`${file} : aucun fichier de ce nom (no such file).`);
    await checkArchive(createReadStream(file));
  }
  const summary = await withOwnerUrl((ownerUrl, config) =>
    restore({
      ownerUrl,
      source: file === '-' ? process.stdin : createReadStream(file),
      evidence: fileStoreOf(config),
      keptFiles: keptFilesOf(config),
      replace,
      print,
    }),
  );
  report(summary);
});

function report({ head, manifest: { tables, evidence } }: RestoreSummary): void {
  const rowsOf = (table: string) => tables.find(({ name }) => name === `public.${table}`)?.rows ?? 0;
  const expected = MIGRATION_NAMES.at(-1);
  const newest = head.migrations.at(-1);
  print(
    `Restaurée : ${rowsOf('contracts')} contrats, ${rowsOf('events')} événements du ${head.createdAt}, schéma ${newest}` +
      `${newest === expected ? '' : ` (le prochain démarrage migre jusqu’à ${expected})`}.`,
  );
  if (evidence === null)
    print('Sans les preuves : remettez-les à leur place (evidence was left out: put it back).');
  else
    print(
      `${evidence.files} preuves (files of evidence), ${evidence.missing} manquaient déjà (missing before).`,
    );
  print('Vérifiez-la : npm run progress:rebuild doit trouver 0 différence (must find 0 differences).');
}
