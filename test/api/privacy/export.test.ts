import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { TestApp, type Caller } from '../../support/app.js';
import { photo } from '../../support/scenarios/files.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;
let url: string;
let evidenceId: string;

beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
  url = `/v1/people/${scenario.contract.alternant.personId}/export`;
  expect((await scenario.sign('observation', ['C6'], {})).status).toBe(201);
  const entry = { on: '2026-03-12', mission: 'meal_help', minutes: 30, text: 'Repas en salle' };
  const added = await scenario.tutor.post(scenario.url('evidence?noResidentIdentifiable=true'), photo(), {
    'content-type': 'image/jpeg',
  });
  expect(added.status).toBe(201);
  evidenceId = added.body.id;
  await alternant.post(scenario.url('journal-entries'), entry);
});
afterAll(() => app.stop());

interface Opened {
  readonly manifest: { sections: { section: string; rows: number }[]; files: { path: string }[] };
  readonly files: Record<string, Uint8Array>;
  rows(section: string): Record<string, unknown>[];
}

async function open(by: Caller, of = url): Promise<Opened> {
  const answer = await by.get(of);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  const files = unzipSync(answer.bytes);
  const json = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
  const { sections } = json('person.json') as {
    sections: { section: string; rows: Record<string, unknown>[] }[];
  };
  return {
    manifest: json('manifest.json'),
    files,
    rows: (section) => sections.find((one) => one.section === section)?.rows ?? [],
  };
}

test('somebody takes everything that is held on them: in order, with titles, names and files, and no secret', async () => {
  const { manifest, files, rows } = await open(alternant);

  expect(rows('people')).toMatchObject([{ familyName: 'Moreau' }]);
  expect(rows('accounts')).toHaveLength(1);
  expect(rows('sign_offs')).toMatchObject([
    {
      competency: 'C6',
      competencyTitle: 'C6',
      levelTitle: 'Observation',
      signerId: { id: scenario.tutorIs.personId },
    },
  ]);
  expect(rows('events').length).toBeGreaterThan(1);
  expect(manifest.files).toEqual([expect.objectContaining({ path: `files/${evidenceId}.jpg` })]);
  const content = await alternant.get(`/v1/evidence/${evidenceId}/content`);
  expect(Buffer.from(files[`files/${evidenceId}.jpg`] ?? [])).toEqual(content.bytes);
  expect(manifest.sections.find(({ section }) => section === 'sign_offs')).toMatchObject({ rows: 1 });
  expect(strFromU8(files['person.json'] ?? new Uint8Array())).not.toMatch(/[hH]ash"|sealed|searchKey/);
});

test('a tutor takes what they did, and nothing that the file of the alternant says', async () => {
  const { rows, manifest } = await open(scenario.tutor, `/v1/people/${scenario.tutorIs.personId}/export`);

  expect(rows('mandates')).toMatchObject([{ role: 'main_tutor' }]);
  expect(rows('sign_offs')).toEqual([
    {
      id: expect.any(String),
      contractId: scenario.contract.contractId,
      recordedAt: expect.any(String),
      signerId: expect.objectContaining({ id: scenario.tutorIs.personId }),
    },
  ]);
  expect(rows('contracts')).toEqual([]);
  expect(rows('journal_entries')).toEqual([]);
  expect(manifest.files).toEqual([]);
});

test('the administrators of the centre take what it holds of its alternant: no account, nothing of another centre', async () => {
  const { alternant: person, trainingCentreId } = scenario.contract;
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const other = await app.given.organisation({ kind: 'training_centre', name: 'CFA du Rhône' });
  await app.given.membership(person, 'alternant', other, '2026-01-01');

  const { rows } = await open(admin);
  expect(rows('memberships')).toMatchObject([{ organisationId: { id: trainingCentreId } }]);
  expect(rows('contracts')).toHaveLength(1);
  expect([rows('accounts'), rows('sessions'), rows('notifications')]).toEqual([[], [], []]);
  expect((await open(await app.as(await app.given.someone('platform_admin')))).rows('accounts')).toHaveLength(
    1,
  );
});

test('nobody else takes it: not HR, not the tutor, not another centre, not a program', async () => {
  const { employerId, trainingCentreId } = scenario.contract;
  const other = await app.given.organisation({ kind: 'training_centre', name: 'CFA du Rhône' });
  const callers = [
    await app.as(await app.given.someone('hr', employerId)),
    scenario.tutor,
    await app.as(await app.given.someone('centre_admin', other)),
  ];
  for (const caller of callers) expect((await caller.get(url)).status).toBe(404);
  const program = app.asClient(await app.given.apiClient(trainingCentreId));
  expect((await program.get(url)).body.code).toBe('person_required');
});
