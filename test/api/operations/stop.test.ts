import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { RawConnection, type Outcome } from '../../support/http/raw-http.js';
import { keepSecret } from '../../support/http/secrets.js';
import { ServerProcess } from '../../support/server-process.js';
import { siretOf } from '../../support/scenarios/sirets.js';

const ADMIN = { email: 'arret@exemple.test', password: 'un mot de passe assez long' };
const CONNECTIONS = 50;

let database: TestDatabase;
let owner: pg.Client;
let server: (ServerProcess & { url: string }) | null = null;

beforeEach(async () => {
  keepSecret(ADMIN.email, ADMIN.password);
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterEach(async () => {
  await server?.kill();
  await owner.end();
  await database.drop();
});

async function start(settings: Record<string, string> = {}): Promise<{ port: number; token: string }> {
  server = await ServerProcess.start({
    DATABASE_URL: database.ownerUrl,
    PALIER_ADMIN_EMAIL: ADMIN.email,
    PALIER_ADMIN_PASSWORD: ADMIN.password,
    PALIER_RATE_LIMIT_PER_MINUTE: '1000000',
    ...settings,
  });
  const answer = await fetch(`${server.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify(ADMIN),
  });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  keepSecret(accessToken);
  return { port: Number(new URL(server.url).port), token: accessToken };
}

const running = (): ServerProcess => {
  if (!server) throw new Error('No server runs.');
  return server;
};

/** Each organisation has a SIRET of its own. */
let asked = 0;

/** Sends without a pause, on a connection that is kept as long as the server keeps it, until none is taken. */
async function keepAsking(
  port: number,
  token: string,
  outcomes: Outcome[],
  started: () => void,
): Promise<void> {
  for (;;) {
    const connection = await RawConnection.open(port);
    if (!connection) return;
    let outcome: Outcome;
    do {
      const number = (asked += 1);
      const name = `Foyer ${number}`;
      outcome = await connection.send(
        'POST',
        '/v1/organisations',
        { authorization: `Bearer ${token}` },
        JSON.stringify({ kind: 'employer', name, siret: siretOf(number) }),
      );
      outcomes.push(outcome);
      started();
    } while (outcome.kind === 'answered' && !outcome.closes);
    connection.close();
  }
}

test.each([
  ['without grace', '0'],
  ['with a second of grace', '1'],
])(
  `${CONNECTIONS} callers who write without a pause, and SIGTERM %s: each request is answered whole or was never taken`,
  async (_, graceSeconds) => {
    const { port, token } = await start({ PALIER_STOP_GRACE_SECONDS: graceSeconds });
    const outcomes: Outcome[] = [];
    let callers: Promise<void>[] = [];
    const enough = new Promise<void>((resolve) => {
      const started = () => outcomes.length === CONNECTIONS * 6 && resolve();
      callers = Array.from({ length: CONNECTIONS }, () => keepAsking(port, token, outcomes, started));
    });
    await enough;
    running().signal('SIGTERM');
    const [{ code }] = await Promise.all([running().ended, ...callers]);

    const answered = outcomes.filter(({ kind }) => kind === 'answered');
    const statuses = new Set(answered.map((outcome) => (outcome.kind === 'answered' ? outcome.status : 0)));
    expect(code).toBe(0);
    expect([...statuses]).toEqual([201]);
    expect(outcomes.filter(({ kind }) => kind === 'cut')).toEqual([]);
    // What closed without a byte was not begun either: the server logged, and recorded, just what was answered.
    const logged = running().lines.filter(({ route }) => route === '/v1/organisations');
    expect(logged.filter(({ cut }) => cut)).toEqual([]);
    expect(logged.length).toBe(answered.length);
    const { rows } = await owner.query(
      `select count(*)::int as n from organisations where name like 'Foyer %'`,
    );
    expect(rows).toEqual([{ n: answered.length }]);
    expect(running().lines.at(-1)).toMatchObject({ message: 'stopped' });
  },
);

test('during the grace readiness refuses, requests are answered and each closes its connection; then nobody is let in', async () => {
  const { port, token } = await start({ PALIER_STOP_GRACE_SECONDS: '2' });
  const kept = await RawConnection.open(port);
  expect(await kept?.send('GET', '/readyz')).toEqual({ kind: 'answered', status: 200, closes: false });
  running().signal('SIGTERM');
  await running().line('stopping');

  const fresh = await RawConnection.open(port);
  expect(await fresh?.send('GET', '/readyz')).toEqual({ kind: 'answered', status: 503, closes: true });
  expect(await kept?.send('GET', '/v1/me', { authorization: `Bearer ${token}` })).toEqual({
    kind: 'answered',
    status: 200,
    closes: true,
  });
  expect((await running().ended).code).toBe(0);
  expect(await RawConnection.open(port)).toBeNull();
});

test('an idle connection does not hold the stop up, and neither does one that never asked', async () => {
  const { port } = await start({ PALIER_STOP_SECONDS: '60' });
  const idle = await RawConnection.open(port);
  await idle?.send('GET', '/healthz');
  const mute = await RawConnection.open(port);
  running().signal('SIGTERM');

  expect([await idle?.rest(), await mute?.rest()]).toEqual(['', '']);
  expect((await running().ended).code).toBe(0);
  expect(running().lines.filter(({ message }) => message === 'connections cut')).toEqual([]);
});

test('a request that is stuck is cut once its time is over, and the process still ends well', async () => {
  const { port, token } = await start({ PALIER_STOP_SECONDS: '1' });
  await owner.query('begin');
  await owner.query('lock table organisations in access exclusive mode');
  const stuck = await RawConnection.open(port);
  const outcome = stuck?.send('GET', '/v1/organisations', { authorization: `Bearer ${token}` });
  await waitUntilSomebodyWaits();
  running().signal('SIGTERM');
  const { code } = await running().ended;
  await owner.query('rollback');

  expect(code).toBe(0);
  expect(await outcome).toEqual({ kind: 'closed' });
  expect(running().lines).toContainEqual(expect.objectContaining({ message: 'connections cut', cut: 1 }));
  expect(running().lines).toContainEqual(
    expect.objectContaining({ route: '/v1/organisations', status: null, cut: true }),
  );
});

test('a second signal does not wait', async () => {
  const { port, token } = await start({ PALIER_STOP_SECONDS: '300' });
  await owner.query('begin');
  await owner.query('lock table organisations in access exclusive mode');
  const stuck = await RawConnection.open(port);
  void stuck?.send('GET', '/v1/organisations', { authorization: `Bearer ${token}` });
  await waitUntilSomebodyWaits();
  running().signal('SIGTERM');
  await running().line('stopping');
  running().signal('SIGINT');
  const { code } = await running().ended;
  await owner.query('rollback');

  expect(code).toBe(1);
});

async function waitUntilSomebodyWaits(): Promise<void> {
  for (;;) {
    // Within a transaction PostgreSQL would go on showing what the first look saw.
    await owner.query('select pg_stat_clear_snapshot()');
    const { rows } = await owner.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
