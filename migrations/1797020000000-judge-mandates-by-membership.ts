import type { MigrationInterface, QueryRunner } from 'typeorm';

const SECURE = `security definer set search_path = public, pg_temp`;

/** The memberships that let somebody hold a mandate: a tutor is of the employer, a referent of the centre, an observer of either. */
const OPENS_MANDATE = (role: string) => `
  case ${role}
    when 'referent' then m.organisation_id = c.training_centre_id and m.role in ('centre_admin', 'referent')
    when 'observer' then m.organisation_id in (c.employer_id, c.training_centre_id)
    else m.organisation_id = c.employer_id and m.role in ('hr', 'tutor')
  end
`;

/** What a reader's mandates open: until 30 days after they end, or the membership that they need. */
const MANDATED = `
  coalesce((
    select array_agg(d.contract_id)
    from mandates d
    join contracts c on c.id = d.contract_id
    where d.person_id = app.person_id()
      and (d.until_day is null or (d.until_day > d.from_day and d.until_day + 30 > app.today()))
      and exists (
        select
        from memberships m
        where m.person_id = d.person_id
          and (m.until_day is null or m.until_day + 30 > app.today())
          and ${OPENS_MANDATE('d.role')}
      )
  ), '{}'::uuid[])
`;

const MANDATED_BEFORE = `
  coalesce((
    select array_agg(m.contract_id)
    from mandates m
    where m.person_id = app.person_id()
      and (m.until_day is null or (m.until_day > m.from_day and m.until_day + 30 > app.today()))
  ), '{}'::uuid[])
`;

const contractsMandated = (answer: string) => `
  create or replace function app.contracts_mandated() returns uuid[]
    language plpgsql stable ${SECURE}
    as $$ begin return ${answer}; end $$
`;

/** Who stands on a contract today, and is told of it. */
const peopleToTell = (isMember: string) => `
  create or replace function app.people_to_tell(contracts uuid[])
    returns table (contract_id uuid, person_id uuid, role text, absent boolean)
    language sql stable ${SECURE}
  begin atomic
    select c.id as contract_id, c.alternant_id as person_id, 'alternant' as role, false as absent
    from contracts c
    where c.id = any (people_to_tell.contracts) and app.is_telling()
    union all
    select m.contract_id, m.person_id, m.role, exists (
        select from mandate_absences a
        where a.mandate_id = m.id
          and a.from_day <= app.today()
          and (a.until_day is null or a.until_day > app.today())
      ) as absent
    from mandates m
    join contracts c on c.id = m.contract_id and c.alternant_id <> m.person_id
    where m.contract_id = any (people_to_tell.contracts)
      and app.is_telling()
      and m.from_day <= app.today()
      and (m.until_day is null or m.until_day > app.today())
      ${isMember};
  end
`;

const ON_RECORDING = `app.has_mandate(contract_id, app.paris_day(recorded_at))`;
const IN_TEAM_ON_RECORDING = `app.is_of_team(contract_id, app.paris_day(recorded_at))`;
const BY_CENTRE = `app.administers_centre_of(contract_id)`;
const BY_ALTERNANT = `not app.sees_contract_of_another(contract_id)`;

/** Which mandate a row of each table needs, whatever else its own policy asks. */
const WALLS: Readonly<Record<string, string>> = {
  observations: `app.has_mandate(contract_id, observed_on) and ${IN_TEAM_ON_RECORDING}`,
  sign_offs: `app.has_mandate(contract_id, observed_on) and ${ON_RECORDING}`,
  revocations: `${ON_RECORDING} or ${BY_CENTRE}`,
  observation_withdrawals: `${IN_TEAM_ON_RECORDING} or ${BY_CENTRE}`,
  level_decisions: ON_RECORDING,
  overturns: `${ON_RECORDING} or ${BY_CENTRE}`,
  contested_fact_rulings: `${ON_RECORDING} or ${BY_CENTRE}`,
  disputes: `on_behalf_of is null or ${ON_RECORDING} or ${BY_CENTRE}`,
  dispute_endings: `ending = 'withdrawn' or ${ON_RECORDING} or ${BY_CENTRE}`,
  assignments: ON_RECORDING,
  concerns: ON_RECORDING,
  concern_reviews: ON_RECORDING,
  proposal_dismissals: ON_RECORDING,
  resumptions: ON_RECORDING,
  plan_items: ON_RECORDING,
  plan_item_withdrawals: ON_RECORDING,
  journal_entry_steps: `kind = 'withdrawn' or ${ON_RECORDING}`,
  sign_off_requests: `${ON_RECORDING} or ${BY_ALTERNANT}`,
  sign_off_request_claims: ON_RECORDING,
  sign_off_request_ends: `${ON_RECORDING} or (ended_as <> 'decided' and (${IN_TEAM_ON_RECORDING} or ${BY_ALTERNANT}))`,
  evidence: `${IN_TEAM_ON_RECORDING} or ${BY_ALTERNANT}`,
  evidence_withdrawals: `${IN_TEAM_ON_RECORDING} or ${BY_ALTERNANT}`,
};

/**
 * A mandate gives rights on the days on which its holder is a member of what it stands for; whoever leaves an
 * organisation leaves the contracts that they followed for it.
 */
export class JudgeMandatesByMembership1797020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function app.paris_day(at timestamptz) returns date
        language sql stable
        return (at at time zone 'Europe/Paris')::date
    `);
    await runner.query(`
      create function app.member_days(person uuid, contract uuid, mandate_role text) returns datemultirange
        language plpgsql stable ${SECURE}
        as $$
        begin
          return coalesce((
            select range_agg(daterange(m.from_day, m.until_day))
            from contracts c
            join memberships m on m.person_id = member_days.person
            where c.id = member_days.contract
              and (app.is_signed_in() or app.is_telling())
              and ${OPENS_MANDATE('mandate_role')}
          ), '{}');
        end $$
    `);
    await runner.query(`
      create function app.has_mandate(wanted uuid, on_day date) returns boolean
        language plpgsql stable ${SECURE}
        as $$
        begin
          return exists (
            select
            from mandates m
            where m.contract_id = wanted
              and m.person_id = app.person_id()
              and m.from_day <= on_day
              and (m.until_day is null or m.until_day > on_day)
              and app.member_days(m.person_id, m.contract_id, m.role) @> on_day
          );
        end $$
    `);
    await runner.query(`
      create function app.is_of_team(wanted uuid, on_day date) returns boolean
        language plpgsql stable ${SECURE}
        as $$
        begin
          return exists (
            select
            from mandates m
            where m.contract_id = wanted
              and m.person_id = app.person_id()
              and app.member_days(m.person_id, m.contract_id, m.role) @> on_day
          );
        end $$
    `);
    await runner.query(`
      create function app.administers_centre_of(wanted uuid) returns boolean
        language plpgsql stable ${SECURE}
        as $$
        begin
          return exists (
            select from contracts c
            where c.id = wanted and c.training_centre_id = any (app.organisations_as('centre_admin'))
          );
        end $$
    `);
    await runner.query(contractsMandated(MANDATED));
    for (const [table, wall] of Object.entries(WALLS)) {
      await runner.query(`
        create policy ${table}_by_a_member on ${table} as restrictive for insert to palier_api with check (${wall})
      `);
    }
    await leaving(runner);
    await runner.query(
      peopleToTell('and app.member_days(m.person_id, m.contract_id, m.role) @> app.today()'),
    );
    await runner.query(`grant update (from_day) on memberships to palier_api`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`revoke update (from_day) on memberships from palier_api`);
    await runner.query(peopleToTell(''));
    await runner.query(`drop function app.end_mandate_of_leaver(uuid, date, timestamptz)`);
    await runner.query(`drop function app.hold_contract_of_leaver(uuid)`);
    await runner.query(`drop function app.memberships_of_leaver(uuid)`);
    await runner.query(`drop function app.mandates_of_leaver(uuid)`);
    await runner.query(`drop function app.administers_party(uuid, uuid)`);
    for (const table of Object.keys(WALLS))
      await runner.query(`drop policy ${table}_by_a_member on ${table}`);
    await runner.query(contractsMandated(MANDATED_BEFORE));
    await runner.query(`drop function app.administers_centre_of(uuid)`);
    await runner.query(`drop function app.is_of_team(uuid, date)`);
    await runner.query(`drop function app.has_mandate(uuid, date)`);
    await runner.query(`drop function app.member_days(uuid, uuid, text)`);
    await runner.query(`drop function app.paris_day(timestamptz)`);
  }
}

/**
 * Whoever ends a membership ends mandates with it, also a platform administrator, who sees no contract: these functions
 * know no more than which contracts somebody leaves.
 */
async function leaving(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.administers_party(employer uuid, centre uuid) returns boolean
      language sql stable
      return app.is_platform_admin()
        or employer = any (app.organisations_as('hr'))
        or centre = any (app.organisations_as('centre_admin'))
  `);
  await runner.query(`
    create function app.mandates_of_leaver(person uuid) returns table (
      id uuid, contract_id uuid, role text, from_day date, until_day date, alternant_id uuid, employer_id uuid, training_centre_id uuid
    )
      language sql stable ${SECURE}
      begin atomic
        select m.id, m.contract_id, m.role, m.from_day, m.until_day, c.alternant_id, c.employer_id, c.training_centre_id
        from mandates m
        join contracts c on c.id = m.contract_id
        where m.person_id = person
          and (m.until_day is null or m.until_day > m.from_day)
          and app.administers_party(c.employer_id, c.training_centre_id)
        order by m.contract_id, m.id;
      end
  `);
  await runner.query(`
    create function app.memberships_of_leaver(person uuid) returns table (
      id uuid, organisation_id uuid, role text, from_day date, until_day date
    )
      language sql stable ${SECURE}
      begin atomic
        select m.id, m.organisation_id, m.role, m.from_day, m.until_day
        from memberships m
        where m.person_id = person
          and (app.is_platform_admin() or exists (
            select
            from memberships own
            where own.person_id = person
              and own.organisation_id = any (app.organisations_as('hr', 'centre_admin'))
          ))
        order by m.id;
      end
  `);
  await runner.query(`
    create function app.hold_contract_of_leaver(wanted uuid) returns boolean
      language plpgsql ${SECURE}
      as $$
      declare
        alternant uuid;
      begin
        select c.alternant_id into alternant
        from contracts c
        where c.id = wanted and app.administers_party(c.employer_id, c.training_centre_id)
        for update;
        perform app.remember_contract(case when found then wanted end, alternant);
        return alternant is not null;
      end $$
  `);
  await runner.query(`
    create function app.end_mandate_of_leaver(mandate uuid, on_day date, at timestamptz) returns void
      language plpgsql ${SECURE}
      as $$
      declare
        held uuid;
      begin
        update mandates m
        set until_day = on_day, ended_recorded_at = at
        from contracts c
        where m.id = mandate
          and c.id = m.contract_id
          and app.administers_party(c.employer_id, c.training_centre_id)
          and m.from_day <= on_day
          and (m.until_day is null or m.until_day > on_day)
        returning m.contract_id into held;
        if held is null then
          raise exception 'not yours to end' using errcode = '42501';
        end if;
        update contracts c set version = c.version + 1, updated_at = at where c.id = held;
      end $$
  `);
}
