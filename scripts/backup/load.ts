import { createHash } from 'node:crypto';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, MigrationExecutor } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { ownerDataSourceOptions } from '../../src/data-source.js';
import { isUuid } from '../../src/kernel/ids.js';
import type { FileStore } from '../../src/platform/files/file-store.js';
import { OperatorError } from '../../src/platform/operator-error.js';
import {
  ArchiveError,
  damaged,
  LARGEST_ENTRY,
  MANIFEST,
  parseObject,
  readArchive,
  type ArchivedFile,
} from './archive.js';
import {
  FORMAT,
  HEAD,
  listObstacles,
  listTables,
  quotedList,
  quotedName,
  type Head,
  type Manifest,
} from './contents.js';
import { makeRoom } from './room.js';

const unpress = promisify(gunzip);

/** Damage of an archive that comes through a pipe shows here, before its end is reached. */
const unpressed = (content: Buffer): Promise<Buffer> =>
  unpress(content, { maxOutputLength: LARGEST_ENTRY }).catch(() => Promise.reject(damaged()));

export interface RestoreOptions {
  readonly ownerUrl: string;
  readonly source: Readable;
  readonly evidence: FileStore;
  /** Where files go that a server without settings keeps for itself: those of these names alone. */
  readonly keptFiles: readonly string[];
  /** Over a database of Palier that is there. */
  readonly replace: boolean;
  readonly print: (line: string) => void;
}

export interface RestoreSummary {
  readonly head: Head;
  readonly manifest: Manifest;
}

/** Reads the archive to its end and restores nothing. @throws ArchiveError when it is not whole */
export async function checkArchive(source: Readable): Promise<void> {
  let isFirst = true;
  for await (const entry of readArchive(source)) {
    if (isFirst) readHead(entry);
    isFirst = false;
  }
}

/**
 * Makes the schema of the archive by its migrations and fills it, in one transaction that is committed when the last
 * byte was found right: all or nothing. Files of evidence that were put before something failed are taken away again.
 */
export async function restore(options: RestoreOptions): Promise<RestoreSummary> {
  const entries = readArchive(options.source);
  const first = await entries.next();
  const head = readHead(first.value ?? { name: '', content: Buffer.alloc(0) });
  const migrations = MIGRATIONS.filter(({ name }) => head.migrations.includes(name));
  const source = new DataSource(ownerDataSourceOptions(options.ownerUrl, migrations));
  await source.initialize();
  const runner = source.createQueryRunner();
  const undo: (() => Promise<void>)[] = [];
  try {
    const client = (await runner.connect()) as pg.PoolClient;
    await client.query(`set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`);
    await runner.startTransaction();
    await makeRoom(client, options.replace);
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'none';
    await executor.executePendingMigrations();
    const loading = new Loading(client, head, options, undo);
    const manifest = await loading.load(entries).finally(() => loading.endCopy());
    await runner.commitTransaction();
    await client.query('analyze');
    return { head, manifest };
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined); // the connection may be what failed
    for (const step of undo.toReversed()) await step();
    throw error;
  } finally {
    await runner.release();
    await source.destroy();
  }
}

function readHead({ name, content }: ArchivedFile): Head {
  const head = parseObject(content) as Head;
  if (name !== HEAD || head.format !== FORMAT) {
    throw new ArchiveError(
      `elle est d’un autre format ; prenez la version de Palier qui l’a faite (${head.palier ?? '?'})`,
      'another format: take the version of Palier that made it',
    );
  }
  const unknown = head.migrations.find((it, place) => it !== MIGRATIONS[place]?.name);
  if (unknown) {
    throw new ArchiveError(
      `elle vient d’un Palier plus récent (${head.palier}, ${unknown}) ; mettez à jour, puis recommencez`,
      'it was made by a newer Palier: update, then try again',
    );
  }
  return head;
}

/** Rows and files on their way from the entries of an archive to where they belong. */
class Loading {
  private readonly read = new Map<string, { rows: number; sha256: string }>();
  private table: {
    name: string;
    copy: ReturnType<typeof copyFrom>;
    hash: ReturnType<typeof createHash>;
  } | null = null;
  private files = 0;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly head: Head,
    private readonly options: RestoreOptions,
    /** How what no transaction takes back is taken back. */
    private readonly undo: (() => Promise<void>)[],
  ) {}

  async load(entries: AsyncGenerator<ArchivedFile, void>): Promise<Manifest> {
    await this.client.query(
      `set local search_path = pg_catalog; set local datestyle = iso; set local client_encoding = utf8`,
    );
    const obstacles = await listObstacles(this.client);
    for (const { undo } of obstacles) await this.client.query(undo);
    await this.emptyTables();
    for await (const entry of entries) {
      if (entry.name !== MANIFEST) await this.take(entry);
      else {
        await this.endTable();
        const manifest = parseObject(entry.content) as Manifest;
        this.compare(manifest);
        this.options.print('Index, références et droits (indexes, references and rights)…');
        for (const { name, last } of manifest.sequences) {
          await this.client.query('select setval($1::regclass, $2::bigint)', [name, last]);
        }
        for (const { redo } of obstacles) await this.client.query(redo);
        return manifest;
      }
    }
    throw new Error('An archive ends with its manifest.');
  }

  /** Migrations put rows of their own. */
  private async emptyTables(): Promise<void> {
    const there = await listTables(this.client);
    const differing = there.find(({ name, columns }) => {
      const saved = this.head.tables.find((it) => it.name === name)?.columns ?? [];
      return columns.toSorted().join() !== saved.toSorted().join();
    });
    const foreign = this.head.tables.find(({ name }) => !there.some((it) => it.name === name));
    const odd = (differing ?? foreign)?.name;
    if (odd) {
      throw new ArchiveError(
        `sa table ${odd} n’est pas celle que font les migrations de cette version`,
        `its table ${odd} is not the one that the migrations of this version make`,
      );
    }
    await this.client.query(`truncate ${there.map(({ name }) => quotedName(name)).join(', ')}`);
  }

  private async take({ name, content }: ArchivedFile): Promise<void> {
    const [room, key = '', part] = name.split('/');
    if (room === 'database' && part) return this.takeRows(key, await unpressed(content));
    await this.endTable();
    if (room === 'evidence' && isUuid(key)) return this.takeFile(key, content);
    if (room === 'settings') return this.takeSetting(key, content);
    throw new ArchiveError(
      `il s’y trouve « ${name} », que Palier n’y met pas`,
      'it holds what Palier does not write',
    );
  }

  private async takeRows(name: string, bytes: Buffer): Promise<void> {
    if (this.table?.name !== name) await this.beginTable(name);
    const { copy, hash } = this.table ?? (await this.beginTable(name));
    hash.update(bytes);
    await new Promise<void>((resolve, reject) => {
      copy.once('error', reject);
      copy.write(bytes, (error) => {
        copy.off('error', reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  private async beginTable(name: string) {
    await this.endTable();
    const columns = this.head.tables.find((it) => it.name === name)?.columns;
    if (!columns)
      throw new ArchiveError(`sa table ${name} n’est pas annoncée`, `its table ${name} is not announced`);
    this.options.print(`${name}…`);
    const copy = this.client.query(copyFrom(`copy ${quotedName(name)} (${quotedList(columns)}) from stdin`));
    copy.on('error', () => (this.table = null)); // the write or the end that suffers from it says so
    return (this.table = { name, copy, hash: createHash('sha256') });
  }

  private async endTable(): Promise<void> {
    if (!this.table) return;
    const { name, copy, hash } = this.table;
    this.table = null;
    const ended = finished(copy);
    copy.end();
    await ended;
    this.read.set(name, { rows: copy.rowCount, sha256: hash.digest('hex') });
  }

  /** PostgreSQL hears nothing else, the end of the transaction included, while it takes rows. */
  async endCopy(): Promise<void> {
    if (!this.table) return;
    const { copy } = this.table;
    copy.destroy();
    await new Promise((resolve) => copy.once('close', resolve));
  }

  private async takeFile(key: string, bytes: Buffer): Promise<void> {
    const { evidence, print } = this.options;
    const there = await evidence.get(key);
    if (there && (await buffer(there)).equals(bytes)) return;
    if (!there) this.undo.push(() => evidence.remove(key));
    await evidence.put(key, bytes);
    this.files += 1;
    if (this.files % 200 === 0) print(`preuves (evidence) : ${this.files} fichiers…`);
  }

  /** What stands there already is kept beside it: a key that is lost is lost with all that it sealed. */
  private async takeSetting(name: string, bytes: Buffer): Promise<void> {
    const file = this.options.keptFiles.find((it) => basename(it) === name);
    if (!file) return;
    const draft = `${file}.restored`;
    await writeFile(draft, bytes, { mode: 0o600 });
    const former = `${file}.before-${new Date().toISOString().replaceAll(':', '')}`;
    const hadOne = await link(file, former).then(
      () => true,
      () => false,
    );
    await rename(draft, file);
    this.undo.push(() => (hadOne ? rename(former, file) : rm(file, { force: true })));
  }

  private compare(manifest: Manifest): void {
    for (const { name, rows, sha256 } of manifest.tables) {
      const read = this.read.get(name) ?? { rows: 0, sha256: createHash('sha256').digest('hex') };
      if (read.rows !== rows || read.sha256 !== sha256) {
        throw new OperatorError(
          `${name} : ${read.rows} lignes au lieu de ${rows} (rows are missing), rien n’est restauré.`,
        );
      }
    }
  }
}
