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
import { competenciesOf, FRAMEWORK_SIZES, readFramework } from './frameworks.rules.js';
import { insertShippedFramework } from './frameworks.store.js';
import type { FrameworkTree, LadderContent } from './frameworks.types.js';
import { readLadder } from './ladders/ladder-form.rules.js';
import { allMistakes, findLadderMistakes } from './ladders/ladders.rules.js';
import { insertLadder, publishLadder } from './ladders/ladders.store.js';
import { insertMapping } from './mappings/mappings.store.js';
import type { MappingContent } from './mappings/mappings.types.js';
import { readObject, readText, sent } from './reading/reading.rules.js';
import { sameContent } from './shipped/renewals.rules.js';
import { dataDir, readShippedFiles, type ShippedFile } from './shipped/shipped-files.store.js';

/**
 * Publishes the frameworks, ladders and mappings that Palier ships with, for all, where they are not there yet. Runs as the
 * owner of the database, before the API serves; a second run, or a second process, finds nothing to do. A shipped ladder
 * that changed becomes the next revision. Answers what was left out, because a platform administrator had published another
 * framework of that code and version: contracts rely on theirs.
 * @throws ProvisionError when a file is wrong, or a framework changed and kept its version
 */
export async function loadShippedData(
  owner: DataSource,
  now: Instant,
  dir = dataDir(),
): Promise<readonly string[]> {
  const files = await readShippedFiles(dir);
  return owner.transaction(async (manager) => {
    const tx = manager as Tx; // the owner's own: nobody is asking yet
    await rows(tx, 'select pg_advisory_xact_lock(7254373)');
    const frameworks = await loadFrameworks(tx, files.frameworks, now);
    const ladders = new Map<ShippedFile, LoadedLadder>();
    for (const file of files.ladders) ladders.set(file, await loadLadder(tx, file, frameworks, now));
    for (const { from, to } of files.rebased) {
      const [old, young] = [ladders.get(from), ladders.get(to)];
      if (!old?.id || !young?.id) continue;
      const content = sameContent(competenciesOf(young.framework), young.ladder.levels);
      // The second is the way back.
      await loadMapping(tx, old.id, young.id, content, now);
      await loadMapping(tx, young.id, old.id, content, now);
    }
    return frameworks.flatMap(({ id, framework }) =>
      id === null ? [`${framework.code} ${framework.version}`] : [],
    );
  });
}

/** `id` null: left out. */
interface LoadedFramework {
  readonly id: FrameworkId | null;
  readonly framework: FrameworkTree;
}

interface LoadedLadder {
  readonly id: LadderId | null;
  readonly ladder: LadderContent;
  readonly framework: FrameworkTree;
}

async function loadFrameworks(
  tx: Tx,
  files: readonly ShippedFile[],
  now: Instant,
): Promise<LoadedFramework[]> {
  const read = files.map((file) => ({ file, ...readFramework(file.content) }));
  for (const { file, mistakes } of read) refuseMistakes(file, mistakes);
  const published = await rows<FrameworkTree & { id: FrameworkId; shipped: boolean }>(
    tx,
    `
    select f.id, f.code, f.version_code as "version", f.title, f.blocks, f.details, f.shipped
    from frameworks f
    where f.owner_id is null
      and f.published_at is not null
      and (f.code, f.version_code) in (select * from unnest($1::text[], $2::text[]))
    `,
    [read.map(({ framework }) => framework.code), read.map(({ framework }) => framework.version)],
  );
  const loaded: LoadedFramework[] = [];
  for (const { file, framework } of read) {
    const { code, version } = framework;
    const there = published.find((one) => one.code === code && one.version === version);
    const id: FrameworkId | null = there ? idOf(file, framework, there) : newId();
    if (!there && id) await insertShippedFramework(tx, id, framework, now);
    loaded.push({ id, framework });
  }
  return loaded;
}

/** Null: somebody published another one. @throws ProvisionError */
function idOf(
  { name }: ShippedFile,
  framework: FrameworkTree,
  { id, shipped, ...published }: FrameworkTree & { id: FrameworkId; shipped: boolean },
): FrameworkId | null {
  if (isDeepStrictEqual(published, framework)) return id;
  if (!shipped) return null;
  throw new ProvisionError(
    `${name} : le référentiel ${framework.code} ${framework.version} est déjà publié avec un autre contenu, et ce qui est publié ne change plus. Donnez une autre version à ce fichier. (Already published with another content: give this file another version.)`,
  );
}

async function loadLadder(
  tx: Tx,
  file: ShippedFile,
  loaded: readonly LoadedFramework[],
  now: Instant,
): Promise<LoadedLadder> {
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
  if (found.id === null) return { id: null, ladder, framework: found.framework };
  const id = (await findPublished(tx, found.id, ladder)) ?? (await publish(tx, found.id, ladder, now));
  return { id, ladder, framework: found.framework };
}

async function publish(
  tx: Tx,
  frameworkId: FrameworkId,
  ladder: LadderContent,
  now: Instant,
): Promise<LadderId> {
  const id: LadderId = newId();
  await insertLadder(tx, id, null, { ...ladder, frameworkId }, now);
  await publishLadder(tx, { id, ownerId: null, code: ladder.code }, now);
  return id;
}

async function findPublished(
  tx: Tx,
  frameworkId: FrameworkId,
  ladder: LadderContent,
): Promise<LadderId | null> {
  const revisions = await rows<LadderContent & { id: LadderId }>(
    tx,
    `
    select l.id, l.code, l.title, l.levels, l.missions
    from ladders l
    where l.owner_id is null and l.framework_id = $1 and l.code = $2 and l.published_at is not null
    order by l.revision desc
    `,
    [frameworkId, ladder.code],
  );
  return revisions.find((one) => isDeepStrictEqual(one, { ...ladder, id: one.id }))?.id ?? null;
}

/** Another one that a platform administrator made since goes on to count. */
async function loadMapping(
  tx: Tx,
  fromLadderId: LadderId,
  toLadderId: LadderId,
  content: MappingContent,
  now: Instant,
): Promise<void> {
  const there = await row<MappingContent & Record<string, unknown>>(
    tx,
    `
    select m.competencies, m.levels
    from ladder_mappings m
    where m.from_ladder_id = $1 and m.to_ladder_id = $2 and m.created_by is null
    order by m.id desc
    limit 1
    `,
    [fromLadderId, toLadderId],
  );
  if (there && isDeepStrictEqual(there, content)) return;
  await insertMapping(tx, {
    ...content,
    id: newId(),
    fromLadderId,
    toLadderId,
    ownerId: null,
    createdBy: null,
    createdAt: now,
  });
}

function refuseMistakes({ name }: ShippedFile, mistakes: readonly FieldError[]): void {
  if (mistakes.length === 0) return;
  const lines = mistakes.map(({ pointer, code, detail }) => `  ${pointer} (${code}) ${detail.fr}`);
  throw new ProvisionError(`${name} :\n${lines.join('\n')}`);
}
