import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PasswordTurns } from '../../../src/features/identity/sign-in/password-turns.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { Cleaner } from '../../../src/platform/files/cleaner.js';
import { TestApp } from '../../support/app.js';
import { runs } from '../../support/runs.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { jpeg, pdf } from '../../support/scenarios/files.js';
import { keepSecret } from '../../support/http/secrets.js';

// What one caller begins and does not end, or asks for over and over, while others want to get on with their work.

const PASSWORD = 'un mot de passe assez long';
const KiB = 1024;
const MiB = 1024 * KiB;
/** Each that is judged takes a tenth of a second of processor. */
const GUESSES = runs(150, 300);

let app: TestApp;
let scenario: LadderScenario;
let tokens: { tutor: string; stranger: string };
const open: Socket[] = [];

beforeAll(async () => {
  app = await TestApp.start({ PALIER_TRUST_PROXY: 'true' });
  scenario = await LadderScenario.start(app);
  const issue = async (person: typeof scenario.tutorIs) => {
    const token = await app.nest.get(AccessTokens).issue({ kind: 'person', ...person });
    keepSecret(token);
    return token;
  };
  const stranger = await app.given.someone('tutor', await app.given.organisation());
  tokens = { tutor: await issue(scenario.tutorIs), stranger: await issue(stranger) };
}, 60_000);
beforeEach(() => app.owner.query('delete from sign_in_failures'));
afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));
afterAll(() => app.stop());

interface Begun {
  /** The status line and what follows, as far as it came. */
  received(): string;
  readonly answered: Promise<string>;
}

/** A request that announces a body and sends no more of it than told. */
function begin(head: string, headers: Record<string, string>, sent: Buffer | string = ''): Begun {
  const socket = connect(app.port, '127.0.0.1');
  open.push(socket);
  let received = '';
  const answered = new Promise<string>((resolve) => {
    socket.on('data', (piece) => {
      received += String(piece);
      resolve(received);
    });
    socket.on('error', () => resolve(received));
    socket.on('close', () => resolve(received));
  });
  const lines = Object.entries({ host: 'a', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${head} HTTP/1.1\r\n${lines.join('')}\r\n`);
  socket.write(sent);
  return { received: () => received, answered };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const within = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const login = (email: string, password: string, address: string) =>
  app.anyone.post('/v1/auth/login', { email, password }, { 'x-forwarded-for': address });

async function signedUp(email: string): Promise<void> {
  const tutor = await app.given.someone('tutor', await app.given.organisation());
  await app.given.password(tutor, email, PASSWORD);
}

test.each([
  [
    `${GUESSES} accounts from as many addresses`,
    (i: number) => [`a${i}@ehpad.test`, `198.51.${i % 3}.${i % 250}`],
  ],
  [`${GUESSES} accounts from one address`, (i: number) => [`b${i}@ehpad.test`, '198.51.100.9']],
  [
    `one account from ${GUESSES} addresses`,
    (i: number) => ['visee@ehpad.test', `203.${i % 3}.113.${i % 250}`],
  ],
] as const)(
  'a genuine sign-in is served before the rest of the guesses at %s',
  async (what, guess) => {
    const email = `vraie.${what.replaceAll(/\W/g, '')}@ehpad.test`;
    await signedUp(email);
    let judged = 0;
    // Bare connections: what the test's own client would check of each answer takes the same processor.
    const guesses = Array.from({ length: GUESSES }, async (_, i) => {
      const [account = '', address = ''] = guess(i);
      const body = JSON.stringify({ email: account, password: 'pas le bon' });
      const { answered } = begin(
        'POST /v1/auth/login',
        {
          'x-forwarded-for': address,
          'content-type': 'application/json',
          'content-length': String(body.length),
          connection: 'close',
        },
        body,
      );
      const answer = await answered;
      if (answer.startsWith('HTTP/1.1 401 ')) judged += 1;
      return answer;
    });
    await within(100);
    const [began, before, cpu] = [performance.now(), judged, process.cpuUsage()];

    const genuine = await login(email, PASSWORD, '192.0.2.1');

    const [waited, used, judgedBefore] = [performance.now() - began, process.cpuUsage(cpu), judged - before];
    const answers = await Promise.all(guesses);
    const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 429 '));
    const cpuMs = (used.user + used.system) / 1000;
    console.log(
      `${what}: ${Math.round(waited)} ms (${Math.round(cpuMs)} of processor), ${judgedBefore} guesses judged before`,
    );
    expect(genuine.status).toBe(200);
    expect(judged + refused.length).toBe(GUESSES);
    // It is the order that matters, not the speed of this machine: most of the flood comes after.
    expect(judgedBefore).toBeLessThan(GUESSES / 5);
    for (const answer of refused) expect(answer).toMatch(/\r\nretry-after: [1-9]\d*\r\n/);
  },
  60_000,
);

test('whoever begins many bodies and ends none is refused more, and nobody else is', async () => {
  const announce = { 'content-type': 'application/json', 'content-length': String(MiB) };
  const begun = Array.from({ length: 12 }, () =>
    begin(`POST ${scenario.url('sign-offs')}`, { ...bearer(tokens.tutor), ...announce }, '{"items":['),
  );
  await Promise.race([within(3_000), Promise.all(begun.slice(8).map(({ answered }) => answered))]);

  const refused = begun.filter(({ received }) => received().startsWith('HTTP/1.1 429 '));
  expect(refused).toHaveLength(4);
  for (const one of refused) expect(one.received()).toMatch(/\r\nretry-after: \d+\r\n/);
  expect((await scenario.observer.post(scenario.url('observations'), {})).status).toBe(422);
  expect((await login('personne@ehpad.test', 'x', '192.0.2.7')).status).toBe(401);

  for (const socket of open.splice(0)) socket.destroy();
  await within(100);
  expect((await scenario.tutor.post(scenario.url('sign-offs'), {})).status).toBe(422);
});

test('of the bodies that an address begins without a token, all others keep room for theirs', async () => {
  const announce = { 'content-type': 'application/json', 'content-length': '8000' };
  const begun = Array.from({ length: 140 }, (_, i) =>
    begin('POST /v1/auth/login', { 'x-forwarded-for': `2001:db8:1:2::${i + 1}`, ...announce }, '{'),
  );
  await Promise.race([within(3_000), Promise.all(begun.slice(128).map(({ answered }) => answered))]);

  expect(begun.filter(({ received }) => received().startsWith('HTTP/1.1 429 '))).toHaveLength(12);
  expect((await login('personne@ehpad.test', 'x', '2001:db8:1:3::1')).status).toBe(401);
});

const BIG = jpeg([], Buffer.alloc(9 * MiB));
const upload = (contractId: string, token: string, key: Record<string, string> = {}) =>
  begin(
    `POST /v1/contracts/${contractId}/evidence?noResidentIdentifiable=true`,
    { ...bearer(token), ...key, 'content-type': 'image/jpeg', 'content-length': String(BIG.length) },
    BIG.subarray(0, -1),
  );

test('a file for a contract that does not exist, or is not seen, is refused before its last byte came', async () => {
  for (const [contractId, token] of [
    ['0199c1d2-0000-7000-8000-000000000000', tokens.tutor],
    ['nothing', tokens.tutor],
    [scenario.contract.contractId, tokens.stranger],
  ] as const) {
    const stalled = upload(contractId, token);
    expect(await stalled.answered).toMatch(/^HTTP\/1\.1 404 /);
  }
});

test('stalled files of one caller leave room for those of others', async () => {
  const stalled = Array.from({ length: 14 }, () => upload(scenario.contract.contractId, tokens.tutor));
  await Promise.race([within(20_000), Promise.all(stalled.slice(3).map(({ answered }) => answered))]);

  const refused = stalled.filter(({ received }) => received().includes('"uploads_busy"'));
  expect(refused.length).toBeGreaterThanOrEqual(11);
  const other = await scenario.observer.post(scenario.url('evidence?noResidentIdentifiable=true'), BIG, {
    'content-type': 'image/jpeg',
  });
  expect(other.status).toBe(201);
}, 60_000);

test('documents of one caller that wait to be cleaned are few, and another’s is cleaned before them', async () => {
  const cleaner = app.nest.get(Cleaner);
  const document = await pdf();
  const order: string[] = [];
  const clean = (caller: string) =>
    cleaner.clean('application/pdf', document, { caller }).then(
      () => order.push(caller),
      (refusal: { code?: string }) => order.push(`${refusal.code}`),
    );
  const many = Array.from({ length: 30 }, () => clean('many'));
  const one = clean('one');
  await Promise.all([...many, one]);

  expect(order.filter((it) => it === 'uploads_busy')).toHaveLength(24);
  expect(order.filter((it) => it === 'many')).toHaveLength(6);
  expect(order.indexOf('one')).toBeLessThan(order.lastIndexOf('many'));
}, 60_000);

test('an IPv6 network is one address, and an IPv4 address is itself however it is written', async () => {
  const counted = async (addresses: readonly string[]) => {
    await app.owner.query('delete from sign_in_failures');
    for (const [i, address] of addresses.entries()) await login(`ipv6.${i}@ehpad.test`, 'x', address);
    const { rowCount } = await app.owner.query(`select from sign_in_failures where key like 'address:%'`);
    return rowCount;
  };

  expect(await counted(['2001:db8::1', '2001:db8::2', '2001:db8:0:0:ffff::1'])).toBe(1);
  expect(await counted(['2001:db8:0:1::1', '2001:db8:0:2::1'])).toBe(2);
  expect(await counted(['::ffff:192.0.2.4', '192.0.2.4', '::ffff:c000:204'])).toBe(1);
});

test('what names nothing is counted too, and by network', async () => {
  const strict = await app.beside({ PALIER_TRUST_PROXY: 'true', PALIER_RATE_LIMIT_PER_MINUTE: '5' });
  const statuses: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    const from = { 'x-forwarded-for': `2001:db8:9:9::${i + 1}` };
    const { status } = await (i % 2
      ? strict.anyone.get(`/v1/nothing-${i}`, { headers: from })
      : strict.anyone.post(`/nothing-${i}`, {}, from));
    statuses.push(status);
  }

  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
});

test('an address that cannot be decoded is counted like one that names nothing', async () => {
  const strict = await app.beside({ PALIER_TRUST_PROXY: 'true', PALIER_RATE_LIMIT_PER_MINUTE: '5' });
  const statuses: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    const headers = { 'x-forwarded-for': `2001:db8:9:8::${i + 1}` };
    statuses.push((await strict.anyone.get(`/v1/%ZZ${i}`, { headers })).status);
  }

  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
});

test('an invitation accepted 60 times at once waits its turn to hash, and holds no connection meanwhile', async () => {
  const admin = await app.as(await app.given.someone('platform_admin'));
  const organisationId = await app.given.organisation();
  const email = 'inondation@ehpad.test';
  const invited = await admin.post('/v1/invitations', { email, organisationId, role: 'tutor' });
  const token = new URL(invited.body.acceptUrl).searchParams.get('token') ?? '';
  keepSecret(token);
  // Every turn is taken, as by a flood of sign-ins.
  const turns = app.nest.get(PasswordTurns);
  let letGo = () => {};
  const free = new Promise<void>((resolve) => (letGo = resolve));
  const taken = Array.from({ length: 3 }, (_, i) => turns.run([`taker ${i}`], () => free));
  const answered: number[] = [];
  const accepting = Array.from({ length: 60 }, async (_, i) => {
    const body = { token, password: `trois chats boivent du lait ${i}` };
    const { status } = await app.anyone.post('/v1/invitations/accept', body, {
      'x-forwarded-for': `198.51.100.${i}`,
    });
    answered.push(status);
    return status;
  });
  await within(1_500);
  const before = [...answered];
  const ladder = await scenario.tutor.get(scenario.url('ladder'));
  letGo();
  await Promise.all(taken);

  expect(ladder.status).toBe(200);
  expect(before).toEqual(Array.from({ length: 20 }, () => 429));
  const statuses = await Promise.all(accepting);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 422)).toHaveLength(39);
}, 60_000);

test('the clients of an organisation have one share together of the bodies on their way', async () => {
  const organisationId = await app.given.organisation();
  const issued = await Promise.all(
    [1, 2].map(async () => {
      const client = await app.given.apiClient(organisationId);
      const token = await app.nest.get(AccessTokens).issue({ kind: 'client', ...client });
      keepSecret(token);
      return token;
    }),
  );
  const announce = { 'content-type': 'application/json', 'content-length': String(MiB) };
  const begun = Array.from({ length: 12 }, (_, i) =>
    begin('POST /v1/people', { ...bearer(issued[i % 2] ?? ''), ...announce }, '{"givenName":'),
  );
  await within(1_000);

  expect(begun.filter(({ received }) => received().startsWith('HTTP/1.1 429 '))).toHaveLength(4);
});

test('nothing is read of the body of a request for nothing', async () => {
  const begun = begin('POST /v1/nothing', {
    'content-length': String(MiB),
    'content-type': 'application/json',
  });

  expect(await begun.answered).toMatch(/^HTTP\/1\.1 404 /);
});
