import { execFile } from 'node:child_process';
import { escapeLiteral } from 'pg';
import { cohortStatement } from '../../src/features/reports/cohort.queries.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { asOwner, provisionApiRole } from '../../src/platform/database/provision.js';
import type { Shown } from './load.js';
import type { Stage } from './stage.js';
import { statusSql } from '../../src/features/contracts/contracts.queries.js';

/** What the cohort report tells of every contract, as plainly as SQL can say it. */
const PLAIN = `
  select c.id, c.starts_on, c.held_until, ${statusSql('c', 'current_date')}, f.given_name, f.family_name,
    e.name, t.name, u.given_name, u.family_name, p.current_level, p.complete, p.levels, p.last_sign_off_on
  from contracts c
  join people f on f.id = c.alternant_id
  join organisations e on e.id = c.employer_id
  join organisations t on t.id = c.training_centre_id
  left join progress p on p.contract_id = c.id
  left join lateral (
    select m.person_id from mandates m
    where m.contract_id = c.id and m.role = 'main_tutor'
    order by m.from_day desc limit 1
  ) m on true
  left join people u on u.id = m.person_id
`;

const clock = new SystemClock();

/** Lets PostgreSQL write out by itself what the report reads: the same query, as the same reader. */
export async function copyOut({ ownerUrl, auditor }: Stage): Promise<Shown> {
  const everything = {
    trainingCentreId: null,
    employerId: null,
    frameworkId: null,
    updatedSince: null,
    after: null,
    limit: null,
  };
  const at = clock.now();
  const { text, values } = cohortStatement({ ...everything, at, on: clock.today(), isPast: false });
  const query = text.replace(/\$(\d+)/g, (_, number: string) => literal(values[Number(number) - 1]));
  const setActor = `app.set_actor('person', '${auditor.accountId}', '${auditor.personId}', ${literal(at)})`;
  const apiUrl = await asOwner(ownerUrl, (owner) => provisionApiRole(owner, ownerUrl));
  return copy(apiUrl, `do $$ begin perform ${setActor}; end $$; copy (${query}) to stdout (format csv)`);
}

/** A plainer query, by the owner: what row security and the names of that day cost is the difference. */
export const copyOutPlainly = ({ ownerUrl }: Stage): Promise<Shown> =>
  copy(ownerUrl, `copy (${PLAIN}) to stdout (format csv)`);

const literal = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? 'null' : escapeLiteral(String(value));

/** Each row counts as a request. */
async function copy(url: string, sql: string): Promise<Shown> {
  const started = performance.now();
  const rows = await new Promise<number>((resolve, reject) => {
    const child = execFile('psql', [url, '-qc', sql], { maxBuffer: 1e9 });
    let lines = 0;
    child.stdout?.on('data', (text: string) => (lines += text.split('\n').length - 1));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(lines) : reject(new Error(`psql: ${code}`))));
  });
  return shownOf(rows, performance.now() - started);
}

const csvOf = (stage: Stage): Promise<Response> =>
  fetch(`${stage.api.url}/v1/reports/cohort`, {
    headers: { authorization: `Bearer ${stage.auditor.token}`, accept: 'text/csv;profile=raw' },
  });

/** Null when the API writes CSV; otherwise why not. */
export async function findWhyNoCsv(stage: Stage): Promise<string | null> {
  const response = await csvOf(stage);
  await response.body?.cancel();
  const type = response.headers.get('content-type') ?? '';
  return response.status === 200 && type.startsWith('text/csv')
    ? null
    : `the cohort as CSV answers ${response.status} ${type}`;
}

/** Reads the cohort as CSV, and watches what memory the server takes meanwhile. */
export async function readCsv(stage: Stage): Promise<Shown> {
  const before = stage.api.meter.memory();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, stage.api.meter.memory())), 20);
  const started = performance.now();
  try {
    const response = await csvOf(stage);
    let lines = 0;
    for await (const chunk of response.body ?? []) {
      for (const byte of chunk as Uint8Array) if (byte === 10) lines += 1;
    }
    const shown = shownOf(lines - 1, performance.now() - started);
    return { ...shown, errors: response.status === 200 ? 0 : 1, grown: peak - before };
  } finally {
    clearInterval(watch);
  }
}

const shownOf = (rows: number, milliseconds: number): Shown => ({
  requests: rows,
  seconds: milliseconds / 1000,
  errors: 0,
  p50: milliseconds,
  p99: milliseconds,
});
