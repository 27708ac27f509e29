import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { ErasuresService } from '../../../src/features/privacy/erasures/erasures.service.js';
import { sweepEvidence } from '../../../src/features/evidence/sweep.store.js';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { newId } from '../../../src/platform/ids.js';
import { FolderStore } from '../../../src/platform/files/folder-store.js';
import { evidenceFolder, TestApp, type Caller } from '../../support/app.js';
import { photo } from '../../support/scenarios/files.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;
let platform: Caller;
let url: string;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  // What earlier tests asked is none of this one's.
  await app.owner.query(`update erasures set due_at = '2999-01-01' where done_at is null`);
  const centre = await app.given.organisation({ kind: 'training_centre' });
  const zoe = await app.given.someone('alternant', centre, ZOE);
  scenario = await LadderScenario.start(app, { alternant: zoe, trainingCentreId: centre });
  alternant = await app.as(scenario.contract.alternant);
  platform = await app.as(await app.given.someone('platform_admin'));
  url = `/v1/people/${scenario.contract.alternant.personId}/erasures`;
});

const ZOE = { givenName: 'Zoé', familyName: 'Quetzal', birthDate: '2001-11-23' };
const ask = (by: Caller, body: object = {}, of = url) => by.post(of, { reason: 'Demande de Zoé', ...body });
const carryOut = () => app.nest.get(ErasuresService, { strict: false }).carryOutDue();
const endContract = () =>
  app.owner.query(`update contracts set held_until = '2026-03-12', ended_as = 'terminated' where id = $1`, [
    scenario.contract.contractId,
  ]);
/** Tables of which some row says that word. */
async function tablesThatSay(word: string): Promise<string[]> {
  const { rows } = await app.owner.query<{ name: string }>(
    `select c.relname::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     union all select 'jobs.job_common'`,
  );
  const found = [];
  for (const { name } of rows) {
    const { rowCount } = await app.owner.query(
      `select from ${name} t where to_jsonb(t)::text ilike $1 limit 1`,
      [`%${word}%`],
    );
    if (rowCount) found.push(name);
  }
  return found;
}

test('somebody becomes nobody: nothing says who they were, and facts, order and progress stay', async () => {
  const { contractId, alternant: person } = scenario.contract;
  await app.given.password(person, 'zoe.quetzal@exemple.test', 'un mot de passe assez long');
  await app.owner.query(
    `update people set email = 'zoe.quetzal@exemple.test', phone = '0611223344', external_id = 'MATRICULE-77' where id = $1`,
    [person.personId],
  );
  await scenario.sign('observation', ['C6', 'C8', 'C10', 'C11']);
  await scenario.sign('simple_tasks', ['C1'], {
    observation: false,
    items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'not_yet', nextStep: 'Zoé revoit le lever' }],
  });
  const file = await scenario.tutor.post(
    scenario.url('evidence?noResidentIdentifiable=true&fileName=zoe.jpg'),
    photo(),
    {
      'content-type': 'image/jpeg',
    },
  );
  expect(file.status).toBe(201);
  const entry = { on: '2026-03-12', mission: 'env_01', minutes: 30, text: 'Zoé au repas' };
  expect((await alternant.post(scenario.url('journal-entries'), entry)).status).toBe(201);
  expect(await tablesThatSay('Quetzal')).toEqual(
    expect.arrayContaining(['people', 'person_names', 'accounts']),
  );
  expect(await tablesThatSay('Zoé')).toEqual(expect.arrayContaining(['journal_entries', 'sign_offs']));
  await endContract();
  const facts = async () =>
    (
      await app.owner.query(
        `select e.sequence, e.type, e.data from events e where e.contract_id = $1 order by e.sequence`,
        [contractId],
      )
    ).rows;
  const before = [await facts(), (await scenario.tutor.get(scenario.url('ladder'))).body];

  const looked = await ask(platform, { dryRun: true });
  expect([looked.status, looked.body.erasure, looked.body.obstacles]).toEqual([200, null, []]);
  const asked = await ask(alternant);
  expect([asked.status, asked.body.erasure.state]).toEqual([201, 'waiting']);
  expect((await ask(platform)).body.code).toBe('erasure_exists');
  expect(await carryOut()).toBe(0);
  app.clock.set('2026-04-12');
  expect(await carryOut()).toBe(1);

  for (const word of ['Zoé', 'zoe', 'Quetzal', '2001-11-23', '0611223344', 'MATRICULE-77', 'zoe.jpg'])
    expect([word, await tablesThatSay(word)]).toEqual([word, []]);
  expect(await readdir(evidenceFolder(app.database), { recursive: true })).not.toContain(
    `${file.body.id.slice(-2)}/${file.body.id}`,
  );
  app.clock.set('2026-03-13');
  expect((await scenario.tutor.get(`/v1/evidence/${file.body.id}/content`)).body.code).toBe(
    'evidence_withdrawn',
  );
  const { at: _, ...ladder } = (await scenario.tutor.get(scenario.url('ladder'))).body;
  const { at: __, ...ladderBefore } = before[1] as { at: string };
  expect([await facts(), ladder]).toEqual([before[0], ladderBefore]);
  const store = new FolderStore(evidenceFolder(app.database));
  await asOwner(app.database.ownerUrl, async (owner) => {
    expect((await rebuildProgress(owner)).differences).toEqual([]);
    expect(await sweepEvidence(owner, store, app.clock.now(), { remove: false })).toMatchObject({
      missing: [],
    });
  });
  expect((await scenario.tutor.get(`/v1/people/${person.personId}`)).body).toMatchObject({
    givenName: 'Personne',
    familyName: 'effacée',
    birthDate: null,
  });
});

test('whoever was erased is not found, does not sign in, and comes back by no way', async () => {
  const { alternant: person, employerId, trainingCentreId, ladderId } = scenario.contract;
  await app.given.password(person, 'zoe2@exemple.test', 'un mot de passe assez long');
  await endContract();
  expect((await ask(alternant)).status).toBe(201);
  app.clock.set('2026-04-12');
  expect(await carryOut()).toBe(1);

  const signIn = { email: 'zoe2@exemple.test', password: 'un mot de passe assez long' };
  expect((await app.anyone.post('/v1/auth/login', signIn)).status).toBe(401);
  expect((await alternant.get('/v1/me')).status).toBe(401);
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  for (const query of ['?q=effacée', '?familyName=effac', '?limit=500'])
    for (const by of [admin, platform])
      expect((await by.get(`/v1/people${query}`)).text).not.toContain(person.personId);
  const read = await platform.get(`/v1/people/${person.personId}`);
  const renamed = await platform.patch(
    `/v1/people/${person.personId}`,
    { familyName: 'Quetzal', reason: 'retour' },
    { 'if-match': String(read.headers['etag']) },
  );
  expect([renamed.status, renamed.body.code]).toEqual([409, 'person_erased']);
  const drafted = await admin.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: person.personId,
    employerId,
    trainingCentreId,
    ladderId,
    startsOn: '2026-09-01',
    endsOn: '2027-08-31',
  });
  expect([drafted.status, drafted.body.code]).toEqual([409, 'person_erased']);
  const invited = await platform.post('/v1/invitations', {
    email: 'zoe2@exemple.test',
    organisationId: trainingCentreId,
    role: 'alternant',
    personId: person.personId,
  });
  expect([invited.status, invited.body.code]).toEqual([409, 'person_erased']);
  expect((await ask(platform)).body.obstacles).toEqual(['erased']);
  await expect(
    app.owner.query(`update people set erased_at = null where id = $1`, [person.personId]),
  ).rejects.toThrow('person_erased');
});

test('not while a contract runs, not by whoever is not alone to answer for them, and not once it was taken back', async () => {
  const { trainingCentreId, employerId } = scenario.contract;
  const running = await ask(alternant);
  expect([running.status, running.body.code, running.body.obstacles]).toEqual([
    409,
    'erasure_obstructed',
    ['contract_runs'],
  ]);
  await endContract();
  const admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  const hr = await app.as(await app.given.someone('hr', employerId));
  expect((await ask(hr)).body.code).toBe('forbidden');
  expect((await ask(scenario.tutor)).body.code).toBe('forbidden');
  const mandated = await ask(scenario.tutor, {}, `/v1/people/${scenario.tutorIs.personId}/erasures`);
  expect(mandated.status).toBe(201); // the contract of their mandate is over
  const { body } = await ask(alternant);

  // The centre may have to keep the file: it takes the erasure back, with a trace.
  expect((await hr.post(`/v1/erasures/${body.erasure.id}/withdraw`, { reason: 'non' })).status).toBe(404);
  const back = await admin.post(`/v1/erasures/${body.erasure.id}/withdraw`, { reason: 'Contrôle en cours' });
  expect([back.status, back.body.state]).toEqual([200, 'withdrawn']);
  expect((await admin.post(`/v1/erasures/${body.erasure.id}/withdraw`, { reason: 'encore' })).body.code).toBe(
    'erasure_ended',
  );
  expect((await alternant.get(url)).body.data).toEqual([back.body]);
  expect((await ask(admin)).status).toBe(201);

  // The right is judged on the day: the administrator who asked is gone, the contract of somebody else runs.
  await app.owner.query(`update memberships set until_day = '2026-03-20' where role = 'centre_admin'`);
  app.clock.set('2026-04-12');
  expect(await carryOut()).toBe(1); // the tutor, who asked for themselves
  expect((await alternant.get(url)).body.data[1]).toMatchObject({ state: 'waiting', doneAt: null });
});

test('the name of a tutor who is erased leaves the words of others, and the words stay', async () => {
  const who = { givenName: 'Maëlys', familyName: 'd’Arcachon' };
  const tutor = await app.given.someone('tutor', scenario.contract.employerId, who);
  await app.owner.query(
    `insert into mandates (id, contract_id, person_id, role, from_day, until_day, sequence, recorded_at, recorded_by)
     values (gen_random_uuid(), $1, $2, 'co_tutor', '2025-09-01', '2026-03-01', 9000, now(), $3)`,
    [scenario.contract.contractId, tutor.personId, scenario.referentIs.personId],
  );
  const noted = await scenario.tutor.post(scenario.url('observations'), {
    observedOn: '2026-03-12',
    items: [
      {
        competency: 'C6',
        level: 'observation',
        outcome: 'performed',
        comment: 'Petit geste, vu avec MAELYS, merci à maëlys d’arcachon (bien) : un maëlys.',
      },
    ],
  });
  expect(noted.status).toBe(201);
  expect((await ask(await app.as(tutor), {}, `/v1/people/${tutor.personId}/erasures`)).status).toBe(201);
  app.clock.set('2026-04-12');
  expect(await carryOut()).toBe(1);

  const kept = await scenario.referent.get(`/v1/observations/${noted.body.id}`);
  expect(kept.body.items[0].comment).toBe(
    'Petit geste, vu avec [effacé], merci à [effacé] (bien) : un maëlys.',
  );
});

test('of a contract and an erasure at once one waits for the other, whichever comes first, and then gives way', async () => {
  const { alternant: person, employerId, trainingCentreId, ladderId } = scenario.contract;
  await endContract();
  const { body } = await ask(alternant);
  app.clock.set('2026-04-12');
  const insert = `
    insert into contracts (id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id,
      held_until, suspensions, version, created_at, updated_at, last_sequence, last_recorded_at)
    values ($1, 'apprenticeship', $2, $3, $4, $5, '2026-09-01', '2027-08-31', $4, '2027-08-31', '{}', 1, now(), now(), 0, now())`;
  const drafting = (id: string) => [id, person.personId, employerId, trainingCentreId, ladderId];
  const other = new pg.Client({ connectionString: app.database.ownerUrl });
  await other.connect();
  try {
    const contractId = newId();
    await other.query('begin');
    await other.query(insert, drafting(contractId));
    const done = carryOut();
    await other.query('select pg_sleep(0.3)');
    await other.query('commit');
    expect(await done).toBe(0);
    expect((await alternant.get(`/v1/erasures/${body.erasure.id}`)).body).toMatchObject({
      state: 'held_back',
      obstacles: ['contract_runs'],
    });
    await other.query('delete from contracts where id = $1', [contractId]);

    await other.query(`begin; select app.set_actor('sign_in', null, null, '2026-04-12T08:00:00Z')`);
    await other.query('select app.carry_out_erasure($1)', [body.erasure.id]);
    const refused = app.owner.query(insert, drafting(newId())).then(
      () => 'drafted',
      (error: Error) => error.message,
    );
    await other.query('select pg_sleep(0.3)');
    await other.query('commit');
    expect(await refused).toBe('person_erased');
  } finally {
    await other.end();
  }
});
