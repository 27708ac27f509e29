import type { MigrationInterface, QueryRunner } from 'typeorm';

const LATE_END = `
  ended_recorded_at is not null
  and until_day < (ended_recorded_at at time zone 'Europe/Paris')::date
`;

/**
 * A revocation that says "mistake" withdraws what was seen in the same call: a fact of its own, about one item. A mandate
 * that was ended with a past day contests what its holder recorded of those days. What was taken back awaits nothing. A
 * contract reads what was seen under those that it continues.
 */
export class WithdrawWithARevocation1797070000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table observation_withdrawals
        add revocation_id uuid constraint observation_withdrawals_revocation_id_fkey references revocations,
        add competency text,
        add level text,
        add constraint observation_withdrawals_of_an_item check (num_nonnulls(revocation_id, competency, level) in (0, 3))
    `);
    await runner.query(`drop index observation_withdrawals_once`);
    await runner.query(
      `create unique index observation_withdrawals_once on observation_withdrawals (observation_id) where revocation_id is null`,
    );
    await runner.query(
      `create unique index observation_withdrawals_once_of_a_revocation on observation_withdrawals (revocation_id) where revocation_id is not null`,
    );
    await runner.query(
      `create index observation_withdrawals_observation on observation_withdrawals (observation_id)`,
    );
    await runner.query(`create index mandates_ended_late on mandates (contract_id) where ${LATE_END}`);
    await gone(runner);
    await contesting(runner);
    await contested(runner, CONTESTED);
    await prior(runner);
    await readingPrior(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.prior_facts(uuid, uuid, integer)`);
    await runner.query(`drop function app.prior_learning(uuid)`);
    await runner.query(`drop function app.prior_observations(uuid, timestamptz)`);
    await runner.query(`drop function app.prior_contracts(uuid, timestamptz)`);
    await runner.query(`drop function app.starts_then(contracts, timestamptz)`);
    await runner.query(`drop function app.continues_then(contracts, timestamptz)`);
    await contested(runner, CONTESTED_BEFORE);
    await runner.query(`drop function app.contesting_acts(uuid, bigint, uuid, date, date, text[], text)`);
    await runner.query(`drop function app.contesting_ends(uuid)`);
    await runner.query(`drop function app.held_then(uuid, uuid, date, text[], text)`);
    await runner.query(`drop function app.is_void(uuid, uuid, text)`);
    await runner.query(`drop function app.is_taken_back(uuid, uuid, text)`);
    await runner.query(`drop function app.is_withdrawn(uuid, jsonb)`);
    await runner.query(`drop index mandates_ended_late`);
    await runner.query(`delete from observation_withdrawals where revocation_id is not null`);
    await runner.query(`drop index observation_withdrawals_observation`);
    await runner.query(`drop index observation_withdrawals_once_of_a_revocation`);
    await runner.query(`drop index observation_withdrawals_once`);
    await runner.query(
      `create unique index observation_withdrawals_once on observation_withdrawals (observation_id)`,
    );
    await runner.query(`
      alter table observation_withdrawals
        drop constraint observation_withdrawals_of_an_item,
        drop revocation_id, drop competency, drop level
    `);
  }
}

/** Whether a fact counts no more. Invoker's rights: whoever sees the contract sees its facts and its progress. */
async function gone(runner: QueryRunner): Promise<void> {
  // As a whole, or each of its items with a revocation that stands.
  await runner.query(`
    create function app.is_withdrawn(observation uuid, items jsonb) returns boolean
    language sql stable
    begin atomic
      select exists (
        select from observation_withdrawals w
        where w.observation_id = is_withdrawn.observation
      ) and (
        exists (
          select from observation_withdrawals w
          where w.observation_id = is_withdrawn.observation
            and w.revocation_id is null
        )
        or not exists (
          select
          from jsonb_array_elements(is_withdrawn.items) as i (item)
          where not exists (
            select from observation_withdrawals w
            where w.observation_id = is_withdrawn.observation
              and w.competency = i.item ->> 'competency'
              and w.level = i.item ->> 'level'
              and not exists (select from overturns v where v.revocation_id = w.revocation_id)
          )
        )
      );
    end
  `);
  // Overturned, revoked itself, or an \`acquired\` that no longer stands: a revocation below took it, or a move left it behind.
  await runner.query(`
    create function app.is_taken_back(sign_off uuid, contract uuid, outcome text) returns boolean
    language sql stable
    begin atomic
      select exists (select from overturns v where v.sign_off_id = is_taken_back.sign_off)
        or exists (
          select from revocations t
          where t.sign_off_id = is_taken_back.sign_off
            and not exists (select from overturns v where v.revocation_id = t.id)
        )
        or (is_taken_back.outcome = 'acquired' and not exists (
          select
          from progress p
          cross join lateral (select jsonb_build_object('id', is_taken_back.sign_off) as named) n
          where p.contract_id = is_taken_back.contract
            and (
              jsonb_path_exists(p.state::jsonb, '$.levels[*].requirements[*].signOff ? (@.id == $id)', n.named)
              or jsonb_path_exists(p.marks::jsonb, '$[*][*][*] ? (@.signOff == $id)', n.named)
            )
        ));
    end
  `);
  // Overturned, or an \`open\` that a revocation, a refusal or another word of a tutor voided.
  await runner.query(`
    create function app.is_void(level_decision uuid, contract uuid, decision text) returns boolean
    language sql stable
    begin atomic
      select exists (select from overturns v where v.level_decision_id = is_void.level_decision)
        or (is_void.decision = 'open' and not exists (
          select
          from progress p
          where p.contract_id = is_void.contract
            and jsonb_path_exists(
              p.state::jsonb,
              '$.levels[*].decisions[*] ? (@.id == $id && @.effective == true)',
              jsonb_build_object('id', is_void.level_decision)
            )
        ));
    end
  `);
}

/** What a signed contract continues, read today by whoever may read that contract: the earlier ones they may not. */
async function prior(runner: QueryRunner): Promise<void> {
  // Of the same alternant, signed and not cancelled by then, each begun before the one that continues it: no circle; eight
  // at most. What the parties had agreed on by an instant that is past, their steps and events tell.
  await runner.query(`
    create function app.continues_then(c contracts, at timestamptz) returns uuid
    language sql stable
    begin atomic
      select case
        when not exists (
          select from contract_steps s
          where s.contract_id = c.id and s.kind = 'signed' and s.recorded_at <= continues_then.at
        ) or exists (
          select from contract_steps s
          where s.contract_id = c.id and s.kind = 'cancelled' and s.recorded_at <= continues_then.at
        ) then null
        when exists (
          select from events e
          where e.contract_id = c.id and e.type = 'contract.amended' and e.recorded_at > continues_then.at
        ) then (
          select (e.data ->> 'continuationOf')::uuid
          from events e
          where e.contract_id = c.id
            and e.type in ('contract.created', 'contract.amended')
            and e.recorded_at <= continues_then.at
          order by e.sequence desc
          limit 1
        )
        else c.continuation_of
      end;
    end
  `);
  await runner.query(`
    create function app.starts_then(c contracts, at timestamptz) returns date
    language sql stable
    begin atomic
      select coalesce((
        select (s.terms ->> 'startsOn')::date
        from contract_steps s
        where s.contract_id = c.id and s.terms is not null and s.recorded_at <= starts_then.at
        order by s.sequence desc
        limit 1
      ), c.starts_on);
    end
  `);
  await runner.query(`
    create function app.prior_contracts(wanted uuid, at timestamptz) returns table (contract_id uuid)
    language sql stable rows 2 security definer set search_path = public, pg_temp
    begin atomic
      with recursive chain (contract_id, continued, alternant_id, starts_on, place) as (
        select c.id, app.continues_then(c, prior_contracts.at), c.alternant_id, app.starts_then(c, prior_contracts.at), 0
        from contracts c
        where c.id = prior_contracts.wanted
          and (
            c.id = (select app.held_contract())
            or c.alternant_id = (select app.person_id())
            or c.id = any ((select app.contracts_mandated())::uuid[])
            or c.employer_id = any ((select app.organisations_as('hr', 'auditor'))::uuid[])
            or c.training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
          )
        union all
        select p.id, app.continues_then(p, prior_contracts.at), p.alternant_id, app.starts_then(p, prior_contracts.at),
          chain.place + 1
        from chain
        join contracts p on p.id = chain.continued
        where p.alternant_id = chain.alternant_id
          and app.starts_then(p, prior_contracts.at) < chain.starts_on
          and chain.place < 8
          and exists (
            select from contract_steps s
            where s.contract_id = p.id and s.kind = 'signed' and s.recorded_at <= prior_contracts.at
          )
          and not exists (
            select from contract_steps s
            where s.contract_id = p.id and s.kind = 'cancelled' and s.recorded_at <= prior_contracts.at
          )
      )
      select chain.contract_id from chain where chain.place > 0;
    end
  `);
  // Performed or unsafe, of days before this contract began, recorded by then and not withdrawn. The same codes mean the same
  // where both ladders are versions of one, on versions of one framework; after a move, what was seen since.
  await runner.query(`
    create function app.prior_observations(wanted uuid, at timestamptz)
      returns table (observer_id uuid, observed_on date, competency text, level text, safe boolean)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
      select o.observer_id, o.observed_on, i.item ->> 'competency' as competency, i.item ->> 'level' as level,
        i.item ->> 'outcome' = 'performed' as safe
      from app.prior_contracts(prior_observations.wanted, prior_observations.at) k
      join contracts p on p.id = k.contract_id
      join contracts c on c.id = prior_observations.wanted
      join ladders a on a.id = p.ladder_id
      join frameworks d on d.id = a.framework_id
      join ladders b on b.id = c.ladder_id
      join frameworks e on e.id = b.framework_id
      join observations o on o.contract_id = p.id
      cross join lateral jsonb_array_elements(o.items) as i (item)
      where a.code = b.code
        and a.owner_id is not distinct from b.owner_id
        and d.code = e.code
        and d.owner_id is not distinct from e.owner_id
        and o.observed_on < app.starts_then(c, prior_observations.at)
        and o.recorded_at <= prior_observations.at
        and (
          i.item ->> 'outcome' = 'unsafe'
          or (i.item ->> 'outcome' = 'performed' and not exists (
            select
            from ladder_changes x
            where x.contract_id = p.id
              and x.sequence > o.sequence
              and x.recorded_at <= prior_observations.at
          ))
        )
        and not exists (
          select
          from observation_withdrawals w
          where w.observation_id = o.id
            and w.recorded_at <= prior_observations.at
            and (w.revocation_id is null or (
              w.competency = i.item ->> 'competency'
              and w.level = i.item ->> 'level'
              and not exists (
                select
                from overturns v
                where v.revocation_id = w.revocation_id
                  and v.recorded_at <= prior_observations.at
              )
            ))
        );
    end
  `);
}

/** What the new team reads of those contracts, whose row security does not know them: no comment, and nothing that was taken back. */
async function readingPrior(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.prior_learning(wanted uuid) returns table (
      contract_id uuid, starts_on date, until_day date, employer_id uuid, employer_name text, training_centre_id uuid,
      training_centre_name text, ladder_id uuid, titles jsonb, standing json, tallies json
    )
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
      select p.id as contract_id, p.starts_on, p.held_until as until_day, e.id as employer_id, e.name as employer_name,
        t.id as training_centre_id, t.name as training_centre_name, p.ladder_id,
        (
          select coalesce(jsonb_object_agg(k.competency ->> 'code', k.competency ->> 'title'), '{}')
          from jsonb_path_query(f.blocks, '$[*].competencies[*]') as k (competency)
        ) as titles,
        g.state as standing, g.tallies
      from app.prior_contracts(prior_learning.wanted, 'infinity') k
      join contracts p on p.id = k.contract_id
      join organisations e on e.id = p.employer_id
      join organisations t on t.id = p.training_centre_id
      join ladders l on l.id = p.ladder_id
      join frameworks f on f.id = l.framework_id
      left join progress g on g.contract_id = p.id;
    end
  `);
  // What a move to another ladder left behind was signed all the same; a competency is called as on the ladder of its time.
  await runner.query(`
    create function app.prior_facts(wanted uuid, after_fact uuid, at_most integer) returns table (
      id uuid, kind text, contract_id uuid, observed_on date, recorded_at timestamptz, author_id uuid, given_name text,
      family_name text, items jsonb
    )
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
      with facts as (
        select o.id, 'observation' as kind, o.contract_id, o.sequence, o.observed_on, o.recorded_at,
          o.observer_id as author_id, o.items
        from app.prior_contracts(prior_facts.wanted, 'infinity') k
        join observations o on o.contract_id = k.contract_id
        where (prior_facts.after_fact is null or o.id > prior_facts.after_fact)
          and not app.is_withdrawn(o.id, o.items)
        union all
        select s.id, 'sign_off' as kind, s.contract_id, s.sequence, s.observed_on, s.recorded_at, s.signer_id as author_id,
          jsonb_build_array(
            jsonb_build_object('competency', s.competency, 'level', s.level, 'outcome', s.outcome)
          ) as items
        from app.prior_contracts(prior_facts.wanted, 'infinity') k
        join sign_offs s on s.contract_id = k.contract_id
        where (prior_facts.after_fact is null or s.id > prior_facts.after_fact)
          and not app.is_taken_back(s.id, s.contract_id, case
            when exists (select from ladder_changes x where x.contract_id = s.contract_id and x.sequence > s.sequence) then ''
            else s.outcome
          end)
        order by 1
        limit prior_facts.at_most
      )
      select f.id, f.kind, f.contract_id, f.observed_on, f.recorded_at, f.author_id, a.given_name, a.family_name, (
        select jsonb_agg(jsonb_build_object(
          'competency', i.item -> 'competency',
          'title', jsonb_path_query_first(
            d.blocks, '$[*].competencies[*] ? (@.code == $code).title', jsonb_build_object('code', i.item -> 'competency')
          ),
          'level', i.item -> 'level',
          'outcome', i.item -> 'outcome'
        ) order by i.place)
        from jsonb_array_elements(f.items) with ordinality as i (item, place)
        where not exists (
          select
          from observation_withdrawals w
          where w.observation_id = f.id
            and w.competency = i.item ->> 'competency'
            and w.level = i.item ->> 'level'
            and not exists (select from overturns v where v.revocation_id = w.revocation_id)
        )
      ) as items
      from facts f
      join people a on a.id = f.author_id
      -- Each by its key, however many facts the planner expects.
      cross join lateral (select c.ladder_id from contracts c where c.id = f.contract_id offset 0) p
      join ladders l on l.id = coalesce((
        select x.from_ladder_id
        from ladder_changes x
        where x.contract_id = f.contract_id
          and x.sequence > f.sequence
        order by x.sequence
        limit 1
      ), p.ladder_id)
      join frameworks d on d.id = l.framework_id;
    end
  `);
}

/** The acts, recorded late, that say of a day what was not known when a fact of that day was recorded. */
async function contesting(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function app.held_then(wanted uuid, person uuid, on_day date, roles text[], up_to text) returns boolean
    language sql stable
    begin atomic
      select exists (
        select
        from mandates m
        join contracts c on c.id = m.contract_id
        join ladders l on l.id = c.ladder_id
        where m.contract_id = held_then.wanted
          and m.person_id = held_then.person
          and m.role = any (held_then.roles)
          and daterange(m.from_day, m.until_day) @> held_then.on_day
          and (held_then.up_to is null or m.max_level is null or m.max_level = held_then.up_to or (
            select a.place < b.place
            from jsonb_array_elements(l.levels) with ordinality as a (level, place)
            cross join jsonb_array_elements(l.levels) with ordinality as b (level, place)
            where a.level ->> 'code' = held_then.up_to
              and b.level ->> 'code' = m.max_level
          ))
      );
    end
  `);
  // The days that the last end took from a mandate, where it was recorded after the first of them.
  await runner.query(`
    create function app.contesting_ends(wanted uuid)
      returns table (sequence bigint, recorded_at timestamptz, person_id uuid, role text, days daterange)
    language sql stable
    begin atomic
      select e.sequence, m.ended_recorded_at as recorded_at, m.person_id, m.role,
        daterange(m.until_day, m.planned_until_day) as days
      from mandates m
      cross join lateral (
        select max(e.sequence) as sequence
        from events e
        where e.contract_id = m.contract_id
          and e.type = 'mandate.ended'
          and e.data ->> 'mandateId' = m.id::text
      ) e
      where m.contract_id = contesting_ends.wanted
        and m.ended_recorded_at is not null
        and m.until_day < (m.ended_recorded_at at time zone 'Europe/Paris')::date;
    end
  `);
  // Of one fact: \`day\`, that it speaks of; \`recorded_on\`, of its recording, null where that needs no mandate; \`roles\` and
  // \`up_to\`, what its author had to hold. Who held another such mandate that day is not contested.
  await runner.query(`
    create function app.contesting_acts(
      wanted uuid, told bigint, author uuid, day date, recorded_on date, roles text[], up_to text
    )
      returns table (sequence bigint, recorded_at timestamptz)
    language sql stable
    begin atomic
      select s.sequence, s.recorded_at
      from app.contesting_steps(contesting_acts.wanted) s
      where s.sequence > contesting_acts.told
        and s.days @> contesting_acts.day
      union all
      select e.sequence, e.recorded_at
      from app.contesting_ends(contesting_acts.wanted) e
      where e.sequence > contesting_acts.told
        and e.person_id = contesting_acts.author
        and e.role = any (contesting_acts.roles)
        and (
          (e.days @> contesting_acts.day and not app.held_then(
            contesting_acts.wanted, contesting_acts.author, contesting_acts.day, contesting_acts.roles,
            contesting_acts.up_to
          ))
          or (e.days @> contesting_acts.recorded_on and not app.held_then(
            contesting_acts.wanted, contesting_acts.author, contesting_acts.recorded_on, contesting_acts.roles,
            contesting_acts.up_to
          ))
        );
    end
  `);
}

const ACTS_BEFORE = `
  select c.sequence, c.recorded_at
  from app.contesting_steps(contested_facts.wanted) c
  where c.sequence > f.sequence
    and c.days @> f.day
`;
const ACTS = `
  select c.sequence, c.recorded_at
  from app.contesting_acts(
    contested_facts.wanted, f.sequence, f.author_id, f.day, f.recorded_on, f.roles, f.up_to
  ) c
`;

const OBSERVATION_GONE_BEFORE = `exists (select from observation_withdrawals w where w.observation_id = o.id)`;
const SIGN_OFF_GONE_BEFORE = `
  (exists (select from overturns v where v.sign_off_id = s.id) or exists (
    select from revocations t
    where t.sign_off_id = s.id
      and not exists (select from overturns v where v.revocation_id = t.id)
  ))
`;
const DECISION_GONE_BEFORE = `exists (select from overturns v where v.level_decision_id = l.id)`;

interface Contested {
  readonly acts: string;
  readonly observationGone: string;
  readonly signOffGone: string;
  readonly decisionGone: string;
}
const CONTESTED: Contested = {
  acts: ACTS,
  observationGone: `app.is_withdrawn(f.id, f.items)`,
  signOffGone: `app.is_taken_back(f.id, contested_facts.wanted, f.said)`,
  decisionGone: `app.is_void(f.id, contested_facts.wanted, f.said)`,
};
const CONTESTED_BEFORE: Contested = {
  acts: ACTS_BEFORE,
  observationGone: OBSERVATION_GONE_BEFORE.replaceAll('o.id', 'f.id'),
  signOffGone: SIGN_OFF_GONE_BEFORE.replaceAll('s.id', 'f.id'),
  decisionGone: DECISION_GONE_BEFORE.replaceAll('l.id', 'f.id'),
};

/** Recorded before such an act, of a day that it took out; with the ruling on it. What was taken back meanwhile awaits none. */
async function contested(
  runner: QueryRunner,
  { acts, observationGone, signOffGone, decisionGone }: Contested,
): Promise<void> {
  await runner.query(`
    create or replace function app.contested_facts(wanted uuid) returns table (
      kind text, id uuid, sequence bigint, day date, author_id uuid, step bigint, since timestamptz, ruling_id uuid
    )
    language sql stable
    begin atomic
      select f.kind, f.id, f.sequence, f.day, f.author_id, p.sequence as step, p.recorded_at as since, r.id as ruling_id
      from (
        select 'observation' as kind, o.id, o.sequence, o.observed_on as day, o.observer_id as author_id,
          null::date as recorded_on, array['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'] as roles,
          null::text as up_to, null::text as said, o.items
        from observations o
        where o.contract_id = contested_facts.wanted
        union all
        select 'sign_off' as kind, s.id, s.sequence, s.observed_on as day, s.signer_id as author_id,
          (s.recorded_at at time zone 'Europe/Paris')::date as recorded_on,
          array['main_tutor', 'co_tutor', 'substitute'] as roles, s.level as up_to, s.outcome as said, null::jsonb as items
        from sign_offs s
        where s.contract_id = contested_facts.wanted
        union all
        select 'level_decision' as kind, l.id, l.sequence, (l.recorded_at at time zone 'Europe/Paris')::date as day,
          l.decided_by as author_id, null::date as recorded_on,
          case l.capacity when 'referent' then array['referent'] else array['main_tutor', 'co_tutor'] end as roles,
          null::text as up_to, l.decision as said, null::jsonb as items
        from level_decisions l
        where l.contract_id = contested_facts.wanted
      ) f
      cross join lateral (
        select a.sequence, a.recorded_at
        from (${acts}) a
        order by a.sequence desc
        limit 1
      ) p
      left join lateral (
        select g.id
        from contested_fact_rulings g
        where g.contract_id = contested_facts.wanted
          and coalesce(g.observation_id, g.sign_off_id, g.level_decision_id) = f.id
          and g.step >= p.sequence
        limit 1
      ) r on true
      where r.id is not null or not case f.kind
        when 'observation' then ${observationGone}
        when 'sign_off' then ${signOffGone}
        else ${decisionGone}
      end;
    end
  `);
}
