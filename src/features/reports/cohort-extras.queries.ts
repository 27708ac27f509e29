/** Not withdrawn by then, of a row of a table of facts. */
const stands = (withdrawals: string, of: string): string => `
  not exists (select from ${withdrawals} w where w.${of} and w.recorded_at <= $1)
`;

/** Who holds the contract for its centre, or audits, reads disputes; HR does not. */
const READS_DISPUTES = `(
  d.training_centre_id = any ((select app.organisations_as('centre_admin', 'auditor'))::uuid[])
  or d.employer_id = any ((select app.organisations_as('auditor'))::uuid[])
  or not d.employer_id = any ((select app.organisations_as('hr'))::uuid[])
)`;

/** By an id of the reader's own organisation: row-level security shows no other's. */
const READER_CALLS_IT = `(
      select e.external_id
      from contract_external_ids e
      where e.contract_id = d.id
      order by e.organisation_id <> d.employer_id
      limit 1
    )`;

/** `CohortExtras` of the contract `d`, as a value: as recorded by `$1`, on the day `$8`. */
export const cohortExtras = (isPast: boolean): string => `
  jsonb_build_object(
    'kind', d.kind,
    'externalId', ${isPast ? 'null' : READER_CALLS_IT},
    'alternantExternalId', ${isPast ? 'null' : 'd.alternant_external_id'},
    'birthDate', d.birth_date,
    'group', (
      select g.group_name
      from contract_groups g
      where g.contract_id = d.id and g.recorded_at <= $1
      order by g.sequence desc
      limit 1
    ),
    'endCause', case when ${isPast ? 'true' : '(d.ended_as is not null or d.cancelled_on is not null)'} then (
      select s.cause
      from contract_steps s
      where s.contract_id = d.id
        and s.recorded_at <= $1
        and s.kind in ('terminated', 'completed', 'cancelled')
        and not exists (
          select from contract_steps x
          where x.contract_id = s.contract_id and x.corrects = s.sequence and x.recorded_at <= $1
        )
      order by coalesce(s.place, s.sequence) desc
      limit 1
    ) end,
    'openConcerns', (
      select count(*)
      from concerns k
      where k.contract_id = d.id and k.recorded_at <= $1 and ${stands('concern_reviews', 'concern_id = k.id')}
    ),
    'openDisputes', case when ${READS_DISPUTES} then (
      select count(*)
      from disputes k
      where k.contract_id = d.id and k.recorded_at <= $1 and ${stands('dispute_endings', 'dispute_id = k.id')}
    ) end,
    'attestedUntil', (
      select min(a.until_day)
      from attestations a
      where a.contract_id = d.id
        and a.recorded_at <= $1
        and a.from_day <= $8
        and a.until_day > $8
        and ${stands('attestation_withdrawals', 'attestation_id = a.id')}
    ),
    'journalMinutes', j.minutes,
    'minorWorkOn', j.flagged_on,
    'continuesFrom', case when d.continuation_of is not null then (
      select p.starts_on from contracts p where p.id = d.continuation_of
    ) end
  ) as extras
`;

/** The journal of the contract `d`, as a join: `j`. */
export const JOURNAL_OF_COHORT = `
  cross join lateral (
    select
      coalesce(sum(e.minutes), 0) as minutes,
      max(e.on_day) filter (where cardinality(e.hours_flags) > 0) as flagged_on
    from journal_entries e
    where e.contract_id = d.id
      and e.recorded_at <= $1
      and not exists (
        select from journal_entry_steps w
        where w.journal_entry_id = e.id and w.kind = 'withdrawn' and w.recorded_at <= $1
      )
  ) j
`;
