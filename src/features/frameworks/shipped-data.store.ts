import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import type { Instant } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { FrameworkId, LadderId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { ProvisionError } from '../../platform/database/provision.js';
import { row, rows } from '../../platform/database/sql.js';
import { newId } from '../../platform/ids.js';
import { readCode } from './reading/codes.rules.js';
import { refuseOthers } from './reading/extras.rules.js';
import { FRAMEWORK_SIZES, readFramework } from './frameworks.rules.js';
import { insertFramework, publishFramework } from './frameworks.store.js';
import type { FrameworkTree, LadderContent } from './frameworks.types.js';
import { readLadder } from './ladders/ladder-form.rules.js';
import { allMistakes, findLadderMistakes } from './ladders/ladders.rules.js';
import { insertLadder, publishLadder } from './ladders/ladders.store.js';
import { readObject, readText, sent } from './reading/reading.rules.js';

/** From the sources, and from what they are built into. */
const DATA_DIRS = ['../../../data/', '../../../../data/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

interface ShippedFile {
  readonly name: string;
  readonly content: unknown;
}

/**
 * Publishes the frameworks and ladders that Palier ships with, for all, where they are not there yet. Runs as the owner
 * of the database, before the API serves; a second run, or a second process, finds nothing to do. A shipped ladder that
 * changed becomes the next revision.
 * @throws ProvisionError when a file is wrong, or a framework changed and kept its version
 */
export async function loadShippedData(owner: DataSource, now: Instant, dir = dataDir()): Promise<void> {
  const frameworks = await readFolder(join(dir, 'frameworks'));
  const ladders = await readFolder(join(dir, 'ladders'));
  await owner.transaction(async (manager) => {
    const tx = manager as Tx; // the owner's own: nobody is asking yet
    await rows(tx, 'select pg_advisory_xact_lock(7254373)');
    const loaded: LoadedFramework[] = [];
    for (const file of frameworks) loaded.push(await loadFramework(tx, file, now));
    for (const file of ladders) await loadLadder(tx, file, loaded, now);
  });
}

interface LoadedFramework {
  readonly id: FrameworkId;
  readonly framework: FrameworkTree;
}

async function loadFramework(tx: Tx, file: ShippedFile, now: Instant): Promise<LoadedFramework> {
  const { framework, mistakes } = readFramework(file.content);
  refuseMistakes(file, mistakes);
  const { code, version } = framework;
  const stored = await row<FrameworkTree & { id: FrameworkId }>(
    tx,
    `
    select f.id, f.code, f.version_code as "version", f.title, f.blocks, f.details
    from frameworks f
    where f.owner_id is null and f.code = $1 and f.version_code = $2 and f.published_at is not null
    `,
    [code, version],
  );
  if (!stored) {
    const id: FrameworkId = newId();
    await insertFramework(tx, id, null, framework, now);
    await publishFramework(tx, id, now);
    return { id, framework };
  }
  const { id, ...published } = stored;
  if (!isDeepStrictEqual(published, framework)) {
    throw new ProvisionError(
      `${file.name} : le référentiel ${code} ${version} est déjà publié avec un autre contenu, et ce qui est publié ne change plus. Donnez une autre version à ce fichier. (Already published with another content: give this file another version.)`,
    );
  }
  return { id, framework };
}

async function loadLadder(
  tx: Tx,
  file: ShippedFile,
  loaded: readonly LoadedFramework[],
  now: Instant,
): Promise<void> {
  const from = sent(file.content);
  const reference = readObject(from, 'framework', (named) => {
    refuseOthers(named, ['code', 'version']);
    return { code: readCode(named, 'code'), version: readText(named, 'version', FRAMEWORK_SIZES.version) };
  });
  const ladder = readLadder(from, 'framework');
  const found = loaded.find(
    ({ framework }) => framework.code === reference?.code && framework.version === reference.version,
  );
  refuseMistakes(file, allMistakes(from.mistakes, findLadderMistakes(ladder, found?.framework ?? null)));
  if (!found) {
    throw new ProvisionError(
      `${file.name} : aucun fichier ne contient le référentiel de ce parcours. (No file holds the framework of this ladder.)`,
    );
  }
  if (await isPublished(tx, found.id, ladder)) return;
  const id: LadderId = newId();
  await insertLadder(tx, id, null, { ...ladder, frameworkId: found.id }, now);
  await publishLadder(tx, { id, ownerId: null, code: ladder.code }, now);
}

async function isPublished(tx: Tx, frameworkId: FrameworkId, ladder: LadderContent): Promise<boolean> {
  const revisions = await rows<LadderContent>(
    tx,
    `
    select l.code, l.title, l.levels, l.missions
    from ladders l
    where l.owner_id is null and l.framework_id = $1 and l.code = $2 and l.published_at is not null
    `,
    [frameworkId, ladder.code],
  );
  return revisions.some((revision) => isDeepStrictEqual(revision, ladder));
}

function dataDir(): string {
  const found = DATA_DIRS.find((dir) => existsSync(join(dir, 'frameworks')));
  if (found === undefined) {
    throw new ProvisionError(
      `Le dossier data/ manque : réinstallez Palier (the data folder is missing: install Palier again): ${DATA_DIRS.join(', ')}`,
    );
  }
  return found;
}

/** The files of a folder, by name. */
async function readFolder(folder: string): Promise<ShippedFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      try {
        return { name: path, content: JSON.parse(await readFile(path, 'utf8')) as unknown };
      } catch (error) {
        throw new ProvisionError(`${path} : illisible (unreadable): ${(error as Error).message}`);
      }
    }),
  );
}

function refuseMistakes({ name }: ShippedFile, mistakes: readonly FieldError[]): void {
  if (mistakes.length === 0) return;
  const lines = mistakes.map(({ pointer, code, detail }) => `  ${pointer} (${code}) ${detail.fr}`);
  throw new ProvisionError(`${name} :\n${lines.join('\n')}`);
}
