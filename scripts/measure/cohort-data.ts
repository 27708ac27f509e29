import type pg from 'pg';
import type { LadderFact } from '../../src/features/ladder/facts.types.js';
import { progressOf } from '../../src/features/ladder/progress.rules.js';
import { advance, startingStanding } from '../../src/features/ladder/standing.rules.js';
import type { Ladder } from '../../src/features/frameworks/frameworks.types.js';
import type { Day, Instant } from '../../src/kernel/days.js';
import type { OrganisationId } from '../../src/kernel/ids.js';
import { hashPassword } from '../../src/platform/access/passwords.js';
import { newId } from '../../src/platform/ids.js';

/** A training centre, and how its administrator signs in. */
export interface Cohort {
  readonly centreId: OrganisationId;
  readonly email: string;
}

export const PASSWORD = 'une phrase pour mesurer';

const RECORDED = '2025-08-01T08:00:00.000Z';
/** So many contracts share a tutor; so many an employer. */
const PER_TUTOR = 2;
const PER_EMPLOYER = 20;

/** A training centre with `count` contracts, some of every kind, each with its tutor and its history of facts. */
export async function fillCohort(owner: pg.Client, count: number): Promise<Cohort> {
  const centreId: OrganisationId = newId();
  const admin = { accountId: newId<'account'>(), personId: newId<'person'>() };
  await owner.query(
    `insert into organisations (id, kind, name, siret, version, created_at, updated_at)
     values ($1, 'training_centre', 'CFA de la Loire', '77937827200016', 1, $2, $2)`,
    [centreId, RECORDED],
  );
  await owner.query(`insert into organisation_names values ($1, $2, 1, 'CFA de la Loire')`, [
    centreId,
    RECORDED,
  ]);
  await owner.query(
    `insert into people (id, given_name, family_name, version, created_at, updated_at) values ($1, 'Anne', 'Roy', 1, $2, $2)`,
    [admin.personId, RECORDED],
  );
  await owner.query(`insert into person_names values ($1, $2, 1, 'Anne', 'Roy')`, [admin.personId, RECORDED]);
  const email = `${admin.accountId}@exemple.test`;
  await owner.query(
    'insert into accounts (id, person_id, email, password_hash, created_at) values ($1, $2, $3, $4, $5)',
    [admin.accountId, admin.personId, email, await hashPassword(PASSWORD), RECORDED],
  );
  await owner.query(
    `insert into memberships (id, person_id, organisation_id, role, created_at) values ($1, $2, $3, 'centre_admin', $4)`,
    [newId(), admin.personId, centreId, RECORDED],
  );
  await fillContracts(owner, centreId, admin.personId, count);
  await fillHistories(owner);
  await owner.query('analyze');
  await owner.query('drop table made');
  return { centreId, email };
}

async function fillContracts(owner: pg.Client, centreId: string, by: string, count: number): Promise<void> {
  await owner.query(`
    create temp table made as
    select
      n,
      md5('${centreId} contract' || n)::uuid as contract_id,
      md5('${centreId} alternant' || n)::uuid as alternant_id,
      md5('${centreId} tutor' || n / ${PER_TUTOR})::uuid as tutor_id,
      md5('${centreId} employer' || n / ${PER_EMPLOYER})::uuid as employer_id,
      date '2025-09-01' + (n % 200)::int as starts_on,
      date '2027-09-01' - (n % 100)::int as until_day
    from generate_series(1, ${count}) n
  `);
  await owner.query(
    `
    with orgs as (
      insert into organisations (id, kind, name, siret, version, created_at, updated_at)
      select distinct on (employer_id) employer_id, 'employer', 'EHPAD Les Tilleuls nᵒ ' || n, '77937827200016', 1, $1::timestamptz, $1::timestamptz
      from made returning id, name
    )
    insert into organisation_names select id, $1, 1, name from orgs
    `,
    [RECORDED],
  );
  await owner.query(
    `
    with persons as (
      insert into people (id, given_name, family_name, version, created_at, updated_at)
      select alternant_id, 'Inès-Zoé', 'Moreau-Lefèvre ' || n, 1, $1::timestamptz, $1::timestamptz from made
      union all
      select distinct on (tutor_id) tutor_id, 'Claude', 'Petit ' || n, 1, $1::timestamptz, $1::timestamptz from made
      returning id, given_name, family_name
    )
    insert into person_names select id, $1, 1, given_name, family_name from persons
    `,
    [RECORDED],
  );
  await owner.query(
    `
    insert into contracts
      (id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, owner_id, signed_on, held_until,
       suspensions, version, created_at, updated_at, last_sequence, last_recorded_at)
    select m.contract_id, 'apprenticeship', m.alternant_id, m.employer_id, $2, l.ids[1 + m.n % cardinality(l.ids)], m.starts_on,
      m.until_day, $2, m.starts_on, m.until_day, '{}', 1, $1::timestamptz, $1::timestamptz, 2, $1::timestamptz
    from made m, (select array_agg(id order by code) as ids from ladders where published_at is not null) l
    `,
    [RECORDED, centreId],
  );
  await owner.query(
    `
    insert into contract_steps (id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, terms)
    select gen_random_uuid(), m.contract_id, 1, $1::timestamptz, $2::uuid, 'created', null,
      jsonb_build_object('startsOn', m.starts_on, 'until', m.until_day)
    from made m
    union all
    select gen_random_uuid(), m.contract_id, 2, $1, $2, 'signed', m.starts_on, null from made m
    `,
    [RECORDED, by],
  );
  await owner.query(
    `
    insert into mandates (id, contract_id, person_id, role, from_day, sequence, recorded_at, recorded_by)
    select gen_random_uuid(), m.contract_id, m.tutor_id, 'main_tutor', m.starts_on, 1, $1::timestamptz, $2 from made m where m.n % 50 <> 0
    `,
    [RECORDED, by],
  );
}

/** Each ladder in as many stages as it has requirements; a contract takes one. */
async function fillHistories(owner: pg.Client): Promise<void> {
  const ladders = (
    await owner.query<Ladder>(
      'select id, code, title, levels, missions from ladders where published_at is not null',
    )
  ).rows;
  for (const ladder of ladders) {
    const facts = climbOf(ladder);
    const stages = Array.from({ length: 12 }, (_, stage) =>
      facts.slice(0, Math.floor((facts.length * stage) / 12)),
    );
    for (const [stage, history] of stages.entries()) {
      const progress = progressOf(ladder, advance(ladder, startingStanding(ladder), history).standing);
      await owner.query(
        `
        insert into progress (contract_id, sequence, current_level, complete, levels, last_sign_off_on, state, tallies, marks)
        select m.contract_id, $3, $4, $5, $6, $7, $8, $9, $10
        from made m join contracts c on c.id = m.contract_id
        where c.ladder_id = $1 and m.n / 3 % 12 = $2
        `,
        [
          ladder.id,
          stage,
          progress.sequence,
          progress.currentLevel,
          progress.complete,
          JSON.stringify(progress.levels),
          progress.lastSignOffOn,
          JSON.stringify(progress.state),
          JSON.stringify(progress.tallies),
          JSON.stringify(progress.marks),
        ],
      );
      await insertFacts(owner, ladder.id, stage, history);
    }
  }
}

async function insertFacts(owner: pg.Client, ladderId: string, stage: number, facts: readonly LadderFact[]) {
  await owner.query(
    `
    insert into sign_offs (id, contract_id, sequence, recorded_at, signer_id, observed_on, competency, level, outcome, attempt)
    select gen_random_uuid(), m.contract_id, f.sequence, f."recordedAt", m.tutor_id, f."observedOn", f.competency, f.level, 'acquired', 0
    from made m join contracts c on c.id = m.contract_id,
      jsonb_to_recordset($3::jsonb) as f (kind text, sequence bigint, "recordedAt" timestamptz, "observedOn" date, competency text, level text)
    where c.ladder_id = $1 and m.n / 3 % 12 = $2 and f.kind = 'sign_off'
    `,
    [ladderId, stage, JSON.stringify(facts)],
  );
  await owner.query(
    `
    insert into level_decisions (id, contract_id, sequence, recorded_at, decided_by, mandate_id, capacity, level, decision)
    select gen_random_uuid(), m.contract_id, f.sequence, f."recordedAt", m.tutor_id, d.id, f.capacity, f.level, 'open'
    from made m join contracts c on c.id = m.contract_id join mandates d on d.contract_id = c.id,
      jsonb_to_recordset($3::jsonb) as f (kind text, sequence bigint, "recordedAt" timestamptz, capacity text, level text)
    where c.ladder_id = $1 and m.n / 3 % 12 = $2 and f.kind = 'level_decision'
    `,
    [ladderId, stage, JSON.stringify(facts)],
  );
}

/** The facts that climb a ladder from bottom to top, one a week. */
function climbOf(ladder: Ladder): LadderFact[] {
  const facts: LadderFact[] = [];
  const next = () => {
    const sequence = facts.length + 3;
    const at = new Date(Date.parse('2025-10-01T10:00:00Z') + facts.length * 7 * 86_400_000).toISOString();
    return { sequence, recordedAt: at as Instant };
  };
  for (const level of ladder.levels) {
    for (const { competency } of level.requirements) {
      const { sequence, recordedAt } = next();
      facts.push({
        kind: 'sign_off',
        sequence,
        recordedAt,
        id: newId(),
        observedOn: recordedAt.slice(0, 10) as Day,
        competency,
        level: level.code,
        outcome: 'acquired',
        observation: null,
      });
    }
    const capacities = { automatic: [], decision: ['tutor'], cosigned: ['tutor', 'referent'] } as const;
    for (const capacity of capacities[level.unlock]) {
      facts.push({
        kind: 'level_decision',
        ...next(),
        id: newId(),
        level: level.code,
        decision: 'open',
        capacity,
        decidedBy: newId(),
        mandateId: newId(),
      });
    }
  }
  return facts;
}
