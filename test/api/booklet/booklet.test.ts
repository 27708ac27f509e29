import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../src/features/booklet/canonical-json.rules.js';
import { Typesetter } from '../../../src/platform/typesetting/typesetter.js';
import type { Instant } from '../../../src/kernel/days.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

const PDF = { headers: { accept: 'application/pdf' } };
const HOSTILE = '#read("/etc/passwd") $x$ *gras* _i_ @ref <label> \\ مريم בן 😀 \u202e\u200b';

let app: TestApp;
let scenario: LadderScenario;
let hr: Caller;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  await scenario.complete('observation');
  alternant = await app.as(scenario.contract.alternant);
  hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  const entry = { on: '2026-03-12', mission: 'obs_01', minutes: 20, text: HOSTILE };
  expect((await alternant.post(scenario.url('journal-entries'), entry)).status).toBe(201);
});
afterAll(() => app.stop());

const report = (by: Caller, query = '', more = {}) => by.get(`${scenario.url('report')}${query}`, more);

test('a booklet is a file with the hash of what it says, the same for all readers of one kind', async () => {
  const [read, again, other] = await Promise.all([report(alternant), report(scenario.tutor), report(hr)]);
  const { hash, document, sequence } = read.body;
  expect([read.status, again.body.hash, other.status]).toEqual([200, hash, 200]);
  expect(createHash('sha256').update(canonicalJson(document)).digest('hex')).toBe(hash);
  expect(document.contract).toMatchObject({ alternant: 'Inès Moreau', status: 'en cours' });
  expect(document.journal[0].text).toContain('*gras*');
  expect(
    document.blocks.flatMap((block: { competencies: object[] }) => block.competencies).length,
  ).toBeGreaterThan(0);
  expect(other.body).toMatchObject({ reader: 'administration', document: { disputes: null } });
  expect(other.text).not.toContain('gras');
  expect(other.body.hash).not.toBe(hash);

  const first = await report(alternant, '', PDF);
  const second = await report(scenario.tutor, '', PDF);
  expect([first.status, first.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(first.bytes.includes('/StructTreeRoot')).toBe(true);
  expect(second.bytes.equals(first.bytes)).toBe(true);
  const known = { ...PDF.headers, 'if-none-match': first.headers['etag'] ?? '' };
  expect((await report(alternant, '', { headers: known })).status).toBe(304);

  const nobody = app.anyone;
  expect((await nobody.get(`/v1/reports/verify/${hash}`)).body).toEqual({
    genuine: true,
    on: '2026-03-12',
    sequence,
  });
  for (const wrong of ['0'.repeat(64), 'x', '%27', hash.slice(1)])
    expect((await nobody.get(`/v1/reports/verify/${wrong}`)).body).toEqual({
      genuine: false,
      on: null,
      sequence: null,
    });
  const page = await nobody.get(`/verify?hash=${hash}`);
  expect(page.text).toContain('12 mars 2026');
  expect(page.text).toContain('Cette page ne vérifie rien d’autre');
  expect(page.text).not.toMatch(/Moreau|Inès/);
});

test('what was recorded since changes nothing of a day that is over, and another day is another booklet', async () => {
  const then = await report(alternant, '?at=2026-03-12T08:30:00Z');
  expect(then.status).toBe(422);
  app.clock.set('2026-03-14');
  const before = await report(alternant, '?at=2026-03-12');
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1'], '2026-03-13');
  expect((await report(alternant, '?at=2026-03-12')).text).toBe(before.text);
  expect((await report(alternant)).body.hash).not.toBe(before.body.hash);
  expect((await report(alternant, '?at=2020-01-01')).status).toBe(404);
});

test('who does not see the contract finds no booklet, no picture and no form of it', async () => {
  const other = (await LadderScenario.start(app)).tutor;
  const { contractId } = scenario.contract;
  for (const url of [
    scenario.url('report'),
    scenario.url('ladder.svg'),
    `/v1/reviews/blank-form?contractId=${contractId}`,
  ])
    expect([url, (await other.get(url)).status]).toEqual([url, 404]);
  const svg = await hr.get(scenario.url('ladder.svg'));
  expect([svg.status, svg.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  expect(svg.text).toMatch(/^<svg .*role="img"/);
  const form = await hr.get(`/v1/reviews/blank-form?contractId=${contractId}`);
  expect(form.bytes.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a hundred settings of one document are one file; too many at once of one caller are sent back', async () => {
  const setter = new Typesetter();
  const data = { alternant: HOSTILE.repeat(20), employer: null, trainingCentre: null };
  const at = '2026-03-12T22:59:59.999Z' as Instant;
  const set = () => setter.set({ template: 'review-form', data, at }, 'somebody');
  const hashes = new Set<string>();
  for (let done = 0; done < 100; done += 1)
    hashes.add(
      createHash('sha256')
        .update((await set()).pdf)
        .digest('hex'),
    );
  expect(hashes.size).toBe(1);
  const many = await Promise.allSettled(Array.from({ length: 8 }, set));
  expect(many.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  await setter.onApplicationShutdown();
});
