import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINER = 'security definer set search_path = public, pg_temp';

/** Which column names who did it, in tables whose facts are never by the alternant of their contract. */
const AUTHORS = {
  assignments: 'assigned_by',
  attestation_withdrawals: 'recorded_by',
  attestations: 'recorded_by',
  concern_reviews: 'reviewed_by',
  concerns: 'raised_by',
  contested_fact_rulings: 'ruled_by',
  level_decisions: 'decided_by',
  mandates: 'person_id',
  observation_withdrawals: 'withdrawn_by',
  observations: 'observer_id',
  overturns: 'overturned_by',
  plan_item_withdrawals: 'recorded_by',
  plan_items: 'recorded_by',
  proposal_dismissals: 'dismissed_by',
  resumptions: 'recorded_by',
  revocations: 'revoked_by',
  sign_off_request_claims: 'claimed_by',
  sign_offs: 'signer_id',
} as const;

/** The same, where a table also holds what the alternant does: the column that tells, and the facts that are another's. */
const AUTHORS_OF_SOME = {
  dispute_endings: ['ended_by', 'ending', `new.ending <> 'withdrawn'`],
  journal_entry_steps: ['recorded_by', 'kind', `new.kind = 'acknowledged'`],
  sign_off_request_ends: ['ended_by', 'ended_as', `new.ended_as = 'decided'`],
} as const;

/**
 * Nobody judges themselves, and nobody cosigns or rules on their own word: for every role, the owner of the database
 * too. Row security says the same to the role of the API only, and with who asks instead of what is written.
 */
export class ConstrainAuthors1797060000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await neverOfOneself(runner);
    await byTwoPeople(runner);
    await ruledBySomebodyElse(runner);
    await sameAlternant(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger contracts_keep_their_alternant on contracts');
    for (const table of ['contested_fact_rulings', 'dispute_endings', 'overturns']) {
      await runner.query(`drop trigger ${table}_by_somebody_else on ${table}`);
    }
    await runner.query('drop trigger level_decisions_cosigned_by_another on level_decisions');
    for (const table of Object.keys({ ...AUTHORS, ...AUTHORS_OF_SOME })) {
      await runner.query(`drop trigger ${table}_never_of_oneself on ${table}`);
    }
    await runner.query(`
      drop function app.refuse_own_subject, app.refuse_own_cosignature, app.refuse_own_ruling,
        app.refuse_other_alternant
    `);
  }
}

async function neverOfOneself(runner: QueryRunner): Promise<void> {
  // One look at the contract's key, on the way of every sign-off. Branches that are not taken cost nothing.
  await runner.query(`
    create function app.refuse_own_subject() returns trigger language plpgsql ${DEFINER} as $$
    declare
      author uuid;
    begin
      if tg_argv[0] = 'signer_id' then
        author := new.signer_id;
      elsif tg_argv[0] = 'observer_id' then
        author := new.observer_id;
      else
        author := (to_jsonb(new) ->> tg_argv[0])::uuid;
      end if;
      if exists (select from contracts c where c.id = new.contract_id and c.alternant_id = author) then
        raise exception '% is by the alternant of its contract', tg_table_name
          using errcode = '23514', constraint = tg_name, table = tg_table_name;
      end if;
      return new;
    end $$
  `);
  for (const [table, author] of Object.entries(AUTHORS)) {
    await runner.query(`
      create trigger ${table}_never_of_oneself after insert or update of contract_id, ${author} on ${table}
        for each row execute function app.refuse_own_subject('${author}')
    `);
  }
  for (const [table, [author, told, condition]] of Object.entries(AUTHORS_OF_SOME)) {
    await runner.query(`
      create trigger ${table}_never_of_oneself after insert or update of contract_id, ${author}, ${told} on ${table}
        for each row when (${condition}) execute function app.refuse_own_subject('${author}')
    `);
  }
}

async function byTwoPeople(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.refuse_own_cosignature() returns trigger language plpgsql ${DEFINER} as $$
    begin
      if not exists (
        select from level_decisions d
        where d.id = new.cosigns and d.contract_id = new.contract_id and d.decided_by <> new.decided_by
      ) then
        raise exception 'a decision is cosigned by somebody else, on the same contract'
          using errcode = '23514', constraint = tg_name, table = tg_table_name;
      end if;
      return new;
    end $$
  `);
  await runner.query(`
    create trigger level_decisions_cosigned_by_another
      after insert or update of contract_id, decided_by, cosigns on level_decisions
      for each row when (new.cosigns is not null) execute function app.refuse_own_cosignature()
  `);
}

async function ruledBySomebodyElse(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.refuse_own_ruling() returns trigger language plpgsql ${DEFINER} as $$
    declare
      ruled jsonb := to_jsonb(new);
      about jsonb := ruled;
      author uuid;
    begin
      if tg_table_name = 'dispute_endings' then
        select to_jsonb(d) into about from disputes d where d.id = new.dispute_id;
      end if;
      author := coalesce(
        (select o.observer_id from observations o where o.id = (about ->> 'observation_id')::uuid),
        (select s.signer_id from sign_offs s where s.id = (about ->> 'sign_off_id')::uuid),
        (select r.revoked_by from revocations r where r.id = (about ->> 'revocation_id')::uuid),
        (select l.decided_by from level_decisions l where l.id = (about ->> 'level_decision_id')::uuid)
      );
      if author = (ruled ->> tg_argv[0])::uuid then
        raise exception '% is by who recorded what it is about', tg_table_name
          using errcode = '23514', constraint = tg_name, table = tg_table_name;
      end if;
      return new;
    end $$
  `);
  for (const [table, author, about, condition] of [
    ['contested_fact_rulings', 'ruled_by', 'observation_id, sign_off_id, level_decision_id', ''],
    ['overturns', 'overturned_by', 'sign_off_id, revocation_id, level_decision_id', ''],
    ['dispute_endings', 'ended_by', 'dispute_id, ending', `when (new.ending <> 'withdrawn')`],
  ]) {
    await runner.query(`
      create trigger ${table}_by_somebody_else after insert or update of ${author}, ${about} on ${table}
        for each row ${condition} execute function app.refuse_own_ruling('${author}')
    `);
  }
}

/** Else a signed contract given another alternant would make somebody the subject of what they signed. */
async function sameAlternant(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.refuse_other_alternant() returns trigger language plpgsql as $$
    begin
      raise exception 'a signed contract keeps its alternant'
        using errcode = '23514', constraint = tg_name, table = tg_table_name;
    end $$
  `);
  await runner.query(`
    create trigger contracts_keep_their_alternant before update of alternant_id on contracts
      for each row when (old.signed_on is not null and old.alternant_id is distinct from new.alternant_id)
      execute function app.refuse_other_alternant()
  `);
}
