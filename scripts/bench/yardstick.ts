import type { ProgressRow } from '../../src/features/ladder/progress/ladder-progress.types.js';
import { restoreProgress, restoreTally } from '../../src/features/ladder/progress/progress.rules.js';
import type { Stage } from './stage.js';

/** Contracts that pgbench names, by number. */
const MOST = 4_000;

/**
 * What pgbench plays on: the tables, indexes, triggers and rows of a contract as they were when ratios to it were first
 * written down, in a schema of their own. Whatever becomes of Palier's tables, the yardstick keeps its length.
 */
export async function layYardstick({ owner, writables }: Stage): Promise<number> {
  await owner.query(TABLES);
  for (const table of ['contracts', 'mandates', 'observations', 'sign_offs', 'events'] as const)
    await copy(owner, table);
  await copyProgress(owner);
  await owner.query(RULES);
  const some = writables.slice(0, MOST);
  await owner.query(
    `
    insert into yardstick.bench_contracts
    select b.n, b.contract_id, b.tutor_id, b.competency, b.level
    from jsonb_to_recordset($1) as b (n int, contract_id uuid, tutor_id uuid, competency text, level text)
    `,
    [
      JSON.stringify(
        some.map(({ contractId, tutorId, competencies, level }, index) => ({
          n: index + 1,
          contract_id: contractId,
          tutor_id: tutorId,
          competency: competencies[0],
          level,
        })),
      ),
    ],
  );
  await owner.query('vacuum analyze');
  return some.length;
}

type Owner = Stage['owner'];

async function copy(owner: Owner, table: string): Promise<void> {
  const { rows } = await owner.query<{ columns: string }>(
    `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
     from information_schema.columns where table_schema = 'yardstick' and table_name = $1`,
    [table],
  );
  const columns = rows[0]?.columns ?? '';
  await owner.query(`insert into yardstick.${table} (${columns}) select ${columns} from public.${table}`);
}

const PAGE = 500;

/** Each row as it was written then: with every member of it. */
async function copyProgress(owner: Owner): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await owner.query<
      Pick<ProgressRow, 'state' | 'tallies' | 'marks'> & { contract_id: string }
    >('select * from public.progress p where p.contract_id > $1 order by p.contract_id limit $2', [
      after,
      PAGE,
    ]);
    const whole = rows.map(({ contract_id, state, tallies, marks }) => ({
      contract_id,
      state: JSON.stringify(restoreProgress(state, null)),
      tallies: JSON.stringify(tallies.map((level) => level.map(restoreTally))),
      marks: JSON.stringify(
        restoreProgress(state, marks).levels.map((level) => level.requirements.map((one) => one.marks)),
      ),
    }));
    await owner.query(
      `
      insert into yardstick.progress
      select p.contract_id, p.sequence, p.current_level, p.complete, p.levels, p.last_sign_off_on,
        w.state::json, w.tallies::json, w.marks::json
      from jsonb_to_recordset($1) as w (contract_id uuid, state text, tallies text, marks text)
      join public.progress p on p.contract_id = w.contract_id
      `,
      [JSON.stringify(whole)],
    );
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.contract_id ?? after;
  }
}

const TABLES = `
  create schema yardstick;
  create table yardstick.bench_contracts (n int primary key, contract_id uuid, tutor_id uuid, competency text, level text);
  create table yardstick.contracts (
    id uuid primary key,
    kind text not null check (kind in ('apprenticeship', 'professionalisation')),
    alternant_id uuid not null,
    employer_id uuid not null,
    training_centre_id uuid not null,
    ladder_id uuid not null,
    starts_on date not null,
    until_day date not null,
    owner_id uuid not null,
    external_id text,
    continuation_of uuid,
    legal_representative jsonb,
    signed_on date,
    held_until date not null,
    ended_as text check (ended_as in ('terminated', 'completed')),
    cancelled_on date,
    suspensions datemultirange not null,
    version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    last_sequence bigint not null,
    last_recorded_at timestamptz not null,
    check (starts_on < until_day),
    check (starts_on <= held_until),
    check (signed_on <= starts_on)
  );
  create table yardstick.mandates (
    id uuid primary key,
    contract_id uuid not null,
    person_id uuid not null,
    role text not null,
    from_day date not null,
    until_day date,
    sequence bigint not null,
    recorded_at timestamptz not null
  );
  create table yardstick.observations (
    id uuid primary key,
    contract_id uuid not null,
    sequence bigint not null,
    recorded_at timestamptz not null,
    observer_id uuid not null,
    observed_on date not null,
    mission text,
    unit text,
    with_sign_off boolean not null,
    items jsonb not null
  );
  create table yardstick.sign_offs (
    id uuid primary key,
    contract_id uuid not null,
    sequence bigint not null,
    recorded_at timestamptz not null,
    signer_id uuid not null,
    observed_on date not null,
    competency text not null,
    level text not null,
    outcome text not null check (outcome in ('acquired', 'not_yet', 'cannot_assess')),
    next_step text,
    reason text,
    comment text,
    observation_id uuid,
    attempt integer not null,
    check (outcome <> 'cannot_assess' or reason is not null),
    check (outcome <> 'not_yet' or next_step is not null)
  );
  create table yardstick.events (
    id uuid primary key,
    contract_id uuid not null,
    sequence bigint not null,
    type text not null,
    recorded_at timestamptz not null,
    actor_person_id uuid,
    actor_client_id uuid,
    data jsonb not null,
    transaction_id bigint not null default pg_current_xact_id()::text::bigint,
    check (num_nonnulls(actor_person_id, actor_client_id) = 1)
  );
  create table yardstick.progress (
    contract_id uuid primary key,
    sequence bigint not null,
    current_level text not null,
    complete boolean not null,
    levels jsonb not null,
    last_sign_off_on date,
    state json not null,
    tallies json not null,
    marks json not null
  );
`;

const RULES = `
  create index on yardstick.contracts (alternant_id);
  create index on yardstick.contracts (employer_id, id);
  create index on yardstick.contracts (training_centre_id, id);
  create unique index on yardstick.contracts (owner_id, external_id) where external_id is not null;
  alter table yardstick.contracts
    add exclude using gist (alternant_id with =, daterange(starts_on, held_until) with &&)
      where (signed_on is not null and cancelled_on is null),
    add foreign key (alternant_id) references people (id),
    add foreign key (employer_id) references organisations (id),
    add foreign key (training_centre_id) references organisations (id),
    add foreign key (ladder_id) references ladders (id),
    add foreign key (owner_id) references organisations (id),
    add foreign key (continuation_of) references yardstick.contracts (id);
  create function yardstick.keep_terms() returns trigger language plpgsql as $$
    begin
      if current_user = 'palier_api'
        and to_jsonb(new) - '{last_sequence,last_recorded_at}'::text[]
            is distinct from to_jsonb(old) - '{last_sequence,last_recorded_at}'::text[]
      then
        raise exception 'not a party of the contract' using errcode = '42501';
      end if;
      return new;
    end $$;
  create trigger keep_terms before update of id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on,
    until_day, owner_id, external_id, continuation_of, legal_representative, signed_on, held_until, ended_as, cancelled_on,
    suspensions, version, created_at, updated_at on yardstick.contracts for each row execute function yardstick.keep_terms();
  create index on yardstick.mandates (contract_id, from_day);
  create index on yardstick.mandates (person_id, contract_id);
  create unique index on yardstick.observations (contract_id, sequence);
  alter table yardstick.observations
    add foreign key (contract_id) references yardstick.contracts (id),
    add foreign key (observer_id) references people (id);
  create unique index on yardstick.sign_offs (contract_id, competency, level, attempt) where outcome = 'acquired';
  create unique index on yardstick.sign_offs (contract_id, sequence);
  alter table yardstick.sign_offs
    add foreign key (contract_id) references yardstick.contracts (id),
    add foreign key (signer_id) references people (id),
    add foreign key (observation_id) references yardstick.observations (id);
  create unique index on yardstick.events (contract_id, sequence);
  alter table yardstick.events
    add foreign key (contract_id) references yardstick.contracts (id),
    add foreign key (actor_client_id) references api_clients (id);
  alter table yardstick.progress add foreign key (contract_id) references yardstick.contracts (id);
`;
