import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/platform/ids.js';
import { Worker } from '../../../src/platform/jobs/worker.js';
import type { Queue } from '../../../src/platform/jobs/enqueue.js';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { Jobs } from '../../support/jobs.js';
import type { Someone } from '../../support/scenarios/given.js';
import { TestSmtp } from '../../support/http/smtp.js';

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
let scenario: LadderScenario;
let referentIs: Someone & { mandateId: string };

beforeAll(async () => {
  smtp = await TestSmtp.start();
  app = await TestApp.start(smtp.settings);
  jobs = await Jobs.of(app);
});
afterAll(async () => {
  await jobs?.close();
  await app?.stop();
  await smtp?.goAway();
});

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  referentIs = await app.given.mandate(scenario.contract, 'referent');
  await app.owner.query(`update jobs.job_common set state = 'cancelled' where state < 'completed'`);
  await app.owner.query('update notifications set due_at = null where mail_id is null');
  smtp.mails.length = 0;
});

const addressOf = ({ accountId }: Someone) => `${accountId}@exemple.test`;
const mailsTo = (someone: Someone) => smtp.to(addressOf(someone));
/** What the mails to somebody say, one line a sentence. */
const linesOf = (someone: Someone) =>
  mailsTo(someone).flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('- ')));
const revoke = async (competency: string, by = scenario.referent) => {
  const id = await scenario.signOffId(1, competency);
  const answer = await by.post(`/v1/sign-offs/${id}/revocations`, {
    reasonCode: 'safety',
    reason: 'Chute de Madame Bertin',
  });
  expect(answer.status).toBe(201);
};
const raise = async (severity: string, by = scenario.observer) => {
  const answer = await by.post(scenario.url('concerns'), {
    severity,
    missions: ['obs_01'],
    text: 'Frein oublié',
  });
  expect(answer.status).toBe(201);
};
const notified = async (someone: Someone) =>
  (await (await app.as(someone)).get('/v1/me/notifications')).body.data;
const kinds = async (someone: Someone) => (await notified(someone)).map(({ kind }: { kind: string }) => kind);

test('a revocation at night is told at once to tutor and referent, and to the alternant in the morning', async () => {
  await scenario.complete('observation');
  await jobs.run();
  app.clock.set('2026-03-12T21:15:00.000Z');

  await revoke('C6');
  await jobs.run();

  const [retire, fallen] = [
    '- Une validation a été retirée.',
    '- Un palier n’est plus acquis : ce qui est permis a changé.',
  ];
  expect(linesOf(scenario.tutorIs)).toEqual([retire, fallen]);
  expect(linesOf(referentIs)).toEqual([retire, fallen]);
  expect(mailsTo(scenario.tutorIs)).toHaveLength(1);
  expect(mailsTo(scenario.contract.alternant)).toEqual([]);

  app.clock.set('2026-03-13T05:59:00.000Z');
  await jobs.tick();
  expect(mailsTo(scenario.contract.alternant)).toEqual([]);
  app.clock.set('2026-03-13T06:00:00.000Z');
  await jobs.tick();
  await jobs.tick();

  expect(linesOf(scenario.contract.alternant)).toEqual([retire, fallen]);
  expect(mailsTo(scenario.contract.alternant)).toHaveLength(1);
});

test('a mail names nobody, quotes nothing, and says where to look', async () => {
  await scenario.complete('observation');
  await jobs.run();

  await revoke('C6');
  await jobs.run();

  const [mail] = mailsTo(scenario.tutorIs);
  expect(mail?.subject).toBe('Palier : à lire maintenant');
  expect(mail?.from).toContain('palier.test');
  expect(mail?.text).toContain(`https://palier.test/contracts/${scenario.contract.contractId}`);
  for (const secret of ['Camille', 'Martin', 'Petit', 'Bertin', 'Tilleuls', 'C6']) {
    expect(mail?.text).not.toContain(secret);
  }
  expect(mail?.id).toMatch(/^<notice\.[0-9a-f-]{36}@palier\.test>$/);
});

test('a fact told twice is told once, by one mail', async () => {
  await raise('high');
  const [job] = await jobs.waiting('notify');
  await jobs.run();
  expect(mailsTo(scenario.tutorIs)).toHaveLength(1);

  await work('notify', job?.data);
  await work('notify', job?.data);
  await jobs.run();
  await app.owner
    .query<{ id: string }>('select m.id from mails m where m.person_id = $1', [scenario.tutorIs.personId])
    .then(({ rows }) => Promise.all(rows.map(({ id }) => work('mail', { mail: id }))));

  expect(mailsTo(scenario.tutorIs)).toHaveLength(1);
  expect(await kinds(scenario.tutorIs)).toEqual(['concern_high']);
});

test('the job of a fact holds ids and codes alone, and goes with the fact', async () => {
  await raise('high');

  const { rows } = await app.owner.query<{ id: string }>(
    `select e.id from events e where e.contract_id = $1 and e.type = 'concern.raised'`,
    [scenario.contract.contractId],
  );
  expect((await jobs.waiting('notify')).map(({ data }) => data)).toEqual([
    { notified: [{ event: rows[0]?.id, kind: 'concern_high' }] },
  ]);
});

test('what is refused tells nobody, and neither does an ordinary sign-off', async () => {
  const refused = await scenario.observer.post(scenario.url('concerns'), {
    severity: 'high',
    missions: ['nulle_part'],
    text: 'Frein oublié',
  });
  expect(refused.status).toBe(422);
  expect((await scenario.sign('observation', ['C6'])).status).toBe(201);

  expect(await jobs.waiting('notify')).toEqual([]);
});

test('whoever did it is not told of it', async () => {
  await raise('high', scenario.tutor);
  await jobs.run();

  expect(mailsTo(scenario.tutorIs)).toEqual([]);
  expect(await notified(scenario.tutorIs)).toEqual([]);
  expect(linesOf(referentIs)).toEqual(['- Une alerte grave retire des missions jusqu’à son examen.']);
});

test('whoever lost the mandate since the fact is told nothing', async () => {
  const coTutor = await app.given.mandate(scenario.contract, 'co_tutor');
  await raise('high');
  await endMandate(coTutor);
  await jobs.run();

  expect(mailsTo(coTutor)).toEqual([]);
  expect(await notified(coTutor)).toEqual([]);
  expect(mailsTo(scenario.tutorIs)).toHaveLength(1);
});

test('nor is whoever loses it while the mail waits', async () => {
  await raise('low');
  await jobs.run();
  await endMandate(referentIs);
  app.clock.set('2026-03-13T06:30:00.000Z');

  await jobs.tick();

  expect(mailsTo(referentIs)).toEqual([]);
  expect(linesOf(scenario.tutorIs)).toEqual(['- Une alerte a été signalée.']);
});

test('what can wait comes in one digest a day, whoever makes it, also over a change of hour', async () => {
  app.clock.set('2026-03-27T10:00:00.000Z');
  const beside = await app.beside(smtp.settings);
  const both = async () => {
    await Promise.all([app, beside].map(({ nest }) => nest.get(Worker).tick()));
    await jobs.run();
  };
  await raise('low');
  await raise('low');
  await jobs.run();
  await both();
  expect(mailsTo(scenario.tutorIs)).toEqual([]);

  // 07:30 in Paris is 06:30 UTC on Saturday; clocks go forward on Sunday, and it is 05:30.
  app.clock.set('2026-03-28T06:29:00.000Z');
  await both();
  expect(mailsTo(scenario.tutorIs)).toEqual([]);
  app.clock.set('2026-03-28T06:30:00.000Z');
  await both();
  await both();
  expect(mailsTo(scenario.tutorIs)).toHaveLength(1);
  expect(mailsTo(scenario.tutorIs)[0]?.subject).toBe('Palier : ce qui vous attend aujourd’hui');

  app.clock.set('2026-03-28T12:00:00.000Z');
  await raise('low');
  await jobs.run();
  await app.owner.query('update notifications set due_at = $1 where mail_id is null', [app.clock.now()]);
  await both();
  expect(mailsTo(scenario.tutorIs)).toHaveLength(1);

  app.clock.set('2026-03-29T05:29:00.000Z');
  await both();
  expect(mailsTo(scenario.tutorIs)).toHaveLength(1);
  app.clock.set('2026-03-29T05:30:00.000Z');
  await both();
  app.clock.set('2026-03-29T06:30:00.000Z');
  await both();
  expect(mailsTo(scenario.tutorIs)).toHaveLength(2);
});

test('a level that becomes ready awaits the main tutor, then the referent; nobody, once it is decided', async () => {
  await scenario.complete('observation');
  await scenario.complete('simple_tasks');
  await jobs.run();
  await scenario.complete('supervised_care', { decided: false });
  const signs = (await jobs.waiting('notify')).map(({ data }) => data);
  expect(signs).toEqual([
    { notified: [{ event: expect.any(String), kind: 'decision_awaited', level: 'supervised_care' }] },
  ]);
  // The main tutor signed it themselves: only another would be told.
  await jobs.run();
  expect(await kinds(scenario.tutorIs)).not.toContain('decision_awaited');

  expect((await scenario.decide(scenario.tutor, 'supervised_care')).status).toBe(201);
  await jobs.run();
  expect(await kinds(referentIs)).toContain('cosignature_awaited');

  expect((await scenario.decide(scenario.referent, 'supervised_care')).status).toBe(201);
  await jobs.run();
  app.clock.set('2026-03-13T06:30:00.000Z');
  await jobs.tick();

  expect(linesOf(referentIs)).toContain('- Un palier s’est ouvert.');
  expect(linesOf(referentIs)).not.toContain('- Une décision de passage attend votre signature.');
});

test('a level that a co-tutor made ready awaits the main tutor', async () => {
  await scenario.complete('observation');
  const coTutor = await app.as(await app.given.mandate(scenario.contract, 'co_tutor'));
  const competencies = ['C1', 'C5', 'C6', 'C8', 'C9', 'C10'];
  for (const day of ['2026-03-01', '2026-03-02']) {
    await scenario.observe(scenario.observer, 'simple_tasks', competencies, day);
  }
  const signed = await coTutor.post(scenario.url('sign-offs'), {
    observedOn: '2026-03-12',
    observation: true,
    items: competencies.map((competency) => ({ competency, level: 'simple_tasks', outcome: 'acquired' })),
  });
  expect(signed.status).toBe(201);
  await jobs.run();

  expect(await notified(scenario.tutorIs)).toMatchObject([
    { kind: 'decision_awaited', level: 'simple_tasks', mailedAt: null },
  ]);
  app.clock.set('2026-03-13T06:30:00.000Z');
  await jobs.tick();
  expect(linesOf(scenario.tutorIs)).toContain('- Un palier attend votre décision.');
});

test('what was done beyond an entitlement is told to tutor and referent, not to the alternant', async () => {
  await scenario.observe(scenario.observer, 'autonomy', ['C6'], '2026-03-10');
  await jobs.run();

  const sentence = '- Quelque chose a été fait au-delà de ce qui était permis.';
  expect([linesOf(scenario.tutorIs), linesOf(referentIs)]).toEqual([[sentence], [sentence]]);
  expect(mailsTo(scenario.contract.alternant)).toEqual([]);
  expect(await notified(scenario.contract.alternant)).toEqual([]);
});

test('without a mail transport nothing is sent, and what was told is listed', async () => {
  const silent = await app.beside({});
  await raise('high');

  expect(await jobs.run(silent)).toBe(0);

  expect(smtp.mails).toEqual([]);
  expect(await jobs.waiting('mail')).toEqual([]);
  expect(await notified(scenario.tutorIs)).toMatchObject([
    { kind: 'concern_high', contractId: scenario.contract.contractId, mailedAt: null },
  ]);
});

test('who reads their notifications reads their own, of contracts that they still see, page by page', async () => {
  await raise('high');
  await jobs.run();
  await raise('low');
  await jobs.run();
  const reader = await app.as(referentIs);

  const first = await reader.get('/v1/me/notifications?limit=1');
  const second = await reader.get(`/v1/me/notifications?limit=1&after=${first.body.page.next}`);

  expect(first.body.data).toEqual([
    {
      id: expect.any(String),
      kind: 'concern_low',
      contractId: scenario.contract.contractId,
      subjectId: expect.any(String),
      level: null,
      notifiedAt: '2026-03-12T08:00:00.000Z',
      mailedAt: null,
    },
  ]);
  expect(second.body.data).toMatchObject([{ kind: 'concern_high', mailedAt: '2026-03-12T08:00:00.000Z' }]);
  expect(second.body.page.next).toBeNull();

  await endMandate(referentIs, '2026-01-05');
  expect((await reader.get('/v1/me/notifications')).body.data).toEqual([]);
  expect(await notified(await app.given.someone('tutor', scenario.contract.employerId))).toEqual([]);
});

const work = (queue: Queue, data: object | undefined) =>
  app.nest.get(Worker).work(queue, { id: newId(), data });

const endMandate = ({ mandateId }: { mandateId: string }, on = '2026-03-12') =>
  app.owner.query('update mandates set until_day = $2 where id = $1', [mandateId, on]);

test('a request that nobody decides for three days is told once to tutor and referent, and again after a claim that lapsed', async () => {
  const asked = await scenario.tutor.post(scenario.url('sign-off-requests'), {
    items: [{ competency: 'C6', level: 'observation' }],
  });
  expect(asked.status).toBe(201);
  await jobs.run();
  const stale = async () =>
    (await kinds(referentIs)).filter((kind: string) => kind === 'request_stale').length;

  app.clock.set('2026-03-15T07:00:00.000Z');
  await jobs.tick();
  expect(await stale()).toBe(0);
  app.clock.set('2026-03-16T07:00:00.000Z');
  await jobs.tick();
  await jobs.tick();
  expect(await stale()).toBe(1);

  expect((await scenario.tutor.post(`/v1/sign-off-requests/${asked.body.id}/claims`)).status).toBe(201);
  app.clock.set('2026-03-18T07:00:00.000Z');
  await jobs.tick();
  expect(await stale()).toBe(1);
  app.clock.set('2026-03-20T07:00:00.000Z');
  await jobs.tick();
  expect(await stale()).toBe(2);

  await scenario.sign('observation', ['C6']);
  app.clock.set('2026-03-28T07:00:00.000Z');
  await jobs.tick();
  expect(await stale()).toBe(2);
});

test('who may attest, both offices and the alternant are reminded twice and when it is missing, each once, and not of what is renewed meanwhile', async () => {
  const { contract, tutorIs } = scenario;
  const missions = [
    { code: 'lift', title: 'lift', level: 'observation', competencies: ['C6'], prerequisites: ['afgsu_2'] },
  ];
  const ladderId = await app.given.ladder({ missions });
  await app.owner.query('update contracts set ladder_id = $2 where id = $1', [contract.contractId, ladderId]);
  const hr = await app.given.someone('hr', contract.employerId);
  const centre = await app.given.someone('centre_admin', contract.trainingCentreId);
  const former = await app.given.someone('hr', contract.employerId);
  await app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [
    former.personId,
  ]);
  const coTutor = await app.given.mandate(contract, 'co_tutor');
  const attest = (validFrom: string, validUntil: string) =>
    scenario.tutor.post(scenario.url('attestations'), { prerequisite: 'afgsu_2', validFrom, validUntil });
  expect((await attest('2022-05-07', '2026-05-06')).status).toBe(201);
  const count = async (someone: Someone, kind: string) =>
    (await kinds(someone)).filter((one: string) => one === `prerequisite_${kind}`).length;
  const seen = async (kind: string) =>
    Promise.all(
      [contract.alternant, tutorIs, referentIs, hr, centre, coTutor].map((one) => count(one, kind)),
    );
  const at = async (day: string) => {
    app.clock.set(`${day}T06:00:00.000Z`);
    await jobs.tick();
    await jobs.tick();
  };
  const [EACH, NOBODY] = [
    [1, 1, 1, 1, 1, 0],
    [0, 0, 0, 0, 0, 0],
  ];

  await at('2026-03-11');
  expect(await seen('expiring')).toEqual(NOBODY);
  await at('2026-03-12');
  expect(await seen('expiring')).toEqual(EACH);
  expect(await seen('expiring_soon')).toEqual(NOBODY);
  expect(await count(former, 'expiring')).toBe(0);
  await at('2026-04-23');
  expect(await seen('expiring_soon')).toEqual(EACH);
  // What is renewed before the mail goes is not in it.
  smtp.mails.length = 0;
  const renewed = await attest('2026-05-07', '2026-06-30');
  expect(renewed.status).toBe(201);
  app.clock.set('2026-04-23T08:00:00.000Z');
  await jobs.tick();
  await jobs.run();
  expect(linesOf(hr).filter((line) => line.includes('attestation finit'))).toEqual([]);
  await at('2026-05-08');
  expect(await seen('missing')).toEqual(NOBODY);
  await at('2026-07-01');
  expect(await seen('missing')).toEqual(EACH);
  // A renewal that was taken back leaves it missing, and that is told anew, once.
  const { body: mistaken } = await attest('2026-07-01', '2030-06-30');
  expect((await scenario.tutor.post(`/v1/attestations/${mistaken.id}/withdrawals`)).status).toBe(201);
  await at('2026-07-02');
  expect(await seen('missing')).toEqual([2, 2, 2, 2, 2, 0]);
  await at('2026-07-03');
  expect(await seen('missing')).toEqual([2, 2, 2, 2, 2, 0]);
});

test('main tutor, HR and the centre are told once that a trial period ends, a week ahead, and of no contract that ended', async () => {
  app.clock.set('2026-03-10');
  const running = await LadderScenario.start(app, { startsOn: '2026-03-02' });
  const ended = await LadderScenario.start(app, { startsOn: '2026-03-02' });
  const uncertain = await LadderScenario.start(app, { startsOn: '2026-03-02' });
  const office = { company: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] };
  const hrOf = ({ contract }: LadderScenario) => app.given.someone('hr', contract.employerId);
  const hr = await hrOf(running);
  for (const one of [running, ended])
    expect(
      (
        await (
          await app.as(await hrOf(one))
        ).post(one.url('calendars'), { patterns: [{ from: '2026-03-02', weeks: [office] }] })
      ).status,
    ).toBe(201);
  const centre = await app.given.someone('centre_admin', running.contract.trainingCentreId);
  const { body: trial } = await running.tutor.get(running.url('trial-period'));
  expect(trial.endsOn).toBe('2026-05-05');
  const end = { on: '2026-03-20', cause: 'trial_period', initiator: 'employer' };
  expect((await (await app.as(await hrOf(ended))).post(ended.url('terminate'), end)).status).toBe(200);
  const count = async (someone: Someone) =>
    (await kinds(someone)).filter((one: string) => one === 'trial_period_ending').length;
  const seen = () =>
    Promise.all(
      [running.tutorIs, hr, centre, running.contract.alternant, ended.tutorIs, uncertain.tutorIs].map(count),
    );
  const at = async (day: string) => {
    app.clock.set(`${day}T06:00:00.000Z`);
    await jobs.tick();
    await jobs.tick();
  };
  await at('2026-04-27');
  expect(await seen()).toEqual([0, 0, 0, 0, 0, 0]);
  await at('2026-04-28');
  await at('2026-04-29');
  expect(await seen()).toEqual([1, 1, 1, 0, 0, 0]);
});
