import type { MigrationInterface, QueryRunner } from 'typeorm';

const ALL_TABLES = [
  'organisations',
  'people',
  'memberships',
  'person_names',
  'organisation_names',
  'accounts',
  'refresh_tokens',
  'signing_keys',
  'sign_in_failures',
  'invitations',
  'idempotency_keys',
  'frameworks',
  'ladders',
  'contracts',
  'contract_steps',
  'mandates',
  'mandate_absences',
  'observations',
  'observation_withdrawals',
  'sign_offs',
  'revocations',
  'level_decisions',
  'assignments',
  'resumptions',
  'progress',
  'events',
];

/** Facts of a contract: seen with the contract, added by whoever they name, never changed. */
const FACTS = [
  ['contract_steps', 'recorded_by'],
  ['mandate_absences', 'recorded_by'],
  ['observations', 'observer_id'],
  ['observation_withdrawals', 'withdrawn_by'],
  ['revocations', 'revoked_by'],
  ['assignments', 'assigned_by'],
  ['resumptions', 'recorded_by'],
  ['events', 'actor_person_id'],
] as const;

/** What is judged by one person about another: never by the alternant of the contract. */
const NEVER_FOR_ONESELF = [
  'observations',
  'observation_withdrawals',
  'revocations',
  'assignments',
  'resumptions',
];

/** The parties write the life of a contract. */
const ofAdministeredContract = (table: string) => `exists (
  select from contracts c
  where c.id = ${table}.contract_id
    and (
      c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
      or c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
    )
)`;

const ofVisibleContract = (table: string) =>
  `exists (select from contracts c where c.id = ${table}.contract_id)`;

const ofContractOfAnother = (table: string, author: string) =>
  `exists (select from contracts c where c.id = ${table}.contract_id and c.alternant_id <> ${table}.${author})`;

/** Row-level security: what a role may see, written once. Without an actor, nothing is seen. */
export class CreatePolicies1795500006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ALL_TABLES) {
      await runner.query(`alter table ${table} enable row level security`);
      await runner.query(`alter table ${table} force row level security`);
      await runner.query(`grant select, insert, update, delete on ${table} to palier_maintenance`);
      await runner.query(
        `create policy ${table}_upkeep on ${table} to palier_maintenance using (true) with check (true)`,
      );
    }
    await directory(runner);
    await signIn(runner);
    await frameworks(runner);
    await contracts(runner);
    await facts(runner);
  }

  async down(): Promise<void> {
    throw new Error('Policies are not taken away: drop the database instead.');
  }
}

async function directory(runner: QueryRunner): Promise<void> {
  await runner.query(`grant select, insert, update on organisations, people to palier_api`);
  await runner.query(`grant select, insert on memberships, person_names, organisation_names to palier_api`);
  await runner.query(`
    create policy organisations_read on organisations for select to palier_api
      using ((select app.person_id()) is not null)
  `);
  await runner.query(`
    create policy organisations_write on organisations for insert to palier_api with check ((select app.is_platform_admin()))
  `);
  await runner.query(`
    create policy organisations_update on organisations for update to palier_api
      using ((select app.is_platform_admin())) with check ((select app.is_platform_admin()))
  `);
  await runner.query(`
    create policy organisation_names_read on organisation_names for select to palier_api
      using ((select app.person_id()) is not null)
  `);
  await runner.query(`
    create policy organisation_names_write on organisation_names for insert to palier_api
      with check ((select app.is_platform_admin()))
  `);

  await runner.query(`
    create policy memberships_read on memberships for select to palier_api using (
         person_id = (select app.person_id())
      or (select app.is_platform_admin())
      or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
      or (select app.is_signing_in())
    )
  `);
  await runner.query(`
    create policy memberships_write on memberships for insert to palier_api with check (
         (select app.is_platform_admin())
      or (role in ('hr', 'tutor') and organisation_id = any ((select app.organisations_as('hr'))::uuid[]))
      or (role in ('centre_admin', 'referent', 'alternant', 'auditor')
          and organisation_id = any ((select app.organisations_as('centre_admin'))::uuid[]))
      or (select app.is_signing_in())
    )
  `);
  await runner.query(`grant update (until_day) on memberships to palier_api`);
  await runner.query(`
    create policy memberships_update on memberships for update to palier_api using (
         (select app.is_platform_admin())
      or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
    )
  `);
  // One's own, one's members (and 30 days after they left), and whoever stands on a contract that one may see.
  await runner.query(`
    create policy people_read on people for select to palier_api using (
         id = (select app.person_id())
      or (select app.is_platform_admin())
      or owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
      or exists (
           select from memberships m
           where m.person_id = people.id
             and (m.until_day is null or m.until_day + 30 > (select app.today()))
             and m.organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
         )
      or exists (select from contracts c where c.alternant_id = people.id)
      or exists (select from mandates m where m.person_id = people.id)
      or (select app.is_signing_in())
    )
  `);
  await runner.query(`
    create policy people_write on people for insert to palier_api with check (
         (select app.is_platform_admin())
      or owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
    )
  `);
  const managed = `(
         id = (select app.person_id())
      or (select app.is_platform_admin())
      or owner_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
      or exists (
           select from memberships m
           where m.person_id = people.id
             and (m.until_day is null or m.until_day + 30 > (select app.today()))
             and m.organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
         )
    )`;
  await runner.query(`
    create policy people_update on people for update to palier_api using ${managed}
  `);
  await runner.query(`
    create policy person_names_read on person_names for select to palier_api
      using (exists (select from people p where p.id = person_names.person_id))
  `);
  await runner.query(`
    create policy person_names_write on person_names for insert to palier_api
      with check (exists (select from people where people.id = person_names.person_id and ${managed}))
  `);
}

async function signIn(runner: QueryRunner): Promise<void> {
  await runner.query(`grant select, insert, update on accounts to palier_api`);
  await runner.query(`grant select, insert, update on refresh_tokens, invitations to palier_api`);
  await runner.query(`grant select, insert on signing_keys to palier_api`);
  await runner.query(
    `grant select, insert, update, delete on sign_in_failures, idempotency_keys to palier_api`,
  );
  for (const table of ['accounts', 'refresh_tokens', 'signing_keys', 'sign_in_failures']) {
    await runner.query(`
      create policy ${table}_sign_in on ${table} to palier_api
        using ((select app.is_signing_in())) with check ((select app.is_signing_in()))
    `);
  }
  await runner.query(`
    create policy accounts_own on accounts for select to palier_api using (id = (select app.account_id()))
  `);
  await runner.query(`
    create policy invitations_sign_in on invitations to palier_api
      using ((select app.is_signing_in())) with check ((select app.is_signing_in()))
  `);
  await runner.query(`
    create policy invitations_read on invitations for select to palier_api using (
         (select app.is_platform_admin())
      or organisation_id = any ((select app.organisations_as('hr', 'centre_admin'))::uuid[])
    )
  `);
  await runner.query(`
    create policy invitations_write on invitations for insert to palier_api with check (
      invited_by = (select app.person_id())
      and (
           (select app.is_platform_admin())
        or (role in ('hr', 'tutor') and organisation_id = any ((select app.organisations_as('hr'))::uuid[]))
        or (role in ('centre_admin', 'referent', 'alternant', 'auditor')
            and organisation_id = any ((select app.organisations_as('centre_admin'))::uuid[]))
      )
    )
  `);
  await runner.query(`
    create policy idempotency_keys_own on idempotency_keys to palier_api
      using (account_id = (select app.account_id())) with check (account_id = (select app.account_id()))
  `);
}

async function frameworks(runner: QueryRunner): Promise<void> {
  await runner.query(`grant select, insert, update on frameworks, ladders to palier_api`);
  for (const table of ['frameworks', 'ladders']) {
    const own = `(
         (owner_id is null and (select app.is_platform_admin()))
      or owner_id = any ((select app.organisations_as('centre_admin'))::uuid[])
    )`;
    await runner.query(`
      create policy ${table}_read on ${table} for select to palier_api
        using ((published_at is not null and (select app.person_id()) is not null) or ${own})
    `);
    await runner.query(`create policy ${table}_write on ${table} for insert to palier_api with check ${own}`);
    await runner.query(
      `create policy ${table}_update on ${table} for update to palier_api using ${own} with check ${own}`,
    );
  }
}

async function contracts(runner: QueryRunner): Promise<void> {
  await runner.query(`grant select, insert on contracts, mandates to palier_api`);
  await runner.query(`
    grant update (
      kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day, external_id, continuation_of,
      legal_representative, signed_on, held_until, ended_as, cancelled_on, suspensions, version, updated_at,
      last_sequence, last_recorded_at
    ) on contracts to palier_api
  `);
  await runner.query(`grant update (until_day, ended_recorded_at) on mandates to palier_api`);
  const administered = `(
       employer_id = any ((select app.organisations_as('hr'))::uuid[])
    or training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
  )`;
  const visible = `(
       alternant_id = (select app.person_id())
    or id = any ((select app.contracts_mandated())::uuid[])
    or employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
    or training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
  )`;
  // The employer's HR reads neither comments nor what was said in confidence; whoever stands nearer does.
  await runner.query(`
    create function app.reads_comments(c contracts) returns boolean language sql stable
      return c.alternant_id = app.person_id()
        or c.id = any (app.contracts_mandated())
        or c.employer_id = any (app.organisations_as('auditor'))
        or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
  `);
  await runner.query(`create policy contracts_read on contracts for select to palier_api using ${visible}`);
  await runner.query(
    `create policy contracts_write on contracts for insert to palier_api with check ${administered}`,
  );
  // Any fact moves the contract's sequence, so whoever may see it may lock it and move that; the rest is the parties'.
  await runner.query(`create policy contracts_update on contracts for update to palier_api using ${visible}`);
  await runner.query(`
    create function app.keep_terms_to_the_parties() returns trigger language plpgsql as $$
    begin
      if current_user = 'palier_api'
        and to_jsonb(new) - '{last_sequence,last_recorded_at}'::text[]
            is distinct from to_jsonb(old) - '{last_sequence,last_recorded_at}'::text[]
        and not (
          old.employer_id = any (app.organisations_as('hr'))
          or old.training_centre_id = any (app.organisations_as('centre_admin'))
        )
      then
        raise exception 'not a party of the contract' using errcode = '42501';
      end if;
      return new;
    end $$
  `);
  await runner.query(`
    create trigger contracts_terms_are_the_parties before update on contracts
      for each row execute function app.keep_terms_to_the_parties()
  `);
  await runner.query(`
    create policy mandates_read on mandates for select to palier_api using (${ofVisibleContract('mandates')})
  `);
  const administeredContract = `exists (select from contracts c where c.id = mandates.contract_id and ${administered})`;
  await runner.query(`
    create policy mandates_write on mandates for insert to palier_api
      with check (recorded_by = (select app.person_id()) and ${administeredContract})
  `);
  await runner.query(`
    create policy mandates_update on mandates for update to palier_api using (${administeredContract})
  `);
}

async function facts(runner: QueryRunner): Promise<void> {
  for (const [table, author] of FACTS) {
    await runner.query(`grant select, insert on ${table} to palier_api`);
    await runner.query(
      `create policy ${table}_read on ${table} for select to palier_api using (${ofVisibleContract(table)})`,
    );
    const contract = NEVER_FOR_ONESELF.includes(table)
      ? ofContractOfAnother(table, author)
      : table === 'contract_steps'
        ? ofAdministeredContract(table)
        : ofVisibleContract(table);
    await runner.query(`
      create policy ${table}_write on ${table} for insert to palier_api
        with check (${author} = (select app.person_id()) and ${contract})
    `);
  }
  await runner.query(`grant select, insert on sign_offs, level_decisions to palier_api`);
  await runner.query(
    `create policy sign_offs_read on sign_offs for select to palier_api using (${ofVisibleContract('sign_offs')})`,
  );
  await runner.query(`
    create policy sign_offs_never_for_oneself on sign_offs for insert to palier_api with check (
      signer_id = (select app.person_id())
      and ${ofContractOfAnother('sign_offs', 'signer_id')}
    )
  `);
  await runner.query(`
    create policy level_decisions_read on level_decisions for select to palier_api
      using (${ofVisibleContract('level_decisions')})
  `);
  // The definer function keeps the policy from reading its own table.
  await runner.query(`
    create function app.decided_by(decision_id uuid) returns uuid
      language sql stable security definer set search_path = public, pg_temp
      return (select d.decided_by from level_decisions d where d.id = decision_id)
  `);
  await runner.query(`
    create policy level_decisions_by_two_people on level_decisions for insert to palier_api with check (
      decided_by = (select app.person_id())
      and ${ofContractOfAnother('level_decisions', 'decided_by')}
      and (cosigns is null or app.decided_by(cosigns) <> decided_by)
    )
  `);
  await runner.query(`grant select, insert, update on progress to palier_api`);
  await runner.query(`
    create policy progress_of_visible_contracts on progress to palier_api
      using (${ofVisibleContract('progress')})
      with check (exists (
        select from contracts c where c.id = progress.contract_id and c.alternant_id <> (select app.person_id())
      ))
  `);
}
