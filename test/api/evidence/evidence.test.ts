import { createHash } from 'node:crypto';
import { readdir, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import exifr from 'exifr';
import type { Instant } from '../../../src/kernel/days.js';
import { newId } from '../../../src/platform/ids.js';
import { FolderStore } from '../../../src/platform/files/folder-store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { sweepEvidence } from '../../../src/features/evidence/sweep.store.js';
import { evidenceFolder, TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { jpeg, pdf, photo, png, screenshot, SECRET } from '../../support/scenarios/files.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;
let folder: string;

beforeAll(async () => {
  app = await TestApp.start();
  folder = evidenceFolder(app.database);
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
});

const JPEG = { 'content-type': 'image/jpeg' };
const url = (query = '') => scenario.url(`evidence?noResidentIdentifiable=true${query}`);
const add = (by: Caller = scenario.tutor, query = '', bytes: Buffer = photo(), headers: object = {}) =>
  by.post(url(query), bytes, { ...JPEG, ...headers });
const added = async (...asked: Parameters<typeof add>) => {
  const answer = await add(...asked);
  expect(answer.text).toContain('"id"');
  return answer.body;
};
const content = (id: string, by = scenario.tutor) => by.get(`/v1/evidence/${id}/content`);
const withdraw = (id: string, by = scenario.tutor) =>
  by.post(`/v1/evidence/${id}/withdrawals`, { reason: 'Un visage dans le reflet' });
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const rowsOf = async (table: string) =>
  (await app.owner.query(`select * from ${table} where contract_id = $1`, [scenario.contract.contractId]))
    .rows;
const reported = async () =>
  (
    await app.owner.query<{ type: string; data: object; sequence: number }>(
      `select e.type, e.data, e.sequence from events e where e.contract_id = $1 and e.type like 'evidence.%' order by e.sequence`,
      [scenario.contract.contractId],
    )
  ).rows;
const pointers = (answer: { body: { errors: { pointer: string; code: string }[] } }) =>
  answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

test('a photo is kept without its place, described, listed, and given back to save, never to show in place', async () => {
  const sent = photo();
  expect(await exifr.gps(sent)).toBeDefined();

  const answer = await add(scenario.tutor, '&fileName=C:%5Cphotos%5Cplateau%20é.jpg', sent);

  expect(answer.status).toBe(201);
  expect(answer.headers['location']).toBe(`/v1/evidence/${answer.body.id}`);
  const got = await content(answer.body.id, alternant);
  expect(got.status).toBe(200);
  expect(answer.body).toEqual({
    id: expect.any(String),
    contractId: scenario.contract.contractId,
    observationId: null,
    signOffId: null,
    journalEntryId: null,
    mediaType: 'image/jpeg',
    size: got.bytes.length,
    sha256: createHash('sha256').update(got.bytes).digest('hex'),
    fileName: 'plateau é.jpg',
    warningVersion: 1,
    addedBy: scenario.tutorIs.personId,
    recordedAt: '2026-03-12T08:00:00.000Z',
    withdrawal: null,
  });
  expect(got.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(got.bytes.length),
    'content-disposition': `attachment; filename="evidence-${answer.body.id}.jpg"; filename*=UTF-8''plateau%20%C3%A9.jpg`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'no-store',
  });
  expect(await exifr.gps(got.bytes)).toBeUndefined();
  expect(got.bytes.includes(SECRET)).toBe(false);
  expect((await alternant.get(`/v1/evidence/${answer.body.id}`)).body).toEqual(answer.body);
  expect((await scenario.observer.get(scenario.url('evidence'))).body.data).toEqual([answer.body]);
});

test.each([
  ['plateau.exe', 'plateau.exe.jpg'],
  ['page.html', 'page.html.jpg'],
  ['plateau.JPEG', 'plateau.JPEG'],
  ['plateau', 'plateau.jpg'],
  ['plateau.jpg.scr', 'plateau.jpg.scr.jpg'],
])('a photo sent as %s is saved as %s: by the end of its name a computer opens it', async (sent, saved) => {
  const { id } = await added(scenario.tutor, `&fileName=${sent}`);

  expect((await content(id)).headers['content-disposition']).toBe(
    `attachment; filename="evidence-${id}.jpg"; filename*=UTF-8''${saved}`,
  );
});

test('the bytes are in a file of their own that only the server’s account reads', async () => {
  const { id } = await added();
  const path = join(folder, id.slice(-2), id);

  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  expect(await readFile(path)).toEqual((await content(id)).bytes);
});

test('each of the two facts tells one event under its sequence, without a name', async () => {
  const { id, size } = await added(scenario.tutor, '&fileName=secret.jpg');
  const { body } = await withdraw(id);
  const [[evidence], [withdrawal]] = [await rowsOf('evidence'), await rowsOf('evidence_withdrawals')];

  expect(await reported()).toEqual([
    {
      sequence: evidence.sequence,
      type: 'evidence.added',
      data: {
        evidenceId: id,
        observationId: null,
        signOffId: null,
        journalEntryId: null,
        mediaType: 'image/jpeg',
        size,
        warningVersion: 1,
      },
    },
    {
      sequence: withdrawal.sequence,
      type: 'evidence.withdrawn',
      data: { evidenceId: id, withdrawalId: body.withdrawal.id },
    },
  ]);
});

test('screenshots and documents are taken, too', async () => {
  const picture = await scenario.tutor.post(url(), screenshot(), { 'content-type': 'image/png' });
  const document = await scenario.tutor.post(url(), await pdf(), { 'content-type': 'application/pdf' });

  expect([picture.status, document.status]).toEqual([201, 201]);
  expect((await content(picture.body.id)).bytes).toEqual(png());
  const got = await content(document.body.id);
  expect(got.headers['content-type']).toBe('application/pdf');
  expect(got.bytes.includes(SECRET)).toBe(false);
});

test.each(['', 'noResidentIdentifiable=false', 'noResidentIdentifiable='])(
  'without the acknowledgement that no resident is identifiable nothing is taken (%s), and the warning is told',
  async (query) => {
    const answer = await scenario.tutor.post(scenario.url(`evidence?${query}`), photo(), JPEG);

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      {
        pointer: '/noResidentIdentifiable',
        code: 'resident_identifiable',
        detail: expect.stringMatching(/Aucun résident, aucun patient ne doit être reconnaissable/),
      },
    ]);
    expect(await rowsOf('evidence')).toEqual([]);
  },
);

test('what is not what it is said to be, or cannot be read, is refused at the body; another kind is 415', async () => {
  const as = (type: string, bytes: Buffer | undefined) =>
    scenario.tutor.post(url(), bytes, { 'content-type': type });
  const before = await files();

  expect(pointers(await as('image/png', photo()))).toEqual([' not_of_its_type']);
  expect(pointers(await as('image/jpeg', photo().subarray(0, 300)))).toEqual([' file_unreadable']);
  expect(pointers(await as('image/png', png().subarray(0, 40)))).toEqual([' file_unreadable']);
  expect(pointers(await as('application/pdf', await pdf({ note: true })))).toEqual([' pdf_annotated']);
  expect(pointers(await as('image/jpeg', Buffer.alloc(0)))).toEqual([' file_missing']);
  expect((await as('image/svg+xml', Buffer.from('<svg/>'))).body.code).toBe('unsupported_media_type');
  expect((await as('application/json', Buffer.from('{}'))).body.code).toBe('unsupported_media_type');
  expect(await files()).toEqual(before);
  expect(await rowsOf('evidence')).toEqual([]);
});

test('10 MiB are taken and a byte more is not; everything else still ends at 1 MiB', async () => {
  const after = (size: number) => jpeg([], Buffer.alloc(size - jpeg().length));
  const limit = 10 * 1024 * 1024;

  expect((await add(scenario.tutor, '', after(limit))).status).toBe(201);
  const over = await add(scenario.tutor, '', after(limit + 1));
  expect([over.status, over.body.code]).toEqual([413, 'too_large']);
  expect(over.body.detail).toMatch(/10 Mio/);
  const elsewhere = await scenario.tutor.post(scenario.url('observations'), after(limit / 5), JPEG);
  expect([elsewhere.status, elsewhere.body.detail]).toEqual([413, expect.stringMatching(/ 1 Mio/)]);
  expect((await scenario.tutor.post(scenario.url('observations'), photo(), JPEG)).status).toBe(415);
});

test('it belongs to an observation or a sign-off of that contract, and to no other', async () => {
  const seen = await scenario.observe(scenario.observer, 'observation', ['C6'], '2026-03-10');
  const other = await LadderScenario.start(app);
  const elsewhere = await other.observe(other.observer, 'observation', ['C6'], '2026-03-10');
  const signed = await scenario.sign('observation', ['C8']);

  const body = await added(
    scenario.tutor,
    `&observationId=${seen.body.id}&signOffId=${signed.body.signOffs[0].id}`,
  );
  expect(body).toMatchObject({ observationId: seen.body.id, signOffId: signed.body.signOffs[0].id });

  const foreign = await add(scenario.tutor, `&observationId=${elsewhere.body.id}&signOffId=${newId()}`);
  expect(foreign.status).toBe(422);
  expect(pointers(foreign)).toEqual(['/observationId unknown_reference', '/signOffId unknown_reference']);
});

test('it belongs to an entry of the journal of that contract, and to no other', async () => {
  const entry = async (of: LadderScenario, by: Caller) =>
    (await by.post(of.url('journal-entries'), { on: '2026-03-11', mission: 'obs_01', minutes: 10 })).body.id;
  const other = await LadderScenario.start(app);
  const foreign = await entry(other, await app.as(other.contract.alternant));
  const journalEntryId = await entry(scenario, alternant);

  const body = await added(alternant, `&journalEntryId=${journalEntryId}`);
  expect(body).toMatchObject({ journalEntryId, observationId: null, signOffId: null });
  expect((await scenario.tutor.get(`/v1/evidence/${body.id}`)).body).toEqual(body);
  expect((await reported()).at(-1)?.data).toMatchObject({ journalEntryId });
  expect(pointers(await add(alternant, `&journalEntryId=${foreign}`))).toEqual([
    '/journalEntryId unknown_reference',
  ]);
});

test('whoever holds a mandate today adds, observers included, and the alternant on their own contract; HR do not', async () => {
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const centre = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  const auditor = await app.as(await app.given.someone('auditor', scenario.contract.employerId));

  for (const by of [scenario.tutor, scenario.observer, scenario.referent, alternant]) {
    expect((await add(by)).status).toBe(201);
  }
  for (const by of [hr, centre]) expect((await add(by)).body.code).toBe('mandate_missing');
  expect((await add(auditor)).body.code).toBe('forbidden');
});

test('whoever held a mandate on the day of what it shows still adds, 30 days after its end at most', async () => {
  const former = await app.given.mandate(scenario.contract, 'co_tutor', {
    from: '2026-01-01',
    until: '2026-03-01',
  });
  const caller = await app.as(former);
  const seen = await scenario.observe(caller, 'observation', ['C6'], '2026-02-20');

  expect((await add(caller)).body.code).toBe('mandate_missing');
  expect((await add(caller, `&observationId=${seen.body.id}`)).status).toBe(201);
  app.clock.set('2026-03-31');
  expect((await add(caller, `&observationId=${seen.body.id}`)).status).toBe(404);
});

test('HR see that a file is there, not its name, and do not open it; others do not know of it', async () => {
  const { id } = await added(scenario.tutor, '&fileName=plateau.jpg');
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const auditor = await app.as(await app.given.someone('auditor', scenario.contract.employerId));
  const classmate = await app.as((await LadderScenario.start(app)).contract.alternant);
  const elsewhere = await app.as(
    await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
  );
  const former = await app.as(
    await app.given.mandate(scenario.contract, 'co_tutor', { from: '2025-10-01', until: '2026-02-01' }),
  );

  expect((await hr.get(`/v1/evidence/${id}`)).body).toMatchObject({ id, fileName: null });
  expect((await hr.get(scenario.url('evidence'))).body.data).toMatchObject([{ id, fileName: null }]);
  const opened = await content(id, hr);
  expect([opened.status, opened.body.code]).toEqual([403, 'forbidden']);
  expect((await content(id, auditor)).status).toBe(200);
  for (const stranger of [classmate, elsewhere, former]) {
    for (const path of [`/v1/evidence/${id}`, `/v1/evidence/${id}/content`, scenario.url('evidence')]) {
      expect((await stranger.get(path)).status).toBe(404);
    }
    expect((await withdraw(id, stranger)).body.code).toMatch(/not_found|forbidden/);
  }
  await withdraw(id);
  expect((await hr.get(`/v1/evidence/${id}`)).body.withdrawal.reason).toBeNull();
});

test('a program that calls for an organisation neither adds nor opens', async () => {
  const { id } = await added();
  const client = app.asClient(await app.given.apiClient(scenario.contract.trainingCentreId));

  expect((await client.get(`/v1/evidence/${id}`)).status).toBe(200);
  expect((await content(id, client)).body.code).toBe('person_required');
  expect((await add(client)).body.code).toBe('person_required');
});

test('a withdrawn file is erased and no longer given; that it was there stays', async () => {
  const { id, sha256, ...rest } = await added(alternant);
  expect(await files()).toContain(id);

  const answer = await withdraw(id, alternant);

  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    ...rest,
    id,
    sha256,
    withdrawal: {
      id: expect.any(String),
      withdrawnBy: scenario.contract.alternant.personId,
      recordedAt: '2026-03-12T08:00:00.000Z',
      reason: 'Un visage dans le reflet',
    },
  });
  expect(await files()).not.toContain(id);
  const left = await content(id);
  expect([left.status, left.body.code]).toEqual([410, 'evidence_withdrawn']);
  expect((await scenario.tutor.get(`/v1/evidence/${id}`)).body).toEqual(answer.body);
  expect((await withdraw(id)).body.code).toBe('already_withdrawn');
});

test('whoever added it, the main tutor or the referent withdraws; of two at once, one does', async () => {
  const mine = await added(scenario.observer);
  expect((await withdraw(mine.id, alternant)).body.code).toBe('mandate_missing');
  expect((await withdraw(mine.id, scenario.observer)).status).toBe(201);
  expect((await withdraw((await added(scenario.observer)).id, scenario.referent)).status).toBe(201);

  const { id } = await added(alternant);
  expect((await withdraw(id, scenario.observer)).body.code).toBe('mandate_missing');
  const both = await Promise.all([withdraw(id, scenario.tutor), withdraw(id, scenario.referent)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('the same key with the same bytes is one file; with other bytes, or another question, it is refused', async () => {
  const key = { 'idempotency-key': newId() };
  const [first, second] = await Promise.all([
    add(scenario.tutor, '', photo(), key),
    add(scenario.tutor, '', photo(), key),
  ]);
  const third = await add(scenario.tutor, '', photo(), key);

  expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
  expect([second.text, third.text]).toEqual([first.text, first.text]);
  expect(third.headers['idempotency-replayed']).toBe('true');
  expect(await rowsOf('evidence')).toHaveLength(1);
  expect((await add(scenario.tutor, '', jpeg(), key)).body.code).toBe('idempotency_key_reused');
  expect((await add(scenario.tutor, '&fileName=a', photo(), key)).body.code).toBe('idempotency_key_reused');
  // The key is looked up before the body is judged.
  expect((await add(scenario.tutor, '', Buffer.from('no picture'), key)).body.code).toBe(
    'idempotency_key_reused',
  );
});

test('refusals come in the order that the API promises', async () => {
  const stranger = await app.as(await app.given.someone('tutor', scenario.contract.employerId));
  const bad = Buffer.from('no picture');

  expect((await add(app.anyone, '&nope=1', bad, { 'content-type': 'text/plain' })).status).toBe(401);
  expect((await add(scenario.tutor, '&nope=1', bad, { 'content-type': 'text/plain' })).status).toBe(415);
  expect(pointers(await add(stranger, '&nope=1', bad))).toEqual(['/nope unknown_field']);
  // Who does not see the contract sends no bytes: nobody looked at them.
  expect((await add(stranger, '', bad)).status).toBe(404);
  expect(pointers(await add(scenario.tutor, '', bad))).toEqual([' not_of_its_type']);
  expect((await add(stranger)).status).toBe(404);
});

test('bytes that are missing or have changed are never given: the answer says so, and the log tells no name', async () => {
  const { id, size } = await added(scenario.tutor, '&fileName=plateau-secret.jpg');
  const path = join(folder, id.slice(-2), id);

  await truncate(path, size - 10);
  const changed = await content(id);
  await new FolderStore(folder).remove(id);
  const missing = await content(id);

  for (const answer of [changed, missing]) {
    expect([answer.status, answer.body.code]).toEqual([500, 'evidence_unreadable']);
  }
  const lines = app.logged().filter((line) => line['message'] === 'bytes of evidence are lost');
  expect(lines.map((line) => [line['evidenceId'], line['why']])).toEqual([
    [id, 'changed'],
    [id, 'missing'],
  ]);
  expect(JSON.stringify(app.logged())).not.toContain('plateau-secret');
});

test('a row that cannot be written leaves bytes that nobody sees, which the sweep removes after a day', async () => {
  const { id } = await added();
  const withdrawn = await added();
  await app.owner.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
    create trigger refuse before insert on evidence for each row execute function refuse()
  `);
  const failed = await add();
  await app.owner.query('drop trigger refuse on evidence; drop function refuse()');
  expect(failed.status).toBe(500);
  await withdraw(withdrawn.id);
  const store = new FolderStore(folder);
  await store.put(withdrawn.id, photo()); // as if it could not be erased then
  const there = await files();
  const orphans = there.filter((name) => name !== id && name !== withdrawn.id);
  expect(orphans.length).toBeGreaterThan(0);
  const sweep = (now: string, remove: boolean) =>
    asOwner(app.database.ownerUrl, (owner) => sweepEvidence(owner, store, now as Instant, { remove }));
  const kept = (
    await app.owner.query<{ id: string }>(
      `select id from evidence where id not in (select evidence_id from evidence_withdrawals)`,
    )
  ).rows.filter((row) => there.includes(row.id)).length;

  // Written a moment ago, whenever that is: the day before, nothing is old enough to be an orphan.
  expect(await sweep('2020-01-01T00:00:00.000Z', true)).toMatchObject({ kept, withdrawn: 1, orphans: 0 });
  expect(await files()).not.toContain(withdrawn.id);
  const dry = await sweep('2200-01-01T00:00:00.000Z', false);
  expect(dry.orphans).toBeGreaterThan(0);
  expect(await sweep('2200-01-01T00:00:00.000Z', true)).toEqual(dry);
  expect(await sweep('2200-01-01T00:00:00.000Z', true)).toEqual({ ...dry, orphans: 0 });
  expect((await content(id)).status).toBe(200);
  expect(await files()).toHaveLength(kept);
});
