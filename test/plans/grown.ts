import type pg from 'pg';
import { FACT_COLUMNS, PLAINEST, type Described } from '../schema/small-world.js';

/** What every contract refers to, and nobody copies. */
const SHARED = ['ladders', 'ladder_mappings', 'frameworks', 'signing_keys', 'migrations', 'personal_data'];
const SHARED_IDS = ['ladder_id', 'framework_id'];

/**
 * Each row of the generated database so many times more, with ids of its own that refer to each other as the first do:
 * the planner sees as many centres, in a tenth of the time that generating them takes. Then rows in the tables that
 * the generator leaves empty: as `FILL` says, and of any other fact one for each contract. Whoever calls it analyzes.
 */
export async function grow(owner: pg.Client, copies: number): Promise<void> {
  const { rows } = await owner.query<{ table: string; columns: { name: string; type: string }[] }>(`
    select c.relname as table, json_agg(json_build_object('name', a.attname, 'type', a.atttypid::regtype) order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples <> 0
    group by c.relname
  `);
  // Neither foreign keys nor triggers: what is copied was checked before.
  await owner.query('begin; set local session_replication_role = replica');
  for (const { table, columns } of rows.filter((one) => !SHARED.includes(one.table))) {
    const values = columns.map(({ name, type }) => {
      if (type === 'uuid' && !SHARED_IDS.includes(name)) {
        return `overlay(t.${name}::text placing substr(md5(t.${name}::text || k), 1, 12) from 25)::uuid`;
      }
      return name === 'email' ? `k || t.${name}` : `t.${name}`;
    });
    const names = columns.map(({ name }) => name).join(', ');
    await owner.query(
      `insert into ${table} (${names}) select ${values.join(', ')} from ${table} t, generate_series(1, ${copies}) k order by k, 1`,
    );
  }
  for (const statement of FILL) await owner.query(statement);
  await fillRest(owner);
  await owner.query('commit');
}

/** Fills a table with the plainest values, and with what the contract has. */
async function fillRest(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string; columns: Described[] }>(FACT_COLUMNS);
  for (const { name, columns } of rows) {
    const { rowCount } = await owner.query(`select from ${name} limit 1`);
    if (rowCount) continue;
    const values = columns.map(valueOf);
    await owner.query(
      `insert into ${name} (${columns.map(({ column }) => column).join(', ')})
       select ${values.join(', ')} from contracts c where num_nulls(${values.join(', ')}) = 0 on conflict do nothing`,
    );
  }
}

const STAMPED: Readonly<Record<string, string>> = {
  id: 'gen_random_uuid()',
  contract_id: 'c.id',
  sequence: '700000',
  recorded_at: `timestamptz '2025-06-02'`,
};

const valueOf = ({ column, type, refers }: Described): string =>
  STAMPED[column] ??
  (refers === 'people'
    ? 'c.alternant_id'
    : refers === null
      ? `'${Array.isArray(PLAINEST[type]) ? '{}' : String(PLAINEST[type])}'::${type}`
      : `(select r.id from ${refers} r where r.contract_id = c.id limit 1)`);

const FILL = [
  `insert into erasures (id, person_id, reason, asked_by, asked_at, due_at)
   select gen_random_uuid(), p.id, 'essai', p.id, '2025-06-01', '2999-01-01' from people p`,
  `insert into file_reads (id, person_id, reader_id, kind, of_contract, read_on, first_at)
   select gen_random_uuid(), c.alternant_id, gen_random_uuid(), 'ladder', c.id, date '2025-06-01' + n, '2025-06-01'
   from contracts c, generate_series(1, 3) n`,
  `insert into issued_reports (hash, report_on, sequence, issued_at)
   select sha256(n::text::bytea), '2025-06-01', n, '2025-06-01' from generate_series(1, 2000) n`,
  `insert into sessions (id, account_id, client_kind, started_at, last_used_at, expires_at)
   select gen_random_uuid(), a.id, 'unknown', '2025-06-01', '2025-06-01', '2999-01-01'
   from accounts a cross join generate_series(1, 3)`,
  `insert into calendar_links (id, account_id, name, token_hash, created_at)
   select gen_random_uuid(), a.id, 'essai', sha256(gen_random_uuid()::text::bytea), '2025-06-01'
   from accounts a cross join generate_series(1, 3)`,
  `insert into account_links (id, account_id, purpose, token_hash, created_at, expires_at)
   select gen_random_uuid(), a.id, 'reset', sha256(gen_random_uuid()::text::bytea), '2025-06-01', '2999-01-01'
   from accounts a cross join generate_series(1, 3)`,
  `insert into guest_links
     (id, contract_id, purpose, person_id, given_name, family_name, email, token_hash, issued_by, issued_at, expires_at, sends, last_sent_at)
   select gen_random_uuid(), c.id, 'legal_representative', s.recorded_by, 'Nadia', 'Moreau', 'n@exemple.test',
     sha256(gen_random_uuid()::text::bytea), s.recorded_by, '2025-06-01', '2025-06-08', 1, '2025-06-01'
   from contracts c
   join contract_steps s on s.contract_id = c.id and s.kind = 'created' and s.recorded_by is not null
   where s.recorded_by <> c.alternant_id`,
  `insert into refresh_tokens (id, account_id, family_id, token_hash, created_at, expires_at)
   select gen_random_uuid(), a.id, gen_random_uuid(), sha256(a.id::text::bytea), '2025-06-01', '2999-01-01' from accounts a`,
  `insert into idempotency_keys (caller_id, key, request_hash, status, headers, expires_at, sealed_body)
   select a.id, gen_random_uuid()::text, '\\x00', 200, '{}', '2999-01-01', '\\x00' from accounts a`,
  `insert into sign_in_failures (key, failures, first_at, last_at)
   select a.email, 1, '2998-01-01', '2999-01-01' from accounts a`,
  `insert into invitations (id, email, organisation_id, role, person_id, token_hash, invited_by, created_at, expires_at)
   select gen_random_uuid(), a.email, m.organisation_id, m.role, a.person_id, sha256(a.id::text::bytea), a.person_id, '2025-06-01', '2999-01-01'
   from accounts a join memberships m on m.person_id = a.person_id where m.organisation_id is not null on conflict do nothing`,
  // A twin of each tutor was merged, and told apart again.
  `insert into person_merges (id, kept_id, duplicate_id, reason, merged_by, merged_at, moved, undone_by, undone_at)
   select gen_random_uuid(), a.person_id, b.person_id, 'doublon', a.person_id, '2025-06-01', '[]', a.person_id, '2025-06-02'
   from (select a.person_id, lead(a.person_id) over (order by a.id) as other from accounts a) a
   join accounts b on b.person_id = a.other`,
  `insert into person_merge_moves (merge_id, row_id, contract_id, moved_at, returned_at)
   select g.id, m.id, m.contract_id, '2025-06-01', '2025-06-02'
   from person_merges g join mandates m on m.person_id = g.kept_id`,
  `insert into api_clients (id, organisation_id, name, scopes, created_by, created_at)
   select gen_random_uuid(), m.organisation_id, 'SIRH', '{contracts:read}', m.person_id, '2025-06-01'
   from memberships m where m.organisation_id is not null`,
  `insert into api_client_secrets (id, client_id, secret_hash, created_by, created_at)
   select gen_random_uuid(), c.id, sha256(c.id::text::bytea), c.created_by, '2025-06-01' from api_clients c`,
  `insert into api_client_grants (id, client_id, organisation_id, asked_by, asked_at, accepted_by, accepted_at)
   select gen_random_uuid(), c.id, o.id, c.created_by, '2025-06-01', m.person_id, '2025-06-02'
   from api_clients c
   cross join lateral (select o.id from organisations o where o.id <> c.organisation_id order by o.id limit 2) o
   join memberships m on m.organisation_id = o.id and m.role in ('hr', 'centre_admin')
   on conflict do nothing`,
  `insert into tutor_proofs (id, person_id, employer_id, kind, months, framework_code, checked_on, recorded_at, recorded_by)
   select gen_random_uuid(), m.person_id, c.employer_id, 'experience', 30, 'DEAS', '2025-06-01', '2025-06-01', c.alternant_id
   from mandates m join contracts c on c.id = m.contract_id where m.role = 'main_tutor'`,
  `insert into tutor_branch_rules (id, idcc, from_day, apprentices, source, recorded_at, recorded_by)
   select gen_random_uuid(), lpad(n::text, 4, '0'), '2020-01-01', 3, 'Accord', '2025-06-01', (select a.person_id from accounts a limit 1)
   from generate_series(1, 200) n`,
  `insert into employer_proposals (id, organisation_id, training_centre_id, proposed_by, proposed_at)
   select gen_random_uuid(), e.id, c.id, (select a.person_id from accounts a limit 1), '2025-06-01'
   from organisations e cross join organisations c
   where e.kind = 'employer' and c.kind = 'training_centre' limit 2000`,
  `insert into proposed_tutors (id, proposal_id, person_id, proposed_by, proposed_at, decided_as, decided_by, decided_at)
   select gen_random_uuid(), p.id, a.person_id, a.person_id, '2025-06-01', 'accepted', a.person_id, '2025-06-02'
   from (select row_number() over (order by a.id) as n, a.person_id from accounts a) a
   join (select row_number() over (order by p.id) as n, p.id from employer_proposals p) p on p.n = a.n`,
  `insert into prospect_agreements
     (id, contract_id, agreed_by, agreed_at, text_version, departments, structure_types, hidden_from, shows_family_name,
      shows_own_employer, until_day)
   select gen_random_uuid(), c.id, c.alternant_id, '2025-06-01', 1, '{75}', '{EHPAD}', '{}', false, false, '2026-06-01' from contracts c`,
  `insert into prospect_views
     (id, agreement_id, contract_id, prospect_id, employer_id, viewed_by, viewed_on, first_at)
   select gen_random_uuid(), a.id, a.contract_id, gen_random_uuid(), c.employer_id, a.agreed_by, '2025-06-02', '2025-06-02'
   from prospect_agreements a join contracts c on c.id = a.contract_id`,
  `insert into prospect_contacts (id, agreement_id, contract_id, prospect_id, employer_id, asked_by, asked_at, words)
   select gen_random_uuid(), v.agreement_id, v.contract_id, v.prospect_id, v.employer_id, v.viewed_by, '2025-06-02', 'Bonjour'
   from prospect_views v`,
  `insert into prospect_contact_decisions (id, contact_id, contract_id, party, decision, decided_by, decided_at)
   select gen_random_uuid(), k.id, k.contract_id, 'training_centre', 'passed_on', k.asked_by, '2025-06-03' from prospect_contacts k`,
  `insert into mandate_absences (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by)
   select gen_random_uuid(), m.id, m.contract_id, m.from_day, m.from_day + 7, 100000, '2025-06-01', m.person_id from mandates m`,
  `insert into contract_external_ids (contract_id, organisation_id, external_id)
   select c.id, o.id, o.id::text || c.id::text from contracts c, lateral (values (c.employer_id), (c.training_centre_id)) o (id) on conflict do nothing`,
  `insert into mandate_external_ids (mandate_id, organisation_id, external_id)
   select m.id, c.employer_id, m.id::text from mandates m join contracts c on c.id = m.contract_id`,
  `insert into contract_confirmations
     (id, contract_id, organisation_id, duplicate_id, sequence, recorded_at, recorded_by)
   select gen_random_uuid(), c.id, c.employer_id, d.id, 600000, '2025-06-01', c.alternant_id
   from contracts c cross join lateral (select x.id from contracts x where x.id > c.id order by x.id limit 1) d`,
  `insert into contract_check_overrides
     (id, contract_id, organisation_id, code, basis, reason, sequence, recorded_at, recorded_by)
   select gen_random_uuid(), c.id, c.employer_id, 'contract_short', 'jours', 'autre', 610000, '2025-06-01', c.alternant_id from contracts c`,
  `insert into contract_check_override_withdrawals (id, override_id, contract_id, reason, sequence, recorded_at, recorded_by)
   select gen_random_uuid(), o.id, o.contract_id, 'autre', 610001, '2025-06-02', o.recorded_by from contract_check_overrides o`,
  `insert into contract_confirmation_withdrawals (id, confirmation_id, contract_id, sequence, recorded_at, recorded_by)
   select gen_random_uuid(), x.id, x.contract_id, 600001, '2025-06-02', x.recorded_by from contract_confirmations x`,
  `insert into contract_amendments
     (id, contract_id, sequence, recorded_at, recorded_by, side, number, effective_on, weekly_minutes, reason)
   select gen_random_uuid(), c.id, 600002, '2025-06-01', c.alternant_id, 'employer', 1, '2025-10-01', 2100, 'Horaires'
   from contracts c`,
  `insert into contract_amendment_papers (id, amendment_id, contract_id, sequence, recorded_at, recorded_by, members)
   select gen_random_uuid(), a.id, a.contract_id, a.sequence, a.recorded_at, a.recorded_by, '{"training.hours": 900}'
   from contract_amendments a`,
  `insert into contract_amendment_answers
     (id, amendment_id, contract_id, sequence, recorded_at, recorded_by, kind, party, signed_on, is_for_all, completes)
   select gen_random_uuid(), a.id, a.contract_id, 600003, '2025-06-02', a.recorded_by, 'signed', 'employer',
     '2025-06-02', true, true
   from contract_amendments a`,
  `insert into transfer_answers
     (id, amendment_id, contract_id, employer_id, recorded_at, recorded_by, kind, reason)
   select gen_random_uuid(), a.id, a.contract_id, c.employer_id, a.recorded_at, a.recorded_by, 'refused', 'Non'
   from contract_amendments a join contracts c on c.id = a.contract_id`,
  `insert into resumptions (id, contract_id, sequence, recorded_at, recorded_by, on_day)
   select gen_random_uuid(), m.contract_id, 100001, '2025-06-01', m.person_id, m.from_day from mandates m where m.role = 'main_tutor' on conflict do nothing`,
  `insert into assignments (id, contract_id, sequence, recorded_at, assigned_by, mission, from_day)
   select gen_random_uuid(), m.contract_id, 100002 + n, '2025-06-01', m.person_id, 'meal', m.from_day
   from mandates m, generate_series(1, 3) n where m.role = 'main_tutor' on conflict do nothing`,
  `insert into mandate_absence_ends (id, absence_id, contract_id, until_day, sequence, recorded_at, recorded_by)
   select gen_random_uuid(), a.id, a.contract_id, a.from_day + 3, 700000 + row_number() over (), '2025-06-02', a.recorded_by
   from mandate_absences a`,
  `insert into resumption_withdrawals (id, resumption_id, contract_id, sequence, recorded_at, withdrawn_by, reason)
   select gen_random_uuid(), r.id, r.contract_id, 800000 + r.sequence, '2025-06-02', r.recorded_by, 'autre' from resumptions r`,
  `insert into assignment_ends (id, assignment_id, contract_id, sequence, recorded_at, ended_by, until_day)
   select gen_random_uuid(), a.id, a.contract_id, 800000 + a.sequence, '2025-06-02', a.assigned_by, a.from_day + 30
   from assignments a where a.sequence % 2 = 0`,
  `insert into concerns (id, contract_id, sequence, recorded_at, raised_by, severity, missions, text)
   select gen_random_uuid(), m.contract_id, 100010 + n, '2025-06-01', m.person_id, 'high', '{meal}', 'inquiétude'
   from mandates m, generate_series(1, 2) n where m.role = 'main_tutor' on conflict do nothing`,
  `insert into concern_reviews (id, concern_id, contract_id, sequence, recorded_at, reviewed_by, text)
   select gen_random_uuid(), k.id, k.contract_id, 100000 + k.sequence, '2025-06-02', k.raised_by, 'revu'
   from concerns k where k.sequence % 2 = 0 on conflict do nothing`,
  `insert into contract_groups (id, contract_id, sequence, recorded_at, recorded_by, group_name)
   select gen_random_uuid(), c.id, 900000 + n, '2025-06-01', c.alternant_id, 'Groupe ' || n from contracts c, generate_series(1, 2) n`,
  `insert into contract_forms (id, contract_id, sequence, recorded_at, recorded_by, content, changed, by_amendment)
   select gen_random_uuid(), c.id, 910000 + n, '2025-06-01', c.alternant_id, '{"terms": {"weeklyMinutes": 2100}}', '{terms.weeklyMinutes}', false
   from contracts c, generate_series(1, 3) n`,
  `insert into contract_calendars (id, contract_id, sequence, recorded_at, recorded_by, patterns, items, source)
   select gen_random_uuid(), c.id, 920000 + n, '2025-06-01', c.alternant_id, '[]', '[]', 'stated'
   from contracts c, generate_series(1, 2) n`,
  `insert into contract_absences
     (id, absence_id, contract_id, organisation_id, sequence, recorded_at, recorded_by, from_day, until_day, kind, is_withdrawn)
   select a.id, a.id, c.id, c.employer_id, 930000 + n, '2025-06-01', c.alternant_id, c.starts_on + n, c.starts_on + n + 2, 'leave', false
   from contracts c, generate_series(1, 3) n, lateral (select gen_random_uuid() where n > 0 and c.id is not null) a (id)`,
  `insert into placement_versions
     (id, placement_id, contract_id, sequence, recorded_at, recorded_by, kind, host_id, host_name, structure_type, from_day, until_day, is_withdrawn)
   select gen_random_uuid(), gen_random_uuid(), c.id, 935000 + n, '2025-06-01', c.alternant_id, 'host_company',
     case when n = 1 and right(c.id::text, 1) = '0' then c.employer_id end, 'Hôte ' || n, 'EHPAD', c.starts_on + 20 * n, c.starts_on + 20 * n + 10, false
   from contracts c, generate_series(1, 2) n`,
  `insert into placements (id, contract_id, kind, host_id, from_day, until_day, is_withdrawn)
   select v.placement_id, v.contract_id, v.kind, v.host_id, v.from_day, v.until_day, v.is_withdrawn from placement_versions v`,
  `insert into level_credentials
     (id, contract_id, ladder_id, level, shown_name, achieved_at, issued_at, status_list, status_index)
   select gen_random_uuid(), c.id, c.ladder_id, 'observation', 'none', '2025-06-01', '2025-06-01',
     1 + (n / 60000)::int, (n % 60000)::int
   from (select x.id, x.ladder_id, row_number() over () as n from contracts x) c`,
  `insert into credential_keys (kid, created_at, public_key, sealed_key) values ('k', '2025-06-01', '{}', '\\x00')`,
  `insert into contract_outcomes (id, contract_id, sequence, recorded_at, recorded_by, side, stage, situation)
   select gen_random_uuid(), c.id, 945000 + n, '2025-06-01', c.alternant_id, 'alternant', 'end', 'none'
   from contracts c, generate_series(1, 2) n`,
  `insert into contract_deposits (id, contract_id, sequence, recorded_at, recorded_by, on_day)
   select gen_random_uuid(), c.id, 940000 + n, '2025-06-01', c.alternant_id, c.starts_on + n from contracts c, generate_series(1, 2) n`,
  `insert into journal_entries
     (id, contract_id, sequence, recorded_at, recorded_by, on_day, mission, minutes, beyond_entitlement, reasons)
   select gen_random_uuid(), c.id, 300000 + n, '2025-06-01', c.alternant_id, c.starts_on + n, 'meal', 30, n % 2 = 0,
     case when n % 2 = 0 then '{level_locked}'::text[] else '{}' end
   from contracts c, generate_series(1, 4) n`,
  `insert into journal_entry_steps (id, journal_entry_id, contract_id, sequence, recorded_at, recorded_by, kind)
   select gen_random_uuid(), j.id, j.contract_id, 100000 + j.sequence, '2025-06-02', m.person_id, 'acknowledged'
   from journal_entries j
   join mandates m on m.contract_id = j.contract_id and m.role = 'main_tutor' and m.until_day is null
   where j.sequence % 2 = 0 on conflict do nothing`,
  `insert into plan_items (id, contract_id, sequence, recorded_at, recorded_by, horizon, mission, competencies, place, by_day)
   select gen_random_uuid(), m.contract_id, 500000 + n, '2025-06-01', m.person_id, 'short', 'meal', '[]', 'employer', m.from_day + n
   from mandates m, generate_series(1, 3) n where m.role = 'main_tutor' on conflict do nothing`,
  `insert into plan_item_withdrawals (id, plan_item_id, contract_id, sequence, recorded_at, recorded_by, reason)
   select gen_random_uuid(), p.id, p.contract_id, 100000 + p.sequence, '2025-06-02', p.recorded_by, 'autre'
   from plan_items p where p.sequence % 3 = 0 on conflict do nothing`,
  `insert into self_assessments (id, contract_id, sequence, recorded_at, assessed_by, on_day, items)
   select gen_random_uuid(), c.id, 100030 + n, '2025-06-01', c.alternant_id, '2025-06-01',
     '[{"competency": "C1", "level": "observation", "rating": "alone", "comment": null}]'
   from contracts c, generate_series(1, 2) n on conflict do nothing`,
  `insert into attestations (id, contract_id, sequence, recorded_at, recorded_by, prerequisite, from_day)
   select gen_random_uuid(), m.contract_id, 100020 + n, '2025-06-01', m.person_id, 'afgsu_2', m.from_day
   from mandates m, generate_series(1, 2) n where m.role = 'main_tutor' on conflict do nothing`,
  `insert into attestation_proofs (id, attestation_id, contract_id, sequence, reference, recorded_at, recorded_by)
   select gen_random_uuid(), a.id, a.contract_id, a.sequence, 'AFGSU2-0142', a.recorded_at, a.recorded_by
   from attestations a on conflict do nothing`,
  `insert into attestation_withdrawals (id, attestation_id, contract_id, sequence, recorded_at, recorded_by)
   select gen_random_uuid(), a.id, a.contract_id, 100000 + a.sequence, '2025-06-02', a.recorded_by
   from attestations a where a.sequence % 2 = 0 on conflict do nothing`,
  `insert into employer_declarations (id, employer_id, ladder_id, missions, declared_on, recorded_at, recorded_by)
   select gen_random_uuid(), c.employer_id, c.ladder_id, '{mob_03}', '2025-06-01', '2025-06-01', c.alternant_id
   from contracts c`,
  `insert into employer_declaration_withdrawals (id, declaration_id, recorded_at, recorded_by)
   select gen_random_uuid(), d.id, '2025-06-02', d.recorded_by from employer_declarations d`,
  `insert into evidence (id, contract_id, sequence, recorded_at, added_by, media_type, size, sha256, warning_version)
   select gen_random_uuid(), m.contract_id, 100020 + n, '2025-06-01', m.person_id, 'image/jpeg', 9, sha256('x'), 1
   from mandates m, generate_series(1, 2) n where m.role = 'main_tutor' on conflict do nothing`,
  `insert into evidence_withdrawals (id, evidence_id, contract_id, sequence, recorded_at, withdrawn_by, reason)
   select gen_random_uuid(), e.id, e.contract_id, 100000 + e.sequence, '2025-06-02', e.added_by, 'un visage'
   from evidence e where e.sequence % 2 = 0 on conflict do nothing`,
  `insert into review_rules (id, training_centre_id, kind, first_months, every_months, from_day, recorded_at, recorded_by)
   select gen_random_uuid(), o.id, k.kind, 2, 6, '2025-06-01', '2025-06-01', p.id
   from organisations o cross join (values ('review'), ('visit')) k (kind) cross join (select q.id from people q limit 1) p
   where o.kind = 'training_centre'`,
  `insert into reviews (id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, mode)
   select gen_random_uuid(), c.id, 950000 + n, '2025-06-01', c.alternant_id, 'review', c.starts_on + 30 * n, 'centre'
   from contracts c, generate_series(1, 3) n`,
  `insert into review_steps (id, review_id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, mode)
   select gen_random_uuid(), r.id, r.contract_id, 950010 + r.sequence, '2025-06-02', r.recorded_by, 'held', r.on_day, 'centre'
   from reviews r where r.sequence % 3 > 0`,
  `insert into review_sections (id, review_id, contract_id, sequence, recorded_at, written_by, part, items)
   select gen_random_uuid(), s.review_id, s.contract_id, 100 + s.sequence, '2025-06-02', s.recorded_by, 'alternant',
     '[{"topic": "experience", "text": "bien"}]'
   from review_steps s`,
  `insert into review_answers (id, review_id, contract_id, sequence, recorded_at, answered_by, part, as_of, agrees)
   select gen_random_uuid(), s.review_id, s.contract_id, 100 + s.sequence, '2025-06-02', s.written_by, 'alternant', s.sequence, true
   from review_sections s where s.sequence % 2 = 0`,
  `insert into ladder_mappings (id, from_ladder_id, to_ladder_id, competencies, levels, created_by, created_at)
   select gen_random_uuid(), a.id, b.id, '[]', '[]', p.id, '2025-06-01'
   from ladders a join ladders b on a.id <> b.id cross join (select q.id from people q limit 1) p
   where a.published_at is not null and b.published_at is not null`,
  `insert into ladder_changes (id, contract_id, sequence, recorded_at, recorded_by, mapping_id, from_ladder_id, to_ladder_id, ended_missions)
   select gen_random_uuid(), c.id, 100020, '2025-06-01', c.alternant_id, m.id, m.from_ladder_id, m.to_ladder_id, '{}'
   from contracts c join ladder_mappings m on m.to_ladder_id = c.ladder_id on conflict do nothing`,
  `insert into revocations (id, sign_off_id, contract_id, sequence, recorded_at, revoked_by, reason_code, reason)
   select gen_random_uuid(), s.id, s.contract_id, 200000 + s.sequence, '2025-06-01', s.signer_id, 'other', 'autre'
   from sign_offs s where s.outcome = 'not_yet' on conflict do nothing`,
  `insert into disputes (id, contract_id, sequence, recorded_at, opened_by, on_behalf_of, sign_off_id, attempt, grounds)
   select gen_random_uuid(), s.contract_id, 400000 + s.sequence, '2025-06-01', s.signer_id, 'legal_representative', s.id, 0, 'non'
   from sign_offs s where s.outcome = 'not_yet' on conflict do nothing`,
  `insert into dispute_endings (id, dispute_id, contract_id, sequence, recorded_at, ended_by, ending, reason)
   select gen_random_uuid(), d.id, d.contract_id, 100000 + d.sequence, '2025-06-02', d.opened_by, 'fact_stands', 'revu'
   from disputes d where d.sequence % 2 = 0 on conflict do nothing`,
  `insert into overturns (id, contract_id, sequence, recorded_at, overturned_by, revocation_id)
   select gen_random_uuid(), r.contract_id, 600000 + r.sequence, '2025-06-02', r.revoked_by, r.id
   from revocations r where r.sequence % 7 = 0 on conflict do nothing`,
  `insert into contested_fact_rulings (id, contract_id, sequence, recorded_at, ruled_by, observation_id, step, ruling, reason)
   select gen_random_uuid(), o.contract_id, 700000 + o.sequence, '2025-06-02', o.observer_id, o.id, 1, 'fact_stands', 'revu'
   from observations o where o.sequence % 7 = 0 on conflict do nothing`,
  `insert into sent_facts (person_id, client_id, request_hash, sign_off_id)
   select s.signer_id, s.id::text, '\\x00', s.id from sign_offs s`,
  `insert into observation_withdrawals (id, observation_id, contract_id, sequence, recorded_at, withdrawn_by, reason)
   select gen_random_uuid(), o.id, o.contract_id, 200000 + o.sequence, '2025-06-01', o.observer_id, 'autre'
   from observations o where o.sequence % 5 = 0 on conflict do nothing`,
  `insert into sign_off_requests (id, contract_id, sequence, recorded_at, asked_by, items)
   select gen_random_uuid(), c.id, 300000 + n, '2025-06-01', c.alternant_id,
     jsonb_build_array(jsonb_build_object('competency', 'C1', 'level', p.current_level))
   from contracts c join progress p on p.contract_id = c.id, generate_series(1, 4) n`,
  `insert into sign_off_request_claims (id, request_id, contract_id, sequence, recorded_at, claimed_by, attempt)
   select gen_random_uuid(), r.id, r.contract_id, 100000 + r.sequence, '2025-06-01', m.person_id, 0
   from sign_off_requests r join mandates m on m.contract_id = r.contract_id and m.role = 'main_tutor'
   where r.sequence % 2 = 0 on conflict do nothing`,
  `insert into sign_off_request_ends (id, request_id, contract_id, sequence, recorded_at, ended_by, ended_as)
   select gen_random_uuid(), r.id, r.contract_id, 200000 + r.sequence, '2025-06-01', r.asked_by, 'withdrawn'
   from sign_off_requests r where r.sequence % 4 <> 0`,
];
