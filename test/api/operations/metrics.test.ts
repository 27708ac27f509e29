import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

const TOKEN = 'a token for Prometheus alone';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ PALIER_METRICS_TOKEN: TOKEN });
});

afterAll(() => app.stop());

async function scrape(): Promise<Map<string, number>> {
  const { status, text, headers } = await app.withToken(TOKEN).get('/metrics');
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

test('only who holds the token reads them', async () => {
  const someone = await app.as(await app.given.someone('platform_admin'));

  for (const caller of [app.anyone, app.withToken(`${TOKEN}!`), someone]) {
    const { status, body } = await caller.get('/metrics');
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  }
});

test('without the setting the address names nothing', async () => {
  const silent = await TestApp.start();
  const { status, body } = await silent.withToken(TOKEN).get('/metrics');
  await silent.stop();

  expect([status, body.code]).toEqual([404, 'not_found']);
});

test('requests are counted and timed by method, route and class of status, refusals by their code', async () => {
  const count = 'palier_http_request_duration_seconds_count';
  const series = (method: string, route: string, status: string) =>
    `${count}{method="${method}",route="${route}",status="${status}"}`;
  const before = await scrape();
  await app.anyone.get('/healthz');
  for (let n = 0; n < 3; n += 1) {
    await app.anyone.get(`/v1/people/0197f3c2-000${n}-7000-8000-000000000000`);
    await app.anyone.get(`/nowhere/${n}`);
  }
  const after = await scrape();

  const grown = [...after]
    .filter(([name]) => name.startsWith(count) && !name.includes('/metrics'))
    .map(([name, value]) => [name, value - (before.get(name) ?? 0)])
    .sort();
  expect(grown).toEqual(
    [
      [series('GET', '/healthz', '2xx'), 1],
      [series('GET', '/v1/people/:personId', '4xx'), 3],
      [series('GET', 'unmatched', '4xx'), 3],
    ].sort(),
  );
  const problems = (code: string) =>
    (after.get(`palier_problems_total{code="${code}"}`) ?? 0) -
    (before.get(`palier_problems_total{code="${code}"}`) ?? 0);
  expect([problems('unauthenticated'), problems('not_found')]).toEqual([3, 3]);
});

test('the pool, the process and what runs are told', async () => {
  const metrics = await scrape();

  expect(metrics.get('palier_pool_connections_max')).toBe(6);
  expect(metrics.get('palier_pool_connections')).toBeGreaterThan(0);
  expect(metrics.get('palier_pool_waiting')).toBe(0);
  expect(metrics.get('palier_pool_acquire_duration_seconds_count')).toBeGreaterThan(0);
  expect(metrics.get('palier_http_requests_in_flight')).toBe(1);
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total']) {
    expect([name, metrics.has(name)]).toEqual([name, true]);
  }
  const build = [...metrics.keys()].filter((name) => name.startsWith('palier_build_info'));
  expect(build).toEqual([expect.stringMatching(/\{version="\d+\.\d+\.\d+",schema="\w+\d{13}",node="v24\./)]);
});

test('no label takes a value from a caller', async () => {
  // Node tells of a kind of garbage collection from its first on, whenever that is.
  const series = async () =>
    [...(await scrape()).keys()].filter((name) => !name.startsWith('nodejs_gc')).length;
  await app.anyone.get('/nowhere');
  const before = await series();
  for (let n = 0; n < 20; n += 1) await app.anyone.get(`/v1/some-${n}/thing?name=${n}`);

  expect(await series()).toBe(before);
});
