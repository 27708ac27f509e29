import type { LadderId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { batchesOf, rows } from '../../platform/database/sql.js';
import { ladderAsOf } from '../ladder/versions/version-history.queries.js';
import { NAMED_THEN, standsIn } from './names-then.queries.js';
import { rncpOf, sheetOf, type SheetDetails } from '../frameworks/sheets/sheets.types.js';
import { sheetDetails } from '../frameworks/sheets/sheets.queries.js';
import { LIFE_NOW, LIFE_THEN } from './cohort-life.queries.js';
import { contractOf, type CohortRow } from './cohort-rows.queries.js';
import { cohortExtras, JOURNAL_OF_COHORT } from './cohort-extras.queries.js';
import type { CohortContract, CohortLadder, CohortSelection } from './cohort.types.js';

/** Few rows at a time keep the memory of a report small; the facts of a contract may be many. */
const BATCH = { now: 50, past: 25 };

/** The ladders that contracts of the selection climb, and of the past those on which they began. */
export async function listLaddersOfCohort(
  q: Queryable,
  selection: CohortSelection,
): Promise<Map<LadderId, CohortLadder>> {
  const found = await rows<Omit<CohortLadder, 'sheet' | 'rncp'> & { details: SheetDetails }>(
    q,
    `
    select
      l.id,
      f.id as "frameworkId",
      f.code as "frameworkCode",
      f.title as "frameworkTitle",
      l.code,
      l.title,
      l.levels,
      '[]'::jsonb as missions,
      ${sheetDetails('l.id', '$1')} as details
    from (${laddersUsed(selection)}) used
    cross join lateral app.published_ladder(used.ladder_id) l
    join frameworks f on f.id = app.framework_of_ladder(l.id)
    `,
    parametersOf(selection),
  );
  return new Map(found.map(({ details, ...ladder }) => [ladder.id, { ...ladder, ...sheetIn(details) }]));
}

const sheetIn = (details: SheetDetails): Pick<CohortLadder, 'sheet' | 'rncp'> => ({
  sheet: sheetOf(details),
  rncp: rncpOf(details),
});

/** One row per contract recorded by then that the reader may see, in the order of creation. */
export async function listCohort(q: Queryable, selection: CohortSelection): Promise<CohortContract[]> {
  const { text, values } = cohortStatement(selection);
  return (await rows<CohortRow>(q, text, values)).map(contractOf(selection));
}

/** Reads them batch by batch as they are taken. */
export async function* cohortInBatches(
  q: Queryable,
  selection: CohortSelection,
): AsyncGenerator<CohortContract[], void> {
  const size = selection.isPast ? BATCH.past : BATCH.now;
  const { text, values } = cohortStatement(selection);
  for await (const found of batchesOf<CohortRow>(q, text, values, size))
    yield found.map(contractOf(selection));
}

/** The one statement that a report is made of. */
export const cohortStatement = (selection: CohortSelection) => ({
  text: cohortSql(selection),
  values: [...parametersOf(selection), selection.on],
});

const parametersOf = (s: CohortSelection) => [
  s.at,
  s.trainingCentreId,
  s.employerId,
  s.frameworkId,
  s.after,
  s.limit,
  s.updatedSince,
];

const LADDER_THEN = ladderAsOf('c', '$1');

const laddersUsed = (selection: CohortSelection) =>
  selection.isPast
    ? `
      select m.ladder_then as ladder_id
      from (${matching(selection)}) m
      union
      select x.from_ladder_id
      from (${matching(selection)}) m
      join ladder_changes x on x.contract_id = m.id
    `
    : `select distinct m.ladder_id from (${matching(selection)}) m`;

const matching = ({ isPast }: CohortSelection) => `
  select c.*, ${standsIn('c', 'alternant_id', isPast).person} as alternant_then${isPast ? `, ${LADDER_THEN} as ladder_then` : ''}
  from contracts c ${standsIn('c', 'alternant_id', isPast).join}
  where c.created_at <= $1
    and ($2::uuid is null or c.training_centre_id = $2)
    and ($3::uuid is null or c.employer_id = $3)
    and ($4::uuid is null or app.framework_of_ladder(${isPast ? LADDER_THEN : 'c.ladder_id'}) = $4)
    and ($5::uuid is null or c.id > $5)
    and ($7::timestamptz is null or c.changed_at >= $7 or c.last_recorded_at >= $7)
    ${isPast ? 'and exists (select from contract_steps s where s.contract_id = c.id and s.recorded_at <= $1)' : ''}
  order by c.id
  limit $6
`;

const MEMBER_TODAY = 'and app.member_days(m.person_id, m.contract_id, m.role, m.placement_id) @> $8::date';

/** The main tutor and the referent of each of `matching`: of several, the one recorded last. */
const inCharge = (isPast: boolean) => `
  in_charge as materialized (
    select distinct on (m.contract_id, m.role) m.contract_id, m.role, ${standsIn('m', 'person_id', isPast).person} as person_id
    from mandates m ${standsIn('m', 'person_id', isPast).join}
    where m.contract_id in (select c.id from matching c)
      and m.role in ('main_tutor', 'referent')
      and m.recorded_at <= $1
      and m.from_day <= $8 ${isPast ? '' : MEMBER_TODAY}
      and coalesce(case when m.ended_recorded_at <= $1 then m.until_day else m.planned_until_day end > $8, true)
    order by m.contract_id, m.role, m.sequence desc
  ),
`;

/** What people and organisations of `matching` are called, and known by. */
const CALLED = `
  ${NAMED_THEN},
  organisations_identified as materialized (
    select distinct on (n.organisation_id) n.organisation_id, n.siret, n.uai
    from organisation_identifiers n
    where n.organisation_id in (select c.employer_id from matching c union select c.training_centre_id from matching c)
      and n.recorded_at <= $1
    order by n.organisation_id, n.version desc
  ),
  identities as materialized (
    select i.contract_id, i.birth_date, i.external_id
    from app.identities_of_alternants(array(select c.id from matching c), $1) i
  )
`;

/**
 * Names are those recorded by `at`: a report of the past does not change when somebody marries. Nor when a membership is
 * corrected, of which nobody knows when it was: that a tutor is no member is told of today alone. What costs much per row
 * is selected last, after the rows are in order, so that it is done batch by batch.
 */
const cohortSql = (selection: CohortSelection) => `
  with matching as materialized (${matching(selection)}),
  ${inCharge(selection.isPast)}
  ${CALLED}
  select
    d.id as "contractId",
    ${selection.isPast ? 'd.ladder_then' : 'd.ladder_id'} as "ladderId",
    d.alternant_then as "alternantId",
    d.alternant_given_name as "alternantGivenName",
    d.alternant_family_name as "alternantFamilyName",
    d.tutor_id as "tutorId",
    d.tutor_given_name as "tutorGivenName",
    d.tutor_family_name as "tutorFamilyName",
    d.referent_id as "referentId",
    d.referent_given_name as "referentGivenName",
    d.referent_family_name as "referentFamilyName",
    d.employer_siret as "employerSiret",
    d.training_centre_siret as "trainingCentreSiret",
    d.training_centre_uai as "trainingCentreUai",
    ${cohortExtras(selection.isPast)},
    d.employer_id as "employerId",
    d.employer_name as "employerName",
    d.training_centre_id as "trainingCentreId",
    d.training_centre_name as "trainingCentreName",
    ${selection.isPast ? LIFE_THEN : LIFE_NOW}
  from (
    select
      c.*,
      a.given_name as alternant_given_name,
      a.family_name as alternant_family_name,
      m.person_id as tutor_id,
      t.given_name as tutor_given_name,
      t.family_name as tutor_family_name,
      r.person_id as referent_id,
      f.given_name as referent_given_name,
      f.family_name as referent_family_name,
      i.birth_date,
      i.external_id as alternant_external_id,
      ei.siret as employer_siret,
      oi.siret as training_centre_siret,
      oi.uai as training_centre_uai,
      e.name as employer_name,
      o.name as training_centre_name
      ${selection.isPast ? '' : ', p.sequence, p.current_level, p.complete, p.levels, p.last_sign_off_on'}
    from matching c
    left join in_charge m on m.contract_id = c.id and m.role = 'main_tutor'
    left join in_charge r on r.contract_id = c.id and r.role = 'referent'
    left join identities i on i.contract_id = c.id
    left join people_named a on a.person_id = c.alternant_then
    left join people_named t on t.person_id = m.person_id
    left join people_named f on f.person_id = r.person_id
    left join organisations_identified ei on ei.organisation_id = c.employer_id
    left join organisations_identified oi on oi.organisation_id = c.training_centre_id
    left join organisations_named e on e.organisation_id = c.employer_id
    left join organisations_named o on o.organisation_id = c.training_centre_id
    ${selection.isPast ? '' : 'left join progress p on p.contract_id = c.id'}
    order by c.id
  ) d
  ${JOURNAL_OF_COHORT}
`;
