import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let trainingCentreId: OrganisationId;
let tilleuls: OrganisationId;
let admin: Caller;
let running: GivenContract;
let draft: GivenContract;
let over: GivenContract;
let tutor: Someone;

beforeAll(async () => {
  app = await TestApp.start();
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  tilleuls = await app.given.organisation();
  const ladderId: LadderId = await app.given.ladder();
  running = await app.given.contract({ trainingCentreId, employerId: tilleuls, ladderId });
  draft = await app.given.contract({ trainingCentreId, ladderId, draft: true });
  over = await app.given.contract({
    trainingCentreId,
    ladderId,
    startsOn: '2023-09-01',
    until: '2025-09-01',
  });
  tutor = await app.given.mandate(running, 'main_tutor');
  await app.given.mandate(over, 'main_tutor', { person: tutor, from: '2023-09-01', until: '2025-09-01' });
  admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
});
afterAll(() => app.stop());

async function idsOf(query: string): Promise<string[]> {
  const response = await admin.get(`/v1/contracts?${query}`);
  expect(response.status).toBe(200);
  return response.body.data.map(({ id }: { id: string }) => id);
}

test('the list shows what one may see, in the order of creation', async () => {
  await app.given.contract();

  expect(await idsOf('')).toEqual([running, draft, over].map(({ contractId }) => contractId));
});

test('it is filtered by what is true today', async () => {
  expect(await idsOf('status=active')).toEqual([running.contractId]);
  expect(await idsOf('status=completed')).toEqual([over.contractId]);
  expect(await idsOf(`employerId=${tilleuls}`)).toEqual([running.contractId]);
  expect(await idsOf(`trainingCentreId=${trainingCentreId}`)).toHaveLength(3);
  expect(await idsOf(`tutorId=${tutor.personId}`)).toEqual([running.contractId]);
  expect(await idsOf(`alternantId=${draft.alternant.personId}`)).toEqual([draft.contractId]);
});

test('the current level is the first until something moves it', async () => {
  await app.owner.query(
    `insert into progress (contract_id, sequence, current_level, complete, levels, state, tallies, marks)
     values ($1, 2, 'simple_tasks', false, '[]', '{}', '[]', '[]')`,
    [running.contractId],
  );

  expect(await idsOf('level=simple_tasks')).toEqual([running.contractId]);
  expect(await idsOf('level=observation')).toEqual([draft.contractId, over.contractId]);
});

test('a system reads only what changed since, in that order', async () => {
  const changed = async ({ contractId }: GivenContract) => {
    await app.owner.query('update contracts set version = version + 1 where id = $1', [contractId]);
    return (await admin.get(`/v1/contracts/${contractId}`)).body.updatedAt as string;
  };
  const before = await changed(draft);
  const last = await changed(running);

  expect(await idsOf(`updatedSince=${before}`)).toEqual([draft.contractId, running.contractId]);
  expect(await idsOf(`updatedSince=${last}&status=draft`)).toEqual([]);
  expect(await idsOf('updatedSince=2999-01-01T00:00:00Z')).toEqual([]);
  expect((await admin.get('/v1/contracts?updatedSince=yesterday')).body.errors[0].code).toBe('instant');
});

test('a contract is found and read by the id that an organisation knows it by', async () => {
  await app.owner.query(`update contracts set external_id = 'SIRH-1' where id = $1`, [running.contractId]);
  await app.owner.query(`update contracts set external_id = 'SIRH-1', owner_id = employer_id where id = $1`, [
    draft.contractId,
  ]);
  const url = '/v1/contracts/by-external-id/SIRH-1';

  expect(await idsOf('externalId=SIRH-1')).toEqual([running.contractId]);
  const read = await admin.get(`${url}?organisationId=${trainingCentreId}`);
  expect([read.status, read.body.id]).toEqual([200, running.contractId]);
  expect(read.headers['etag']).toMatch(/^"\d+"$/);
  expect((await admin.get(url)).body).toMatchObject({ id: running.contractId, externalId: 'SIRH-1' });
  expect((await (await app.as(draft.alternant)).get(url)).status).toBe(404);
  expect((await admin.get('/v1/contracts/by-external-id/SIRH-2')).status).toBe(404);
});

test('a page by change goes on from a cursor of that order only', async () => {
  const url = '/v1/contracts?updatedSince=2026-01-01T00:00:00Z&limit=1';
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { body } = await admin.get(`${url}${next === '' ? '' : `&after=${next}`}`);
    seen.push(...body.data.map(({ id }: { id: string }) => id));
    next = body.page.next;
  }
  const byCreation = (await admin.get('/v1/contracts?limit=1')).body.page.next;
  const forged = (key: string) => `&after=${Buffer.from(key).toString('base64url')}`;

  expect([...seen].sort()).toEqual(
    [running, draft, over].map(({ contractId }) => contractId as string).sort(),
  );
  expect(new Set(seen).size).toBe(3);
  for (const after of [`&after=${byCreation}`, forged(`x.${seen[0]}`), forged('1.x'), forged('1')])
    expect((await admin.get(`${url}${after}`)).body.errors[0].code).toBe('cursor');
  expect((await admin.get(`${url}${forged(`9999999999999999.${seen[0]}`)}`)).status).toBe(200);
  expect((await admin.get(`/v1/contracts?limit=1${forged(`1.${seen[0]}`)}`)).status).toBe(422);
});

test('pages follow one another, and unknown filters are refused', async () => {
  const first = await admin.get('/v1/contracts?limit=2');
  const second = await admin.get(`/v1/contracts?limit=2&after=${first.body.page.next}`);

  expect(first.headers['link']).toContain('rel="next"');
  expect(first.body.data).toHaveLength(2);
  expect(second.body.data.map(({ id }: { id: string }) => id)).toEqual([over.contractId]);
  expect(second.body.page.next).toBeNull();
  expect((await admin.get('/v1/contracts?colour=red')).status).toBe(422);
  expect((await admin.get('/v1/contracts?status=pending')).status).toBe(422);
});

test('the history goes page by page, oldest first', async () => {
  const url = `/v1/contracts/${running.contractId}/events`;
  const first = await admin.get(`${url}?limit=1`);
  const second = await admin.get(`${url}?limit=1&after=${first.body.page.next}`);

  expect(first.body.data[0]).toMatchObject({
    sequence: 1,
    type: 'contract.created',
    actor: { personId: expect.any(String) },
  });
  expect(second.body.data[0]).toMatchObject({ sequence: 2, type: 'contract.signed' });
  expect((await admin.get(`${url}?after=${Buffer.from('x').toString('base64url')}`)).status).toBe(422);
});

test('a contract without a main tutor says so once it is signed', async () => {
  const alone = await app.given.contract({ trainingCentreId });
  const read = async ({ contractId }: GivenContract) => (await admin.get(`/v1/contracts/${contractId}`)).body;

  expect(await read(alone)).toMatchObject({ flags: ['no_main_tutor'], mainTutorId: null });
  expect(await read(running)).toMatchObject({ flags: [], mainTutorId: tutor.personId });
  expect(await read(draft)).toMatchObject({ flags: [], status: 'draft' });
});

test('filters of days, group, sheet and team are asked of what is shown', async () => {
  const mine = await app.given.contract({ trainingCentreId, startsOn: '2025-10-01', until: '2026-10-01' });
  await admin.post(`/v1/contracts/${mine.contractId}/groups`, { group: 'DEAS A' });
  await admin.post(`/v1/contracts/${draft.contractId}/groups`, { group: 'DEAS A' });
  await admin.post(`/v1/contracts/${draft.contractId}/groups`, { group: 'DEAS B' });

  expect(await idsOf('group=DEAS A')).toEqual([mine.contractId]);
  expect(await idsOf('startsFrom=2025-10-01&startsTo=2025-10-01')).toEqual([mine.contractId]);
  expect(await idsOf('endsFrom=2026-09-30&endsTo=2026-09-30')).toEqual([mine.contractId]);
  expect(await idsOf('flag=no_main_tutor&startsFrom=2025-10-01')).toEqual([mine.contractId]);
  expect(await idsOf('flag=not_deposited&startsFrom=2025-10-01')).toEqual([mine.contractId]);
  await admin.post(`/v1/contracts/${mine.contractId}/deposits`, { on: '2025-10-02' });
  expect(await idsOf('flag=not_deposited&startsFrom=2025-10-01')).toEqual([]);
  const refused = await admin.get('/v1/contracts?startsFrom=2026-01-02&startsTo=2026-01-01');
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/startsTo']);
  const both = await admin.get('/v1/contracts?sort=name&updatedSince=2026-01-01T00:00:00Z');
  expect([both.status, both.body.errors[0].pointer]).toEqual([422, '/sort']);
});
