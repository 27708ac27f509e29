import { generate } from '../../../scripts/data/generate.js';
import type { AccountId, ContractId, PersonId } from '../../../src/kernel/ids.js';
import { ROLES, type Role } from '../../../src/platform/access/actor.js';
import type { Someone } from './given.js';
import { TestApp } from '../app.js';
import { statusSql } from '../../../src/features/contracts/contracts.queries.js';

/** The application on a generated database, as of the day that the test's clock shows. */
export async function startGenerated(contracts: number, seed = 'tests'): Promise<TestApp> {
  const app = await TestApp.start();
  await generate(app.database.ownerUrl, { contracts, seed, today: app.clock.today(), passwordHash: null });
  return app;
}

/** Somebody of the generated database, by a query that answers their person's id. */
export async function someoneOf(
  app: TestApp,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Someone> {
  const { rows } = await app.owner.query<{ personId: PersonId; accountId: AccountId; roles: Role[] }>(
    `
    select a.person_id as "personId", a.id as "accountId", app.token_roles(a.person_id) as roles
    from accounts a
    where a.person_id = (${sql})
    `,
    [...params],
  );
  const [found] = rows;
  if (!found) throw new Error(`Nobody: ${sql}`);
  return { ...found, roles: found.roles.filter((role) => ROLES.includes(role)) };
}

/** Something that a main tutor may sign today: the first requirement of the current level that is neither acquired nor refused. */
export interface Signable {
  readonly contractId: ContractId;
  readonly tutorId: PersonId;
  readonly level: string;
  readonly competency: string;
}

/** Level 1 asks for one observation, which the sign-off itself records. */
export async function listSignable(app: TestApp, limit: number): Promise<Signable[]> {
  const { rows } = await app.owner.query<Signable>(
    `
    select c.id as "contractId", m.person_id as "tutorId", l.levels -> i.index ->> 'code' as level,
      l.levels -> i.index -> 'requirements' -> r.index ->> 'competency' as competency
    from contracts c
    join progress p on p.contract_id = c.id
    join ladders l on l.id = c.ladder_id
    join mandates m on m.contract_id = c.id and m.role = 'main_tutor'
    cross join lateral (
      select (v.n - 1)::int as index
      from jsonb_array_elements(l.levels) with ordinality v (level, n)
      where v.level ->> 'code' = p.current_level
    ) i
    cross join lateral (
      select (q.n - 1)::int as index
      from jsonb_array_elements(p.state::jsonb -> 'levels' -> i.index -> 'requirements') with ordinality q (requirement, n)
      where not q.requirement ? 'signOff' and not q.requirement ? 'timesRevoked'
      order by q.n
      limit 1
    ) r
    where ${statusSql('c', '$1::date')} = 'active'
    order by c.id
    limit $2
    `,
    [app.clock.today(), limit],
  );
  return rows;
}
