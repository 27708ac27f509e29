import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { ReadLog } from '../../../src/features/privacy/reads/read-log.service.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { keepSecret } from '../../support/http/secrets.js';
import { TestSmtp } from '../../support/http/smtp.js';
import { Jobs } from '../../support/jobs.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let smtp: TestSmtp;
let jobs: Jobs;
let scenario: LadderScenario;
let hrIs: Someone;
let hr: Caller;
let admin: Caller;
let alternant: Caller;

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
  await app.owner.query('delete from sign_in_failures');
  scenario = await LadderScenario.start(app);
  hrIs = await app.given.someone('hr', scenario.contract.employerId);
  hr = await app.as(hrIs);
  admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
  alternant = await app.as(scenario.contract.alternant);
});

const C6 = { competency: 'C6', level: 'observation' };
const code = ({ status, body }: TestResponse) => [status, body.code];
const mistake = ({ status, body }: TestResponse) => [
  status,
  body.errors?.[0]?.pointer,
  body.errors?.[0]?.code,
];

let count = 0;
const newAddress = () => `karim.${(count += 1)}@ailleurs.test`;
const asked = async (items: object[] = [C6]): Promise<string> =>
  (await alternant.post(scenario.url('sign-off-requests'), { items })).body.id;
const linkBody = (signOffRequestId: string, values: object = {}) => ({
  signOffRequestId,
  givenName: 'Karim',
  familyName: 'Haddad',
  jobTitle: 'Aide-soignant de nuit',
  email: newAddress(),
  ...values,
});
const issue = (body: object, by = hr) => by.post(scenario.url('tutor-links'), body);
/** The token in the last mail to that address. */
async function mailed(email: string): Promise<string> {
  await jobs.run();
  const [, token = ''] = /\/guest\?token=(\S+)/.exec(smtp.to(email).at(-1)?.text ?? '') ?? [];
  keepSecret(token);
  return token;
}
async function given(items: object[] = [C6], values: object = {}) {
  const requestId = await asked(items);
  const body = linkBody(requestId, values);
  const issued = await issue(body);
  expect([issued.status, issued.body.url]).toEqual([201, undefined]);
  return {
    id: issued.body.id as string,
    personId: issued.body.personId as string,
    requestId,
    email: body.email,
    token: await mailed(body.email),
  };
}
const visit = async (token: string): Promise<string> => {
  const opened = await guest('open', { token });
  expect(opened.status).toBe(200);
  keepSecret(opened.body.session);
  return opened.body.session;
};
const guest = (path: string, body: object) => app.anyone.post(`/v1/guest/${path}`, body);
const answer = (session: string, items: object[] = [C6], values: object = {}) =>
  guest('request/decide', {
    session,
    observedOn: app.clock.today(),
    observation: true,
    items: items.map((item) => ({ outcome: 'acquired', ...item })),
    ...values,
  });
const state = async (id: string, by = hr) => {
  const { body } = await by.get(`/v1/guest-links/${id}`);
  return [body.state, body.voidReason];
};
const factsOf = async (personId: string) =>
  (
    await app.owner.query<{ type: string; link: string | null }>(
      'select e.type, e.guest_link_id as link from events e where e.actor_person_id = $1 order by e.sequence',
      [personId],
    )
  ).rows;

test('a tutor met once reads the one request by a link, answers it, and the fact says for ever how it came', async () => {
  const { id, token, requestId, personId, email } = await given();
  expect(smtp.to(email)).toHaveLength(1);
  expect(smtp.to(email)[0]?.text).toContain('EHPAD Les Tilleuls vous demande');
  expect(await state(id)).toEqual(['sent', null]);

  const session = await visit(token);
  expect(await state(id)).toEqual(['opened', null]);
  const read = await guest('request/read', { session });
  expect(read.body).toEqual({
    alternantGivenName: 'Inès',
    organisation: 'EHPAD Les Tilleuls',
    metOn: '2026-03-12',
    status: 'submitted',
    needsCode: false,
    items: [{ ...C6, competencyTitle: 'C6', levelTitle: 'Observation', outcome: null }],
    expiresAt: '2026-03-19T08:00:00.000Z',
  });
  const answered = await answer(session);

  expect([answered.status, answered.body.status, answered.body.items[0].outcome]).toEqual([
    200,
    'decided',
    'acquired',
  ]);
  expect(await state(id)).toEqual(['used', null]);
  const [signOff] = (await scenario.tutor.get(scenario.url('sign-offs'))).body.data;
  expect(signOff).toMatchObject({ ...C6, signerId: personId, outcome: 'acquired' });
  const { body } = await scenario.tutor.get(`/v1/sign-off-requests/${requestId}`);
  expect([body.status, body.endedBy]).toEqual(['decided', personId]);
  const events = (await scenario.tutor.get(`${scenario.url('events')}?limit=500`)).body.data;
  expect(events.filter((event: { actor: object }) => 'guestLinkId' in event.actor)).toEqual(
    [
      { personId, guestLinkId: id, guestName: 'Karim Haddad' },
      { personId, guestLinkId: id, guestName: 'Karim Haddad' },
      { personId, guestLinkId: id, guestName: 'Karim Haddad' },
    ].map((actor) => expect.objectContaining({ actor })),
  );
  // It served: nothing opens by it, and nothing is signed in its visit.
  expect(code(await guest('open', { token }))).toEqual([410, 'guest_link_closed']);
  expect(code(await answer(session))).toEqual([410, 'guest_link_closed']);
});

test('above the first level the answer takes a code by mail: six digits, ten minutes, five tries', async () => {
  await scenario.complete('observation');
  const items = [{ competency: 'C6', level: 'simple_tasks' }];
  const { token, email, id } = await given(items);
  const session = await visit(token);
  const refuse = [{ ...items[0], outcome: 'not_yet', nextStep: 'Revoir les gestes' }];
  const codeIn = () => /^(\d{6})$/m.exec(smtp.to(email).at(-1)?.text ?? '')?.[1] ?? '';

  expect((await guest('request/read', { session })).body.needsCode).toBe(true);
  expect(mistake(await answer(session, refuse))).toEqual([422, '/code', 'code_needed']);
  expect(mistake(await answer(session, refuse, { code: '123456' }))).toEqual([422, '/code', 'code_spent']);
  expect((await guest('code/send', { session })).body).toEqual({ sent: true });
  expect((await guest('code/send', { session })).status).toBe(429);
  await jobs.run();
  const sent = codeIn();
  keepSecret(sent);
  const wrong = sent === '000000' ? '000001' : '000000';
  const tried = [];
  for (let tries = 0; tries < 5; tries += 1)
    tried.push(mistake(await answer(session, refuse, { code: wrong })));
  expect(tried.map(([, , why]) => why)).toEqual([
    'code_wrong',
    'code_wrong',
    'code_wrong',
    'code_wrong',
    'code_spent',
  ]);
  expect(mistake(await answer(session, refuse, { code: sent }))).toEqual([422, '/code', 'code_spent']);

  app.clock.set('2026-03-12T08:02:00.000Z');
  await guest('code/send', { session });
  await jobs.run();
  const next = codeIn();
  keepSecret(next);
  app.clock.set('2026-03-12T08:12:00.000Z');
  expect(mistake(await answer(session, refuse, { code: next }))).toEqual([422, '/code', 'code_spent']);
  await guest('code/send', { session });
  await jobs.run();
  const last = codeIn();
  keepSecret(last);
  const done = await answer(session, refuse, { code: `${last.slice(0, 3)} ${last.slice(3)}` });
  expect([done.status, done.body.items?.[0].outcome]).toEqual([200, 'not_yet']);
  expect(await state(id)).toEqual(['used', null]);
});

test('“this is not me” ends the link before or in the visit, leaves no fact, and tells who gave it', async () => {
  const { token, id, personId } = await given();
  const session = await visit(token);

  expect((await guest('disown', { token: session })).body).toEqual({ disowned: true });
  expect(await state(id)).toEqual(['disowned', null]);
  await jobs.run();
  const kinds = (await hr.get('/v1/me/notifications')).body.data.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual(['guest_link_disowned']);
  // Whoever stole it before has nothing in hand.
  expect(mistake(await answer(session))).toEqual([422, '/session', 'session_over']);
  expect(code(await guest('open', { token }))).toEqual([410, 'guest_link_closed']);
  expect(code(await guest('disown', { token }))).toEqual([410, 'guest_link_closed']);
  expect(code(await hr.post(`/v1/guest-links/${id}/resend`))).toEqual([409, 'guest_link_over']);
  expect(await factsOf(personId)).toEqual([]);
});

test('a right is judged when it is used: withdrawn, expired, closed, ended, an issuer who left, an account since', async () => {
  const ends: Record<string, (link: Awaited<ReturnType<typeof given>>) => Promise<unknown>> = {
    withdrawn: ({ id }) => hr.post(`/v1/guest-links/${id}/withdraw`),
    expired: async () => app.clock.advance({ days: 7 }),
    request_closed: ({ requestId }) => alternant.post(`/v1/sign-off-requests/${requestId}/withdrawals`),
    issuer_lost_right: () =>
      app.owner.query(`update memberships set until_day = '2026-03-12' where person_id = $1`, [
        hrIs.personId,
      ]),
    'issuer_lost_right by an account disabled': () =>
      app.owner.query('update accounts set disabled_at = $2 where id = $1', [
        hrIs.accountId,
        app.clock.now(),
      ]),
    has_account: ({ personId }) =>
      app.owner.query(
        `insert into accounts (id, person_id, email, created_at) values (gen_random_uuid(), $1::uuid, $1::text || '@x.test', now())`,
        [personId],
      ),
    contract_ended: () =>
      app.owner.query(
        `update contracts set held_until = '2026-03-12', ended_as = 'terminated' where id = $1`,
        [scenario.contract.contractId],
      ),
  };
  const found: Record<string, unknown[]> = {};
  for (const [why, happens] of Object.entries(ends)) {
    app.clock.set('2026-03-12');
    scenario = await LadderScenario.start(app);
    hrIs = await app.given.someone('hr', scenario.contract.employerId);
    hr = await app.as(hrIs);
    alternant = await app.as(scenario.contract.alternant);
    const link = await given();
    const session = await visit(link.token);
    await happens(link);
    const answered = await answer(session);
    const opened = await guest('open', { token: link.token });
    found[why] = [
      [410, 422].includes(answered.status),
      opened.status,
      opened.body.reason ?? opened.body.state,
      await factsOf(link.personId),
    ];
  }

  expect(found).toEqual(
    Object.fromEntries(Object.keys(ends).map((why) => [why, [true, 410, why.split(' ')[0], []]])),
  );
});

test('withdrawn and answered at once, one wins: the other is told so, and no fact stands beside a withdrawn link', async () => {
  const { token, id, personId } = await given();
  const session = await visit(token);
  const [withdrawn, answered] = await Promise.all([
    hr.post(`/v1/guest-links/${id}/withdraw`),
    answer(session),
  ]);
  const facts = await factsOf(personId);

  expect([
    [200, 410, 0],
    [200, 422, 0],
    [409, 200, 3],
  ]).toContainEqual([withdrawn.status, answered.status, facts.length]);
  const own = await visit((await given([{ ...C6, competency: 'C8' }])).token);
  const twice = [own, own];
  const both = await Promise.all(twice.map((one) => answer(one, [{ ...C6, competency: 'C8' }])));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
});

test('nobody but the employer’s HR gives one, never to who stands there already, nor beyond what it is for', async () => {
  const requestId = await asked();
  const others = { tutor: scenario.tutor, alternant, admin, referent: scenario.referent };
  for (const [name, by] of Object.entries(others))
    expect([name, (await issue(linkBody(requestId), by)).status]).toEqual([name, 403]);
  const elsewhere = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await issue(linkBody(requestId), elsewhere)).status).toBe(404);

  const emailOf = async ({ personId }: Someone) =>
    (await app.owner.query<{ email: string }>('select email from accounts where person_id = $1', [personId]))
      .rows[0]?.email ?? '';
  for (const someone of [scenario.contract.alternant, hrIs, scenario.tutorIs])
    expect(
      mistake(await issue(linkBody(requestId, { email: (await emailOf(someone)).toUpperCase() }))),
    ).toEqual([422, '/email', 'address_known']);
  expect(mistake(await issue(linkBody(requestId, { metOn: '2026-03-13' })))).toEqual([
    422,
    '/metOn',
    'in_the_future',
  ]);
  expect(mistake(await issue(linkBody(requestId, { metOn: '2026-03-04' })))).toEqual([
    422,
    '/metOn',
    'too_far_back',
  ]);
  expect(mistake(await issue(linkBody(requestId, { days: 15 })))).toEqual([422, '/days', 'whole_number']);
  const other = await LadderScenario.start(app, { employerId: scenario.contract.employerId });
  const foreign = await (
    await app.as(other.contract.alternant)
  ).post(other.url('sign-off-requests'), { items: [C6] });
  expect(mistake(await issue(linkBody(foreign.body.id)))).toEqual([
    422,
    '/signOffRequestId',
    'unknown_reference',
  ]);

  const email = newAddress();
  expect((await issue(linkBody(requestId, { email }))).status).toBe(201);
  expect(mistake(await issue(linkBody(requestId, { email, familyName: 'Autre' })))).toEqual([
    422,
    '/familyName',
    'other_name',
  ]);
  const more = [];
  for (let n = 0; n < 5; n += 1) more.push(await issue(linkBody(requestId)));
  expect(more.map(({ status }) => status)).toEqual([201, 201, 201, 201, 409]);
  expect(more.at(-1)?.body.code).toBe('guest_link_not_possible');
});

test('its bearer is a stranger everywhere else, learns no name, and signs for no day before they met', async () => {
  const { token } = await given([C6], { metOn: '2026-03-10' });
  const session = await visit(token);
  const bearer = (path: string) =>
    app.anyone.get(path, { headers: { authorization: `Bearer ${session}` } }).then(({ status }) => status);

  expect(await bearer(scenario.url('ladder'))).toBe(401);
  expect(await bearer('/v1/me')).toBe(401);
  expect(code(await guest('ladder/read', { session }))).toEqual([403, 'forbidden']);
  expect(
    code(
      await guest('disputes', {
        session,
        about: { kind: 'sign_off', id: scenario.contract.contractId },
        grounds: 'x',
      }),
    ),
  ).toEqual([403, 'forbidden']);
  expect(mistake(await answer(session, [C6], { observedOn: '2026-03-09' }))).toEqual([
    422,
    '/observedOn',
    'outside_of_link',
  ]);
  expect(mistake(await answer(session, [{ competency: 'C8', level: 'observation' }]))).toEqual([
    422,
    '/items/0',
    'not_requested',
  ]);
  // Somebody else takes it on: that is all there is to know.
  const { data } = (await scenario.tutor.get(scenario.url('sign-off-requests'))).body;
  await scenario.tutor.post(`/v1/sign-off-requests/${data[0].id}/claims`);
  const refused = await answer(session);
  expect(code(refused)).toEqual([409, 'request_not_answerable']);
  expect(refused.text).not.toContain(scenario.tutorIs.personId);
  // Answered directly, by whoever may, it awaits nobody.
  expect((await scenario.sign('observation', ['C6'])).status).toBe(201);
  expect(code(await answer(session))).toEqual([410, 'guest_link_closed']);
  expect(mistake(await guest('open', { token: 'x'.repeat(43) }))).toEqual([422, '/token', 'token_unknown']);
});

test('opened again the visit before is over; sent again the link before is', async () => {
  const { token, id, email } = await given();
  const before = await visit(token);
  const session = await visit(token);
  expect(mistake(await answer(before))).toEqual([422, '/session', 'session_over']);

  expect((await hr.post(`/v1/guest-links/${id}/resend`)).status).toBe(429);
  app.clock.set('2026-03-12T08:02:00.000Z');
  expect((await hr.post(`/v1/guest-links/${id}/resend`)).status).toBe(200);
  const next = await mailed(email);
  expect(mistake(await guest('open', { token }))).toEqual([422, '/token', 'token_unknown']);
  expect(mistake(await answer(session))).toEqual([422, '/session', 'session_over']);
  const again = await visit(next);
  app.clock.set('2026-03-12T08:33:00.000Z');
  expect(mistake(await answer(again))).toEqual([422, '/session', 'session_over']);
  expect((await answer(await visit(next))).status).toBe(200);
});

const NADIA = { givenName: 'Nadia', familyName: 'Moreau' };
/** The alternant is a minor, and the contract names who stands for them. */
async function represented(): Promise<string> {
  const email = newAddress();
  await app.owner.query(`update people set birth_date = '2008-03-14' where id = $1`, [
    scenario.contract.alternant.personId,
  ]);
  await app.owner.query('update contracts set legal_representative = $2 where id = $1', [
    scenario.contract.contractId,
    JSON.stringify({ ...NADIA, email, phone: null }),
  ]);
  return email;
}
const issueTo = (by = admin, body: object = {}) => by.post(scenario.url('representative-links'), body);
async function representing() {
  const email = await represented();
  const issued = await issueTo();
  expect(issued.status).toBe(201);
  const token = await mailed(email);
  return { id: issued.body.id as string, personId: issued.body.personId as string, email, token };
}
const contest = (session: string, id: string) =>
  guest('disputes', { session, about: { kind: 'sign_off', id }, grounds: 'Elle l’a fait devant nous' });

test('who reads by a link is told to whose file it is, as anybody who reads it', async () => {
  const { personId, token } = await representing();
  await guest('ladder/read', { session: await visit(token) });
  const once = await given();
  await guest('request/read', { session: await visit(once.token) });
  await app.nest.get(ReadLog, { strict: false }).flush();
  const { body } = await alternant.get(`/v1/people/${scenario.contract.alternant.personId}/reads`);
  const shown = body.data.map(({ kind, reader }: { kind: string; reader: object }) => [kind, reader]);
  expect(shown).toContainEqual(['ladder', { id: personId, name: expect.any(String) }]);
  expect(shown).toContainEqual(['contract', { id: once.personId, name: 'Karim Haddad' }]);
});

test('the representative of a minor reads the ladder, contests in their own name, takes it back, and signs nothing', async () => {
  const refused = await scenario.sign('observation', ['C6'], {
    items: [{ ...C6, outcome: 'not_yet', nextStep: 'Revoir' }],
  });
  const { id, token, personId } = await representing();
  const session = await visit(token);
  // How they are called is theirs to say at home: the representative reads the name of the contract.
  await app.owner.query(`update people set usual_given_name = 'Noé' where id = $1`, [
    scenario.contract.alternant.personId,
  ]);
  const read = await guest('ladder/read', { session });

  expect(read.body).toMatchObject({
    alternantGivenName: 'Inès',
    ladder: { currentLevel: 'observation' },
    disputes: [],
  });
  expect(read.body.contestable).toEqual([
    expect.objectContaining({ competencyTitle: 'C6', outcome: 'not_yet', words: 'Revoir', disputeId: null }),
  ]);
  const opened = await contest(session, refused.body.signOffs[0].id);
  expect([opened.status, opened.body.openedBy, opened.body.onBehalfOf]).toEqual([
    201,
    personId,
    'legal_representative',
  ]);
  expect(code(await contest(session, refused.body.signOffs[0].id))).toEqual([409, 'already_disputed']);
  const seen = (await guest('ladder/read', { session })).body;
  expect([seen.contestable[0].disputeId, seen.disputes.length]).toEqual([opened.body.id, 1]);

  // What somebody else opened is not theirs, nor is another contract’s; the answer to a request is a tutor’s.
  const withdraw = (disputeId: string) => guest('dispute-withdrawals', { session, disputeId });
  const other = await scenario.sign('observation', ['C8'], {
    items: [{ competency: 'C8', level: 'observation', outcome: 'not_yet', nextStep: 'Revoir' }],
  });
  const about = { kind: 'sign_off', id: other.body.signOffs[0].id };
  const own = await alternant.post(scenario.url('disputes'), { about, grounds: 'Non' });
  expect((await withdraw(own.body.id)).status).toBe(403);
  expect((await withdraw(scenario.contract.contractId)).status).toBe(404);
  expect((await answer(session)).status).toBe(403);
  expect((await withdraw(opened.body.id)).body.status).toBe('withdrawn');
  expect(await state(id, admin)).toEqual(['used', null]);
  expect((await factsOf(personId)).map(({ type, link }) => [type, link])).toEqual([
    ['dispute.opened', id],
    ['dispute.withdrawn', id],
  ]);
});

test('it is for a minor’s alone, for whom the contract names, by the centre; and ends with each of these', async () => {
  expect(code(await issueTo())).toEqual([409, 'guest_link_not_possible']);
  const { token, id } = await representing();
  expect((await issueTo(hr)).status).toBe(403);
  expect((await issueTo(scenario.referent)).status).toBe(403);
  expect((await hr.get(`/v1/guest-links/${id}`)).status).toBe(404);
  expect((await hr.post(`/v1/guest-links/${id}/withdraw`)).status).toBe(404);
  const session = await visit(token);
  // Whatever is said of the contract, the employer’s HR do not come in by it.
  const changed = await hr.patch(
    `/v1/contracts/${scenario.contract.contractId}`,
    { legalRepresentative: { ...NADIA, email: newAddress() } },
    { 'if-match': (await hr.get(`/v1/contracts/${scenario.contract.contractId}`)).headers['etag'] ?? '' },
  );
  expect(changed.status).toBe(200);
  expect(code(await guest('ladder/read', { session }))).toEqual([410, 'guest_link_closed']);
  expect(await state(id, admin)).toEqual(['void', 'representative_changed']);

  const next = await representing();
  const visiting = await visit(next.token);
  app.clock.set('2026-03-13T22:59:00.000Z');
  expect((await guest('ladder/read', { session: await visit(next.token) })).status).toBe(200);
  app.clock.set('2026-03-14');
  expect(code(await guest('open', { token: next.token }))).toEqual([410, 'guest_link_closed']);
  expect(mistake(await guest('ladder/read', { session: visiting }))).toEqual([
    422,
    '/session',
    'session_over',
  ]);
  expect(await state(next.id, admin)).toEqual(['void', 'came_of_age']);
});

const look = (token: string, headers = {}) => app.anyone.get(`/guest?token=${token}`, { headers });
const send = (fields: Record<string, string>) =>
  app.anyone.post('/guest', new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
const titleOf = ({ text }: TestResponse) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
const sessionOn = ({ text }: TestResponse): string => {
  const [, session = ''] = /name="session" value="([^"]+)"/.exec(text) ?? [];
  keepSecret(session);
  return session;
};
const wrongIn = ({ text }: TestResponse) =>
  [...text.matchAll(/<li><a href="#([\w-]+)">/g)].map(([, name]) => name);

test('on the page of a link a tutor sees nothing before the button, answers without script, or says that it is not them', async () => {
  const { token, id } = await given([C6], { givenName: '<Karim>' });
  const first = await look(token);
  expect([first.status, titleOf(first), await state(id)]).toEqual([
    200,
    'Votre avis est demandé',
    ['sent', null],
  ]);
  expect(first.text).toContain('&lt;Karim&gt; Haddad');
  expect([first.text.includes('Inès'), first.text.includes('C6')]).toEqual([false, false]);
  expect(first.headers['content-security-policy']).toContain("default-src 'none'");
  expect(titleOf(await look(token, { 'accept-language': 'en' }))).toBe('Your opinion is asked for');

  const page = await send({ step: 'open', token });
  const session = sessionOn(page);
  expect([page.status, titleOf(page)]).toEqual([200, 'Ce que vous avez vu']);
  expect([page.text.includes('Inès'), page.text.includes(token)]).toEqual([true, false]);
  const empty = await send({ step: 'answer', session, observedOn: '' });
  expect([empty.status, wrongIn(empty)]).toEqual([422, ['observedOn', 'outcome-0']]);
  const noWords = { step: 'answer', session, observedOn: '2026-03-12', 'outcome-0': 'not_yet' };
  expect(wrongIn(await send(noWords))).toEqual(['words-0']);
  const done = await send({ ...noWords, 'words-0': 'Revoir l’installation' });
  expect([done.status, titleOf(done)]).toEqual([200, 'Merci']);
  expect(await state(id)).toEqual(['used', null]);
  expect((await look(token)).status).toBe(410);

  const other = await given([{ ...C6, competency: 'C8' }]);
  const disowned = await send({ step: 'disown', token: other.token });
  expect([disowned.status, titleOf(disowned), await state(other.id)]).toEqual([
    200,
    'C’est noté',
    ['disowned', null],
  ]);
  expect((await send({ step: 'answer', session: 'x' })).status).toBe(422);
});

test('the employer’s HR do not write themselves in as the representative of a minor', async () => {
  await represented();
  const email = newAddress();
  await app.given.password(hrIs, email, 'un mot de passe assez long');
  const url = `/v1/contracts/${scenario.contract.contractId}`;
  const changed = await hr.patch(
    url,
    { legalRepresentative: { ...NADIA, email } },
    { 'if-match': (await hr.get(url)).headers['etag'] ?? '' },
  );
  expect(changed.status).toBe(200);
  expect(mistake(await issueTo())).toEqual([422, '/email', 'address_known']);
});

test('two parents of one mailbox are two people, each of whom contests in their own name', async () => {
  const first = await representing();
  await app.owner.query(
    `update contracts set legal_representative = legal_representative || '{"givenName": "Paul"}' where id = $1`,
    [scenario.contract.contractId],
  );
  const { status, body } = await issueTo();
  expect([status, body.givenName]).toEqual([201, 'Paul']);
  expect(body.personId).not.toBe(first.personId);
});

test('on the page the representative reads the ladder in words, contests and takes it back', async () => {
  await scenario.sign('observation', ['C6'], { items: [{ ...C6, outcome: 'not_yet', nextStep: 'Revoir' }] });
  const { token } = await representing();
  const page = await send({ step: 'open', token });
  const session = sessionOn(page);
  expect([page.status, titleOf(page)]).toEqual([200, 'Son parcours']);
  expect(page.text).toContain('pas encore');
  const [, id = ''] = /name="id" value="([^"]+)"/.exec(page.text) ?? [];
  const fields = { step: 'contest', session, kind: 'sign_off', id };
  expect(wrongIn(await send(fields))).toEqual([`grounds-${id}`]);
  const contested = await send({ ...fields, grounds: 'Elle l’a fait devant nous' });
  expect([contested.status, contested.text.includes('le centre y répond')]).toEqual([200, true]);
  const [, disputeId = ''] = /name="id" value="([^"]+)"/.exec(contested.text) ?? [];
  const withdrawn = await send({ step: 'withdraw', session, id: disputeId });
  expect([withdrawn.status, withdrawn.text.includes('est retirée')]).toEqual([200, true]);
});

test('whoever runs SQL as a guest sees one contract and writes one answer, as long as the link is good', async () => {
  const { id, token, personId, requestId } = await given();
  const other = await LadderScenario.start(app, { employerId: scenario.contract.employerId });
  await visit(token);
  const api = new pg.Client({ connectionString: app.database.apiUrl });
  await api.connect();
  /** What comes of it as that guest: a number of rows, or the code of the refusal. */
  const as = async (sql: string, params: unknown[] = [], person = personId) => {
    await api.query('begin');
    try {
      await api.query('select app.set_actor($1, $2, $3, $4)', ['guest', id, person, app.clock.now()]);
      await api.query('select app.lock_contract($1)', [scenario.contract.contractId]);
      return (await api.query(sql, params)).rowCount;
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await api.query('rollback');
    }
  };
  const signOff = (request: string | null) =>
    as(
      `insert into sign_offs (id, contract_id, sequence, recorded_at, signer_id, observed_on, competency, level, outcome, next_step, attempt, request_id)
       values (gen_random_uuid(), $1, 999, $2, $3, '2026-03-12', 'C6', 'observation', 'not_yet', 'x', 0, $4)`,
      [scenario.contract.contractId, app.clock.now(), personId, request],
    );
  const elsewhere = 'select from contracts where id = $1';
  const concern = `
    insert into concerns (id, contract_id, sequence, recorded_at, raised_by, severity, text, missions)
    values (gen_random_uuid(), $1, 999, $2, $3, 'low', 'x', '{x}')`;
  const about = [scenario.contract.contractId, app.clock.now(), personId];

  expect(await as(elsewhere, [scenario.contract.contractId])).toBe(1);
  expect(await as(elsewhere, [other.contract.contractId])).toBe(0);
  for (const hidden of [
    'disputes',
    'self_assessments',
    'guest_links',
    'accounts',
    'memberships',
    'invitations',
  ])
    expect([hidden, await as(`select id from ${hidden}`)]).toEqual([hidden, 0]);
  expect([await signOff(requestId), await signOff(null), await signOff(id)]).toEqual([1, '42501', '42501']);
  expect(await as(concern, about)).toBe('42501');
  expect(await as('select 1', [], hrIs.personId)).toBe('PA401');
  await hr.post(`/v1/guest-links/${id}/withdraw`);
  expect(await as('select 1')).toBe('PA401');
  await api.end();
});

test('where no mail is configured who gives a link passes it on, for the first level only, and a program never does', async () => {
  const silent = await TestApp.start();
  try {
    const own = await LadderScenario.start(silent);
    const by = await silent.as(await silent.given.someone('hr', own.contract.employerId));
    const request = await (
      await silent.as(own.contract.alternant)
    ).post(own.url('sign-off-requests'), { items: [C6] });
    const issued = await by.post(own.url('tutor-links'), linkBody(request.body.id), {
      'idempotency-key': 'once',
    });
    keepSecret(new URL(issued.body.url).searchParams.get('token') ?? '');
    const again = await by.post(
      own.url('tutor-links'),
      { ...linkBody(request.body.id), email: issued.body.email },
      {},
    );
    expect([issued.status, again.status]).toEqual([201, 201]);
    expect(again.body.personId).toBe(issued.body.personId);

    await own.complete('observation');
    const items = [{ competency: 'C6', level: 'simple_tasks' }];
    const above = await (
      await silent.as(own.contract.alternant)
    ).post(own.url('sign-off-requests'), { items });
    const refused = await by.post(own.url('tutor-links'), linkBody(above.body.id));
    expect([refused.status, refused.body.reason]).toEqual([409, 'mail_needed']);
    const client = silent.asClient(await silent.given.apiClient(own.contract.employerId));
    expect((await client.post(own.url('tutor-links'), linkBody(request.body.id))).status).toBe(403);
  } finally {
    await silent.stop();
  }
});
