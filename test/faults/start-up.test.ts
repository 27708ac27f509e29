import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ApiProcess } from './support/api-process.js';
import { Cluster } from './support/cluster.js';
import { keep, LIMIT_MS, scale } from './support/figures.js';
import { HttpCaller } from './support/http.js';

// Two processes that start at the same moment on a database with nothing in it.

const ADMIN = { email: 'nadia.benali@palier.test', password: 'mot-de-passe-de-depart' };
const env = { PALIER_ADMIN_EMAIL: ADMIN.email, PALIER_ADMIN_PASSWORD: ADMIN.password };

let cluster: Cluster;
let started: ApiProcess[] = [];

beforeAll(async () => {
  cluster = await Cluster.start();
}, 120_000);
afterEach(async () => {
  await Promise.all(started.map((server) => server.stop()));
}, 60_000);
afterAll(() => cluster?.stop());

const listed = (database: string, sql: string): Promise<Record<string, unknown>[]> =>
  cluster.asOwner(database, async (owner) => (await owner.query<Record<string, unknown>>(sql)).rows);

const SCHEMA = `
  select table_name || '.' || column_name || ' ' || data_type as line
  from information_schema.columns
  where table_schema in ('public', 'app')
  order by 1`;

test(
  'two servers that start at once on an empty database: one schema, one administrator, one key, both ready',
  async () => {
    const rounds = scale(2, 20);
    const template = await listed('palier_template', SCHEMA);
    const ladders = await listed('palier_template', 'select code, revision from ladders order by 1, 2');
    expect(template.length).toBeGreaterThan(50);
    for (let round = 0; round < rounds; round += 1) {
      const database = await cluster.emptyDatabase(`empty_${round}`);
      await cluster.assertDurable(database);
      started = await Promise.all(
        [0, 1].map(() => ApiProcess.start({ ownerUrl: cluster.url(database), env })),
      );
      const callers = started.map(({ port }) => new HttpCaller(port, null));

      const sessions = await Promise.all(callers.map((by) => by.post('/v1/auth/login', ADMIN)));
      expect(sessions.map(({ status }) => status)).toEqual([200, 200]);
      // Each takes the other's tokens, from the first moment on.
      for (const [i, by] of callers.entries()) {
        expect((await by.get('/readyz')).status).toBe(200);
        for (const session of sessions) {
          const bearer = { authorization: `Bearer ${session.body.accessToken}` };
          expect([i, (await by.send('GET', '/v1/me', undefined, bearer)).status]).toEqual([i, 200]);
        }
        by.close();
      }
      expect(await listed(database, SCHEMA)).toEqual(template);
      expect(await listed(database, 'select code, revision from ladders order by 1, 2')).toEqual(ladders);
      expect(await listed(database, 'select name from migrations group by 1 having count(*) > 1')).toEqual(
        [],
      );
      expect(await listed(database, 'select kid from signing_keys')).toHaveLength(1);
      const admins = `select from memberships where role = 'platform_admin'`;
      expect(await listed(database, admins)).toHaveLength(1);
      expect(await listed(database, 'select from accounts')).toHaveLength(1);
      await Promise.all(started.map((server) => server.stop()));
    }
    keep(30, {
      what: 'two processes that start at once on an empty database',
      tried: rounds,
      survived: rounds,
      lost: 0,
      doubled: 0,
      notes: 'one schema, one administrator, one signing key; each takes the other’s tokens at once',
    });
  },
  LIMIT_MS,
);
