import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { percentiles, type Shown } from './load.js';

const run = promisify(execFile);

/** The versions found, null where the program is missing. */
export async function findProgram(name: 'pgbench' | 'psql'): Promise<string | null> {
  return run(name, ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}

/** Lets PostgreSQL's own tool play a transaction on the yardstick's tables: what the database could do if nothing stood before it. */
export async function pgbench(
  ownerUrl: string,
  script: string,
  { amount, connections }: { amount: number; connections: number },
): Promise<Shown> {
  const folder = await mkdtemp(join(tmpdir(), 'palier-pgbench-'));
  try {
    await writeFile(join(folder, 'script.sql'), script);
    const perClient = Math.ceil(amount / connections);
    const url = new URL(ownerUrl);
    const { stdout } = await run(
      'pgbench',
      [
        '-h',
        url.hostname,
        '-p',
        url.port || '5432',
        '-U',
        decodeURIComponent(url.username),
        '-n',
        '-M',
        'prepared',
        '-c',
        String(connections),
        '-j',
        '2',
        '-t',
        String(perClient),
        '-l',
        '--log-prefix',
        join(folder, 'log'),
        '-f',
        join(folder, 'script.sql'),
        url.pathname.slice(1),
      ],
      {
        env: {
          ...process.env,
          PGOPTIONS: '-c search_path=yardstick,public',
          PGPASSWORD: decodeURIComponent(url.password),
        },
        maxBuffer: 1e8,
      },
    );
    const perSecond = Number(/^tps = ([\d.]+) \(without/m.exec(stdout)?.[1]);
    const failed = Number(/^number of failed transactions: (\d+)/m.exec(stdout)?.[1] ?? 0);
    const times = await readTimes(folder);
    return {
      requests: times.length,
      seconds: times.length / perSecond,
      errors: failed,
      ...percentiles(times),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each line: client, transaction, microseconds, … */
async function readTimes(folder: string): Promise<number[]> {
  const logs = (await readdir(folder)).filter((name) => name.startsWith('log'));
  const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) =>
    text
      .trim()
      .split('\n')
      .map((line) => Number(line.split(' ')[2]) / 1000),
  );
}

/** A sign-off with its observation, in nine commands, as plainly as SQL can say it. `id`: the function that makes one. */
export const SIGN_OFF_TRANSACTION = (contracts: number, id: string): string => `
\\set n random(1, ${contracts})
begin;
select c.id as contract, c.last_sequence as seq, b.tutor_id as tutor, b.competency as competency, b.level as level
  from bench_contracts b join contracts c on c.id = b.contract_id where b.n = :n for update of c \\gset
select p.state as state, p.tallies as tallies, p.marks as marks, p.levels as levels,
    (select count(*) from mandates m where m.contract_id = p.contract_id and m.person_id = :tutor::uuid
       and daterange(m.from_day, m.until_day) @> current_date) as mandated
  from progress p where p.contract_id = :contract::uuid \\gset
insert into observations (id, contract_id, sequence, recorded_at, observer_id, observed_on, with_sign_off, items)
  values (${id}, :contract::uuid, :seq::bigint + 1, now(), :tutor::uuid, current_date, true,
    jsonb_build_array(jsonb_build_object('competency', :competency::text, 'level', :level::text, 'outcome', 'performed')));
insert into sign_offs (id, contract_id, sequence, recorded_at, signer_id, observed_on, competency, level, outcome, attempt)
  values (${id}, :contract::uuid, :seq::bigint + 2, now(), :tutor::uuid, current_date, :competency, :level, 'acquired', :seq::int);
insert into events (id, contract_id, sequence, type, recorded_at, actor_person_id, data)
  values (${id}, :contract::uuid, :seq::bigint + 1, 'observation.recorded', now(), :tutor::uuid,
      jsonb_build_object('competency', :competency::text, 'level', :level::text)),
    (${id}, :contract::uuid, :seq::bigint + 2, 'sign_off.recorded', now(), :tutor::uuid,
      jsonb_build_object('competency', :competency::text, 'level', :level::text, 'outcome', 'acquired'));
update progress set sequence = :seq::bigint + 2, state = :state::json, tallies = :tallies::json, marks = :marks::json,
  levels = :levels::jsonb where contract_id = :contract::uuid;
update contracts set last_sequence = :seq::bigint + 2, last_recorded_at = now() where id = :contract::uuid;
commit;
`;

/** One contract's state as JSON. */
export const READ_STATE = (contracts: number): string => `
\\set n random(1, ${contracts})
select json_build_object('contractId', c.id, 'sequence', c.last_sequence, 'currentLevel', p.current_level,
    'state', p.state, 'tallies', p.tallies)
  from bench_contracts b join contracts c on c.id = b.contract_id join progress p on p.contract_id = c.id where b.n = :n;
`;
