import { createReadStream, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { restore } from '../../scripts/backup/load.js';
import { loadShippedData } from '../../src/features/frameworks/shipped-data.store.js';
import { rebuildProgress } from '../../src/features/ladder/progress/rebuild.store.js';
import type { Instant } from '../../src/kernel/days.js';
import { asOwner, migrate } from '../../src/platform/database/provision.js';
import { FolderStore } from '../../src/platform/files/folder-store.js';
import { evidenceFolder, TestApp, type Caller } from '../support/app.js';
import { emptyDatabase } from '../support/database.js';
import { FixedClock } from '../support/fixed-clock.js';
import { unjudged } from '../support/scenarios/given.js';

// A database that the first release filled, upgraded by every migration since: test/fixtures/baseline.

const NOW = '2026-11-30T18:00:00.000Z' as Instant;
const PASSWORD = unjudged('pKd8vQ2xTz7wLr4m');
const answers = JSON.parse(readFileSync('test/fixtures/baseline/answers.json', 'utf8')) as Record<
  string,
  object
>;

let app: TestApp;

beforeAll(async () => {
  const database = await emptyDatabase();
  const { head } = await restore({
    ownerUrl: database.ownerUrl,
    source: createReadStream('test/fixtures/baseline/0.1.0.tar'),
    evidence: new FolderStore(evidenceFolder(database)),
    keptFiles: [],
    replace: false,
    print: () => undefined,
  });
  expect(head.migrations.at(-1)).toBe('maintenance_1800000034000');
  await asOwner(database.ownerUrl, async (owner) => {
    await migrate(owner);
    await loadShippedData(owner, NOW);
  });
  const clock = new FixedClock();
  clock.set(NOW);
  app = await TestApp.start({}, clock, database);
});
afterAll(() => app?.stop());

async function signIn(name: string): Promise<Caller> {
  const answer = await app.anyone.post('/v1/auth/login', {
    email: `${name}.2026@exemple.test`,
    password: PASSWORD,
  });
  expect(answer.status).toBe(200);
  return app.withToken(answer.body.accessToken as string);
}

/** An upgrade counts as a change of every row, as the changelog says; "now" is another moment; sentences may be said better. */
const untimed = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, it: unknown) =>
      ['updatedAt', 'at', 'detail'].includes(key) ? undefined : it,
    ),
  );

test('what the first release recorded is answered after the upgrade as it was before, whatever was added', async () => {
  const anne = await signIn('anne.faure');
  expect((await app.anyone.get('/readyz')).status).toBe(200);
  for (const [path, before] of Object.entries(answers)) {
    const { status, body } = await anne.get(path);
    expect([path, status, body]).toEqual([path, 200, expect.objectContaining({})]);
    expect(untimed(body)).toMatchObject(untimed(before) as object);
  }
});

test('facts go on where they stopped, and the stored progress is what a rebuild gives', async () => {
  const tutor = await signIn('claire.petit');
  const [contract] = (answers['/v1/contracts'] as { data: { id: string; status: string }[] }).data;
  const signed = await tutor.post(`/v1/contracts/${contract?.id}/observations`, {
    observedOn: '2026-11-30',
    items: [{ competency: 'C1', level: 'autonomy', outcome: 'performed' }],
  });
  expect([signed.status, signed.body.code]).toEqual([201, undefined]);

  const report = await asOwner(app.database.ownerUrl, rebuildProgress);
  expect(report).toEqual({ contracts: 2, differences: [] });
});
