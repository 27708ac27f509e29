import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { MIGRATIONS } from '../../migrations/index.js';
import { FileStoreUnavailable, type FileStore } from '../../src/platform/files/file-store.js';
import { OperatorError } from '../../src/platform/operator-error.js';
import { VERSION } from '../../src/platform/version.js';
import { SCHEMA_FILE } from '../schema.js';
import { ArchiveWriter } from './archive.js';
import {
  FORMAT,
  HEAD,
  listSequences,
  listTables,
  quotedList,
  quotedName,
  type Head,
  type Manifest,
  type Table,
} from './contents.js';

/** As much of a table is held at once, before it is pressed. */
const PART = 4 * 1024 * 1024;
const FILES_AT_A_TIME = 200;
const press = promisify(gzip);

export interface BackupOptions {
  readonly ownerUrl: string;
  readonly out: Writable;
  /** Null: the files are left out. */
  readonly evidence: FileStore | null;
  /** Files of the data folder that a server without settings keeps for itself. */
  readonly keptFiles: readonly string[];
  readonly print: (line: string) => void;
}

export interface BackupSummary extends Omit<Manifest, 'sha256'> {
  readonly bytes: number;
  readonly keptFiles: readonly string[];
}

/**
 * Writes one moment of everything: every row of one snapshot by COPY, so that no program of PostgreSQL is needed and any
 * version reads it, then the files of evidence that this snapshot names. Who works meanwhile is not held up.
 */
export async function backUp(options: BackupOptions): Promise<BackupSummary> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'palier-backup' });
  await client.connect();
  try {
    await client.query(`
      set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '30s';
      set datestyle = iso; set intervalstyle = postgres; set bytea_output = hex; set extra_float_digits = 1;
      set client_encoding = utf8; set row_security = on
    `);
    const locked = await beginWithLocks(client);
    const archive = new ArchiveWriter(options.out);
    const head = await readHead(client, locked, options.print);
    await archive.add(HEAD, Buffer.from(JSON.stringify(head)));
    const tables: Manifest['tables'][number][] = [];
    for (const table of head.tables) tables.push(await addTable(archive, client, table, options.print));
    const evidence =
      options.evidence && (await addEvidence(archive, client, options.evidence, options.print));
    const keptFiles = options.keptFiles.filter((file) => existsSync(file));
    for (const file of keptFiles) await archive.add(`settings/${basename(file)}`, await readFile(file));
    const manifest = { tables, sequences: await listSequences(client), evidence };
    await archive.close(manifest);
    return { ...manifest, bytes: archive.bytes, keptFiles };
  } finally {
    await client.end();
  }
}

/**
 * Begins the transaction whose first read is its moment, and keeps migrations out before: a table that is rewritten or
 * emptied after that moment would look empty in it.
 */
async function beginWithLocks(client: pg.Client): Promise<Table[]> {
  const tables = await listTables(client);
  await client.query('begin isolation level repeatable read read only');
  if (tables.length > 0) {
    await client.query(
      `lock table ${tables.map(({ name }) => quotedName(name)).join(', ')} in access share mode`,
    );
  }
  return tables;
}

/** Whoever is bound by row security and may not see all would save what they see, and call it everything. */
async function refuseUnlessAllIsSeen(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select where pg_has_role(current_user, (select r.oid from pg_roles r where r.rolname = 'palier_maintenance'), 'usage')`,
  );
  if (rows.length === 0) {
    throw new OperatorError(
      'Ce rôle ne voit pas toutes les lignes : sauvegardez avec le propriétaire, celui de DATABASE_URL (this role does not see every row: back up as the owner, that of DATABASE_URL).',
    );
  }
}

async function readHead(
  client: pg.Client,
  locked: readonly Table[],
  print: BackupOptions['print'],
): Promise<Head> {
  const { rows } = await client.query<{ there: boolean; version: string }>(
    `select to_regclass('public.migrations') is not null as there, current_setting('server_version') as version`,
  );
  const migrations = rows[0]?.there
    ? (await client.query<{ name: string }>('select name from public.migrations order by id')).rows
    : [];
  if (migrations.length === 0) {
    throw new OperatorError(
      'Cette base n’est pas celle de Palier, il n’y a rien à sauvegarder : voyez DATABASE_URL (this is no database of Palier, nothing to back up: see DATABASE_URL).',
    );
  }
  await refuseUnlessAllIsSeen(client);
  const tables = await listTables(client);
  if (JSON.stringify(tables) !== JSON.stringify(locked)) {
    throw new OperatorError(
      'Une migration est en cours : recommencez ensuite (a migration is under way: try again).',
    );
  }
  const names = migrations.map(({ name }) => name);
  const { rows: moment } = await client.query<{ now: Date }>('select now() as now');
  return {
    format: FORMAT,
    palier: VERSION,
    createdAt: moment[0]?.now.toISOString() ?? '',
    postgresql: rows[0]?.version ?? '',
    migrations: names,
    tables: ownTables(tables, names, print),
  };
}

/** A restore makes the tables of the migrations: what somebody else added beside them would have no place there. */
function ownTables(
  tables: readonly Table[],
  migrations: readonly string[],
  print: BackupOptions['print'],
): Table[] {
  if (migrations.at(-1) !== MIGRATIONS.at(-1)?.name) return [...tables];
  const own = columnsOfSchema();
  return tables.flatMap(({ name, columns }) => {
    const known = name.startsWith('jobs.') ? columns : own.get(name);
    const foreign = known ? columns.filter((it) => !known.includes(it)).map((it) => `${name}.${it}`) : [name];
    for (const it of foreign) {
      print(
        `${it} n’est pas de Palier et n’est PAS sauvegardé (not Palier’s, NOT backed up): prenez pg_dump.`,
      );
    }
    return known ? [{ name, columns: columns.filter((it) => known.includes(it)) }] : [];
  });
}

/** The columns of each table, as the picture of the schema shows them. */
function columnsOfSchema(): Map<string, string[]> {
  const tables = new Map<string, string[]>([['public.migrations', ['id', 'timestamp', 'name']]]);
  const text = readFileSync(join(import.meta.dirname, ...toRoot(), SCHEMA_FILE), 'utf8');
  for (const [, name = '', body = ''] of text.matchAll(/^create table (\w+) \(\n([\s\S]*?)\n\);/gm)) {
    const columns = [...body.matchAll(/^ {2}(?!constraint )"?(\w+)"? /gm)].map(([, column = '']) => column);
    tables.set(`public.${name}`, columns);
  }
  return tables;
}

/** From the sources, and from what they are built into. */
const toRoot = (): string[] =>
  existsSync(join(import.meta.dirname, '../..', SCHEMA_FILE)) ? ['..', '..'] : ['..', '..', '..'];

async function addTable(
  archive: ArchiveWriter,
  client: pg.Client,
  { name, columns }: Table,
  print: BackupOptions['print'],
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256');
  let parts = 0;
  const addPart = async (bytes: Buffer) => {
    parts += 1;
    hash.update(bytes);
    const place = String(parts).padStart(6, '0');
    await archive.add(`database/${name}/${place}.gz`, await press(bytes, { level: 3 }));
  };
  const rows = client.query(
    copyTo(`copy (select ${quotedList(columns)} from ${quotedName(name)}) to stdout`),
  );
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    held.push(chunk);
    size += chunk.length;
    if (size < PART) continue;
    await addPart(Buffer.concat(held));
    [held, size] = [[], 0];
    print(`${name} : ${parts * (PART / 1024 / 1024)} Mio…`);
  }
  if (size > 0) await addPart(Buffer.concat(held));
  return { name, rows: rows.rowCount, sha256: hash.digest('hex') };
}

async function addEvidence(
  archive: ArchiveWriter,
  client: pg.Client,
  store: FileStore,
  print: BackupOptions['print'],
): Promise<NonNullable<Manifest['evidence']>> {
  const counts = { files: 0, bytes: 0, missing: 0 };
  await client.query(`
    declare named no scroll cursor for
    select e.id, encode(e.sha256, 'hex') as sha256 from public.evidence e
    where not exists (select from public.evidence_withdrawals w where w.evidence_id = e.id)
  `);
  for (;;) {
    const { rows } = await client.query<{ id: string; sha256: string }>(
      `fetch ${FILES_AT_A_TIME} from named`,
    );
    if (rows.length === 0) return counts;
    for (const { id, sha256 } of rows) {
      const bytes = await read(store, id);
      if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) {
        counts.missing += 1;
        const why = bytes ? 'octets changés (bytes changed)' : 'fichier absent (no file)';
        print(`preuve ${id} : ${why}, voyez « npm run evidence:sweep ».`);
        continue;
      }
      await archive.add(`evidence/${id}`, bytes);
      counts.files += 1;
      counts.bytes += bytes.length;
    }
    print(`preuves (evidence) : ${counts.files} fichiers…`);
  }
}

async function read(store: FileStore, id: string): Promise<Buffer | null> {
  try {
    const file = await store.get(id);
    return file && (await buffer(file));
  } catch (error) {
    if (!(error instanceof FileStoreUnavailable)) throw error;
    throw new OperatorError(
      'Le dossier ou le bucket des preuves ne répond pas : rien n’est sauvegardé ; « --database-only » laisse les preuves de côté (the store of evidence does not answer; --database-only leaves it out).',
    );
  }
}
