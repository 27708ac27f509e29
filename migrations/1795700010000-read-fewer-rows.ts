import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What read a whole table to find a few rows of it. */
export class ReadFewerRows1795700010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // `lower(email)` might tell what it is given, so row-level security keeps it from the index: people of an address
    // were looked for among all. The ids alone tell nothing; who sees whom is asked of them as ever.
    await runner.query(`
      create function app.people_with_email(wanted text) returns uuid[]
        language sql stable security definer set search_path = public, pg_temp
        return coalesce((select array_agg(p.id) from people p where lower(p.email) = lower(wanted)), '{}')
    `);
    // The same answer as before: the contracts of one person by index, what the reader administers asked once.
    await standsElsewhere(
      runner,
      `
          select from contracts c
          where c.id in (
              select a.id
              from contracts a
              where a.alternant_id = person and a.cancelled_on is null and a.held_until > app.today()
              union all
              select d.contract_id
              from mandates d
              where d.person_id = person and (d.until_day is null or d.until_day > app.today())
            )
            and not c.employer_id = any ((select app.organisations_as('hr'))::uuid[])
            and not c.training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
      `,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await standsElsewhere(
      runner,
      `
          select from contracts c
          where (
              (c.alternant_id = person and c.cancelled_on is null and c.held_until > app.today())
              or exists (
                select from mandates d
                where d.contract_id = c.id
                  and d.person_id = person
                  and (d.until_day is null or d.until_day > app.today())
              )
            )
            and not c.employer_id = any (app.organisations_as('hr'))
            and not c.training_centre_id = any (app.organisations_as('centre_admin'))
      `,
    );
    await runner.query(`drop function app.people_with_email`);
  }
}

/** A role that the reader may not give, or a contract of other organisations than the reader's, today or later. */
async function standsElsewhere(runner: QueryRunner, contractsElsewhere: string): Promise<void> {
  await runner.query(`
    create or replace function app.stands_elsewhere(person uuid) returns boolean
      language sql stable security definer set search_path = public, pg_temp
      return exists (
          select from memberships m
          where m.person_id = person
            and (m.until_day is null or m.until_day > app.today())
            and not app.may_give_role(m.role, m.organisation_id)
        )
        or exists (${contractsElsewhere})
  `);
}
