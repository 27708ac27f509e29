import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { readdir, utimes } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SystemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/platform/ids.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { evidenceFolder, TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { jpeg, photo } from '../../support/scenarios/files.js';
import { keepSecret } from '../../support/http/secrets.js';
import { ServerProcess } from '../../support/server-process.js';
import '../../support/built.js';

// A process is killed at the two moments at which the bytes and the database disagree. What it leaves is harmless, the
// same request sent again succeeds once, and the sweep sets it right.

const real = new SystemClock();

let app: TestApp;
let scenario: LadderScenario;
let server: (ServerProcess & { url: string }) | null = null;
let token: string;

beforeEach(async () => {
  app = await TestApp.start();
  app.clock.set(real.now()); // as a process of its own
  scenario = await LadderScenario.start(app);
  token = await app.nest.get(AccessTokens).issue({ kind: 'person', ...scenario.tutorIs });
  keepSecret(token);
});
afterEach(async () => {
  await server?.kill();
  await app.stop();
});

const ADD = () => scenario.url('evidence?noResidentIdentifiable=true');
async function ask(path: string, key: string, body: Uint8Array<ArrayBuffer> | string) {
  const type = typeof body === 'string' ? 'application/json' : 'image/jpeg';
  const answer = await fetch(`${server?.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': key, 'content-type': type },
    body,
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { id: string } };
}
const start = async (settings: Record<string, string>) =>
  (server = await ServerProcess.start({
    DATABASE_URL: app.database.ownerUrl,
    PALIER_WORKER: 'false',
    ...settings,
  }));
const count = async (table: string, type: string) =>
  (
    await app.owner.query<{ facts: number; events: number }>(
      `select (select count(*)::int from ${table} where contract_id = $1) as facts,
              (select count(*)::int from events where contract_id = $1 and type = $2) as events`,
      [scenario.contract.contractId, type],
    )
  ).rows[0];
const sweep = (settings: Record<string, string>) =>
  new Promise<string>((resolve, reject) => {
    const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: app.database.ownerUrl, ...settings };
    execFile(process.execPath, ['dist/scripts/evidence-sweep.js', '--remove'], { env }, (error, stdout) =>
      error ? reject(error as Error) : resolve(stdout),
    );
  });

/** Until a statement of the API waits for what `owner` holds. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    await app.owner.query('select pg_stat_clear_snapshot()');
    const { rows } = await app.owner.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('killed after the bytes are there and before the row is: no row, an orphan that the sweep removes, and the same key succeeds once', async () => {
  const folder = evidenceFolder(app.database);
  await start({ PALIER_EVIDENCE_FOLDER: folder });
  const key = newId();
  const files = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

  await app.owner.query('begin');
  await app.owner.query('select from contracts where id = $1 for update', [scenario.contract.contractId]);
  const cut = ask(ADD(), key, Uint8Array.from(photo())).catch(() => 'no answer');
  await somebodyWaits();
  const [orphan, ...others] = await files();
  await server?.kill();
  await app.owner.query('rollback');

  expect(await cut).toBe('no answer');
  expect(others).toEqual([]);
  expect(await count('evidence', 'evidence.added')).toEqual({ facts: 0, events: 0 });

  await start({ PALIER_EVIDENCE_FOLDER: folder });
  const again = await ask(ADD(), key, Uint8Array.from(photo()));
  const replayed = await ask(ADD(), key, Uint8Array.from(photo()));
  expect([again.status, replayed.status, replayed.body]).toEqual([201, 201, again.body]);
  expect(replayed.headers.get('idempotency-replayed')).toBe('true');
  expect(await count('evidence', 'evidence.added')).toEqual({ facts: 1, events: 1 });

  const counted = await files();
  expect(counted.map(({ name }) => name).sort()).toEqual([orphan?.name, again.body.id].sort());
  expect(await sweep({ PALIER_EVIDENCE_FOLDER: folder })).toMatch(
    /^1 fichiers à leur place, 0 manquants ; 0 orphelins/,
  );
  const twoDaysAgo = Date.parse(real.now()) / 1000 - 2 * 86_400;
  for (const { parentPath, name } of counted) await utimes(join(parentPath, name), twoDaysAgo, twoDaysAgo);
  expect(await sweep({ PALIER_EVIDENCE_FOLDER: folder })).toMatch(
    /^1 fichiers à leur place, 0 manquants ; 1 orphelins/,
  );
  expect((await files()).map(({ name }) => name)).toEqual([again.body.id]);
  expect((await scenario.tutor.get(`/v1/evidence/${again.body.id}/content`)).status).toBe(200);
});

/** A bucket that answers everything but the erasure of a file, until it is told to. */
class Bucket {
  readonly files = new Map<string, Date>();
  erases = false;
  private asked: () => void = () => undefined;
  readonly askedToErase = new Promise<void>((resolve) => (this.asked = resolve));
  private readonly server: Server = createServer((request, response) => {
    const key = decodeURIComponent((request.url ?? '').split('?')[0]?.split('/evidence/')[1] ?? '');
    if (request.method === 'PUT') this.files.set(key, new Date(real.now()));
    if (request.method === 'DELETE') {
      this.asked();
      if (!this.erases) return;
      this.files.delete(key);
    }
    const contents = [...this.files].map(
      ([name, at]) =>
        `<Contents><Key>evidence/${name}</Key><LastModified>${at.toISOString()}</LastModified></Contents>`,
    );
    request.resume().once('end', () => response.end(request.method === 'GET' ? contents.join('') : ''));
  });

  async start(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return {
      PALIER_EVIDENCE_S3_BUCKET: 'palier',
      PALIER_EVIDENCE_S3_ENDPOINT: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      PALIER_EVIDENCE_S3_KEY_ID: 'palier',
      PALIER_EVIDENCE_S3_SECRET: 'un-secret-du-seau',
    };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

test('killed after a withdrawal is recorded and before the bytes are erased: it is withdrawn, and the sweep erases them', async () => {
  const bucket = new Bucket();
  const settings = await bucket.start();
  try {
    await start(settings);
    const { body: kept } = await ask(ADD(), newId(), Uint8Array.from(jpeg()));
    const { body: seen } = await ask(ADD(), newId(), Uint8Array.from(jpeg()));
    const [path, key] = [`/v1/evidence/${seen.id}/withdrawals`, newId()];
    const cut = ask(path, key, '{"reason":"Un visage"}').catch(() => 'no answer');
    await bucket.askedToErase;
    await server?.kill();

    expect(await cut).toBe('no answer');
    expect([...bucket.files.keys()].sort()).toEqual([kept.id, seen.id].sort());
    expect(await count('evidence_withdrawals', 'evidence.withdrawn')).toEqual({ facts: 1, events: 1 });
    expect((await scenario.tutor.get(`/v1/evidence/${seen.id}/content`)).status).toBe(410);

    bucket.erases = true;
    expect(await sweep(settings)).toMatch(
      /^1 fichiers à leur place, 0 manquants ; 0 orphelins .* 1 retirés, effacés/,
    );
    expect([...bucket.files.keys()]).toEqual([kept.id]);
    await start(settings);
    const again = await ask(path, key, '{"reason":"Un visage"}');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(await count('evidence_withdrawals', 'evidence.withdrawn')).toEqual({ facts: 1, events: 1 });
  } finally {
    bucket.stop();
  }
});
