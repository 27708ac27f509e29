import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { loadShippedData } from '../../src/features/frameworks/shipped-data.store.js';
import type { Instant } from '../../src/kernel/days.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { asOwner, migrate } from '../../src/platform/database/provision.js';
import { fillCohort, PASSWORD, type Cohort } from './cohort-data.js';

// `npm run measure:cohort [-- contracts]`: how long the cohort report takes beside PostgreSQL's own COPY of the same data,
// format by format, and how much memory the server needs for ten times as many rows. Figures are printed, none is judged.

const ROUNDS = 7;
const SERVER_PORT = 3919;
const MEDIA = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const count = Number(process.argv[2] ?? 10_000);
const dataDir = await mkdtemp(join(tmpdir(), 'palier-measure-'));
const database = await startEmbeddedPostgres({ dataDir });
let server: ChildProcess | null = null;
try {
  await asOwner(database.url, async (owner) => {
    await migrate(owner);
    await loadShippedData(owner, '2025-01-01T00:00:00.000Z' as Instant);
  });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const small = await fillCohort(owner, Math.ceil(count / 10));
  const large = await fillCohort(owner, count);
  await owner.end();
  server = await startServer();
  await measure(small, large);
} finally {
  server?.kill();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure(small: Cohort, large: Cohort): Promise<void> {
  const [ofSmall, ofLarge] = [await signIn(small), await signIn(large)];
  const times = new Map<string, number[]>();
  const note = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms]);
  for (let round = 0; round <= ROUNDS; round += 1) {
    const copied = copy(large);
    if (round > 0 && copied !== null) note('COPY', copied);
    for (const format of ['csv', 'ndjson', 'xlsx'] as const) {
      const { ms } = await download(ofLarge, format);
      if (round > 0) note(format, ms);
    }
  }
  note('csv, at=', (await download(ofLarge, 'csv', '?at=2026-10-01')).ms);
  for (const [what, values] of times) print(`${what.padEnd(10)} ${median(values).toFixed(0).padStart(6)} ms`);
  const [csv, copied] = [times.get('csv'), times.get('COPY')];
  if (csv && copied) print(`csv / COPY   ${(median(csv) / median(copied)).toFixed(2)}`);
  for (const [format, query] of [...Object.keys(MEDIA).map((f) => [f, '']), ['csv', '?at=2026-10-01']]) {
    await restart();
    await wait(2_000);
    const less = await peakOf(() => download(ofSmall, format as 'csv', query));
    const more = await peakOf(() => download(ofLarge, format as 'csv', query));
    print(
      `${format}${query}: peak ${less} MB for ${Math.ceil(count / 10)} rows, then ${more} MB for ${count}: +${more - less} MB`,
    );
  }
}

/** A fresh process: what earlier reports left in memory is not this one's. */
async function restart(): Promise<void> {
  const stopped = new Promise((resolve) => server?.once('exit', resolve));
  server?.kill();
  await stopped;
  server = await startServer();
}

/** Wall time of `psql` copying what the report tells, as the owner: no row-level security. Null without psql. */
function copy({ centreId }: Cohort): number | null {
  const query = `
    select c.id, c.ladder_id, c.starts_on, c.until_day, a.given_name, a.family_name, t.given_name, t.family_name, e.name, o.name,
      p.current_level, p.complete, p.last_sign_off_on, p.levels
    from contracts c
    join people a on a.id = c.alternant_id
    join organisations e on e.id = c.employer_id
    join organisations o on o.id = c.training_centre_id
    left join mandates m on m.contract_id = c.id and m.role = 'main_tutor' and m.until_day is null
    left join people t on t.id = m.person_id
    left join progress p on p.contract_id = c.id
    where c.training_centre_id = '${centreId}'
    order by c.id`;
  const start = performance.now();
  const done = spawnSync('psql', [database.url, '-qc', `copy (${query}) to stdout`], { maxBuffer: 1 << 30 });
  return done.status === 0 ? performance.now() - start : null;
}

async function download(token: string, format: keyof typeof MEDIA, query = '') {
  const start = performance.now();
  const response = await fetch(`http://127.0.0.1:${SERVER_PORT}/v1/reports/cohort${query}`, {
    headers: { authorization: `Bearer ${token}`, accept: MEDIA[format] },
  });
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += (chunk as Uint8Array).length;
  if (response.status !== 200) throw new Error(`${format}${query}: ${response.status}`);
  return { ms: performance.now() - start, bytes };
}

/** The highest resident memory of the server, in MB, while `work` runs. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  let running = true;
  let peak = 0;
  const watch = async () => {
    while (running) {
      const status = await readFile(`/proc/${server?.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
      await wait(10);
    }
  };
  const watching = watch();
  for (let times = 0; times < 3; times += 1) await work();
  running = false;
  await watching;
  return Math.round(peak);
}

async function startServer(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--max-semi-space-size=16', 'dist/src/main.js'], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PALIER_PORT: String(SERVER_PORT),
      PALIER_RATE_LIMIT_PER_MINUTE: '100000',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const ready = await fetch(`http://127.0.0.1:${SERVER_PORT}/readyz`)
      .then((r) => r.ok)
      .catch(() => false);
    if (ready) return child;
    await wait(100);
  }
  throw new Error('The server did not start.');
}

async function signIn({ email }: Cohort): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${SERVER_PORT}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
