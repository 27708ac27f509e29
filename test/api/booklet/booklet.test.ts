import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
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
  // For whoever listens, as a standard says it: where each letter has a shape, as in that of HR.
  const claims = async (by: Caller) => (await report(by, '', PDF)).bytes.includes('pdfuaid:part');
  expect([await claims(hr), await claims(alternant)]).toEqual([true, false]);
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

test('reviews are told as they stood; who administers, or was a tutor, reads days and steps; no rule of today changes today', async () => {
  const admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  const planned = { kind: 'review', on: '2026-03-10', mode: 'centre', place: 'Salle 2' };
  const { id } = (await scenario.referent.post(scenario.url('reviews'), planned)).body;
  const before = await report(alternant);
  expect(before.body.document).toMatchObject({
    reviews: [{ status: 'prévu', sections: [], missing: [] }],
    dueReviews: [{ kind: 'bilan', dueOn: '2025-11-01', basis: 'usage', plannedOn: '2026-03-10' }],
  });
  const rules = `/v1/organisations/${scenario.contract.trainingCentreId}/review-rules`;
  expect((await admin.post(rules, { kind: 'review', firstMonths: 9 })).status).toBe(201);
  expect((await report(alternant)).text).toBe(before.text);

  app.clock.set('2026-03-15');
  expect((await scenario.referent.post(`/v1/reviews/${id}/confirm`, {})).status).toBe(200);
  const items = [{ topic: 'experience', text: 'Je suis bien accueillie' }];
  expect((await alternant.post(`/v1/reviews/${id}/sections`, { items })).status).toBe(201);
  const [own, other, some] = await Promise.all([report(alternant), report(scenario.tutor), report(hr)]);
  expect(own.body.document.reviews).toMatchObject([
    {
      status: 'tenu',
      sections: [{ part: 'alternant', by: 'Inès Moreau', topics: [{ text: items[0]?.text }] }],
      missing: ['alternant', 'tuteur', 'référent'],
    },
  ]);
  expect(other.body.hash).toBe(own.body.hash);
  expect(some.body.document.reviews).toMatchObject([
    { place: null, sections: null, answers: null, steps: [{ what: 'prévu' }, { what: 'tenu' }] },
  ]);
  expect(some.text).not.toMatch(/accueillie|Salle 2/);
  expect((await report(alternant, '?at=2026-03-14')).text).toBe(before.text);
  const over = (day: string | null) =>
    app.owner.query('update mandates set until_day = $2 where person_id = $1', [
      scenario.tutorIs.personId,
      day,
    ]);
  await over('2026-03-15');
  const left = await report(scenario.tutor);
  await over(null);
  expect([left.status, left.body.reader]).toEqual([200, 'administration']);
  expect(left.text).not.toMatch(/accueillie|Salle 2/);
});

test('of thousands of facts the newest are shown and the others counted, and who signed stays named', async () => {
  app.clock.set('2026-03-16');
  await app.owner.query(
    `insert into sign_offs
       (id, contract_id, sequence, recorded_at, signer_id, observed_on, competency, level, outcome, next_step, comment, attempt)
     select gen_random_uuid(), $1, 100000 + n, $2, $3, '2026-03-01', 'C2', 'supervised_care', 'not_yet', 'Revoir',
       repeat('mot ', 150), 100 + n
     from generate_series(1, 4100) n`,
    [scenario.contract.contractId, app.clock.now(), scenario.referentIs.personId],
  );
  app.clock.set('2026-03-17');
  const { document } = (await report(alternant)).body;
  expect([document.judgements.length, document.omitted.judgements]).toEqual([300, 3_800]);
  const signed = document.blocks
    .flatMap((block: { competencies: { levels: object[] }[] }) => block.competencies)
    .flatMap(({ levels }: { levels: object[] }) => levels)
    .filter(({ status }: { status: string }) => status === 'acquise');
  expect(signed).toHaveLength(4);
  for (const level of signed) expect(level).toMatchObject({ by: 'Claude Petit', on: '2026-03-12' });
  // Well under the 20 s after which it is refused.
  expect((await report(alternant, '', PDF)).status).toBe(200);
});

test('the fonts of a machine change no letter of a document', async () => {
  const home = await mkdtemp(join(tmpdir(), 'palier-fonts-'));
  try {
    const ours = await readFile('data/fonts/DejaVuSansMono.ttf');
    const wide = (name: string) => Buffer.from(name, 'utf16le').swap16();
    for (const named of [wide, Buffer.from]) {
      const [from, to] = [named('DejaVu Sans Mono'), named('Libertinus Serif')];
      for (let at = ours.indexOf(from); at >= 0; at = ours.indexOf(from, at + 1)) to.copy(ours, at);
    }
    await mkdir(join(home, '.fonts'));
    const none = await setElsewhere(home);
    await writeFile(join(home, '.fonts', 'impostor.ttf'), ours);
    expect(await setElsewhere(home)).toBe(none);
    // It would be taken if nothing came before it.
    expect(await setElsewhere(home, home)).not.toBe(none);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

test('a hundred settings of one document are one file; too many at once of one caller are sent back', async () => {
  const setter = new Typesetter();
  const data = { alternant: HOSTILE.repeat(20), employer: null, trainingCentre: null, parts: [] };
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

/** The hash of a form that another process sets, whose home holds fonts of its own. */
async function setElsewhere(home: string, fonts = resolve('data/fonts')): Promise<string> {
  const folder = resolve('data/templates');
  const data = JSON.stringify({ alternant: 'Inès', employer: null, trainingCentre: null, parts: [] });
  const program = `
    const { Worker } = require('node:worker_threads');
    const { createHash } = require('node:crypto');
    const worker = new Worker(${JSON.stringify(resolve('src/platform/typesetting/typesetter.worker.ts'))}, {
      workerData: { folder: ${JSON.stringify(folder)}, fonts: ${JSON.stringify(fonts)} },
    });
    worker.once('message', ({ pdf, failure }) => {
      console.log(failure ?? createHash('sha256').update(pdf).digest('hex'));
      process.exit();
    });
    worker.postMessage({ id: 1, template: 'review-form', data: ${JSON.stringify(data)}, seconds: 0 });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
    env: { ...process.env, HOME: home },
  });
  return stdout;
}
