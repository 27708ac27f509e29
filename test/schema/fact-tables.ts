import type pg from 'pg';

/** Facts of a contract that an alternant may record, or that an office records: they judge nobody. */
const NO_JUDGEMENT = [
  'contract_absences',
  'contract_amendment_answers',
  'contract_amendment_papers',
  'contract_amendments',
  'contract_calendars',
  'contract_check_override_withdrawals',
  'contract_check_overrides',
  'contract_confirmation_withdrawals',
  'contract_confirmations',
  'contract_deposits',
  'contract_forms',
  'contract_groups',
  'contract_outcomes',
  'contract_steps',
  'disputes',
  'evidence',
  'evidence_withdrawals',
  'guest_links',
  'journal_entries',
  'ladder_changes',
  'mandate_absence_ends',
  'mandate_absences',
  'mandates', // its person is judged by, whoever records it
  'placement_versions',
  'prospect_agreements',
  // Each of the three speaks for their own side, and who saw somebody judges nothing.
  'prospect_contact_decisions',
  'prospect_contacts',
  'prospect_views',
  'review_answers',
  'review_sections',
  'review_steps',
  'self_assessments',
  'sign_off_requests',
  'transfer_answers',
];

/** A table of what somebody recorded of a contract, as the catalogue describes it. */
export interface FactTable {
  readonly name: string;
  /** The column that says who recorded it. */
  readonly author: string;
  /** Nobody records it of themselves: true of every table that is not named above, so of every new one. */
  readonly isJudgement: boolean;
}

/** Reads every table of such facts: of a contract, and of a person who recorded them. */
export async function readFactTables(client: Pick<pg.Client, 'query'>): Promise<FactTable[]> {
  const { rows } = await client.query<Omit<FactTable, 'isJudgement'>>(`
    select
      c.relname::text as name,
      a.attname::text as author
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
    where f.contype = 'f'
      and f.confrelid = 'people'::regclass
      and a.attname <> 'person_id'
      and exists (select from pg_attribute k where k.attrelid = c.oid and k.attname = 'contract_id')
    order by c.relname
  `);
  return rows.map((table) => ({ ...table, isJudgement: !NO_JUDGEMENT.includes(table.name) }));
}
