import type { Day } from '../../kernel/days.js';
import type { ContractId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Queryable } from '../../platform/database/db.js';
import { batchesOf, rows } from '../../platform/database/sql.js';
import type { ContractLife, ContractStep } from '../contracts/contracts.types.js';
import { overturns } from '../ladder/overturns.queries.js';
import { changesOf, ladderAsOf } from '../ladder/versions/version-history.queries.js';
import type { StoredChange } from '../ladder/versions/version-history.types.js';
import type { ProgressSummary } from '../ladder/progress/ladder-progress.types.js';
import { NAMED_THEN, standsIn } from './names-then.queries.js';
import type { CohortContract, CohortLadder, CohortSelection, Judgement } from './cohort.types.js';

/** Few rows at a time keep the memory of a report small; the facts of a contract may be many. */
const BATCH = { now: 50, past: 25 };

/** The ladders that contracts of the selection climb, and of the past those on which they began. */
export async function listLaddersOfCohort(
  q: Queryable,
  selection: CohortSelection,
): Promise<Map<LadderId, CohortLadder>> {
  const found = await rows<CohortLadder>(
    q,
    `
    select l.id, app.framework_of_ladder(l.id) as "frameworkId", l.code, l.title, l.levels, '[]'::jsonb as missions
    from (${laddersUsed(selection)}) used
    cross join lateral app.published_ladder(used.ladder_id) l
    `,
    parametersOf(selection),
  );
  return new Map(found.map((ladder) => [ladder.id, ladder]));
}

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

interface CohortRow extends Record<string, unknown> {
  readonly contractId: ContractId;
  readonly ladderId: LadderId;
  readonly alternantId: PersonId;
  readonly alternantGivenName: string | null;
  readonly alternantFamilyName: string | null;
  readonly tutorId: PersonId | null;
  readonly tutorGivenName: string | null;
  readonly tutorFamilyName: string | null;
  readonly employerId: OrganisationId;
  readonly employerName: string | null;
  readonly trainingCentreId: OrganisationId;
  readonly trainingCentreName: string | null;
}

interface NowRow extends CohortRow, Omit<ContractLife, 'suspensions'> {
  readonly suspensions: ContractLife['suspensions'] | null;
  readonly sequence: number | null;
  readonly currentLevel: string;
  readonly complete: boolean;
  readonly levels: ProgressSummary['levels'];
  readonly lastSignOffOn: Day | null;
}

interface PastRow extends CohortRow {
  readonly changes: readonly StoredChange[] | null;
  readonly steps: readonly ContractStep[];
  readonly judgements: readonly Judgement[] | null;
}

const contractOf =
  ({ isPast }: CohortSelection) =>
  (found: CohortRow): CohortContract => ({
    contractId: found.contractId,
    ladderId: found.ladderId,
    alternant: {
      id: found.alternantId,
      givenName: found.alternantGivenName,
      familyName: found.alternantFamilyName,
    },
    employer: { id: found.employerId, name: found.employerName },
    trainingCentre: { id: found.trainingCentreId, name: found.trainingCentreName },
    mainTutor:
      found.tutorId === null
        ? null
        : { id: found.tutorId, givenName: found.tutorGivenName, familyName: found.tutorFamilyName },
    state: isPast ? thenOf(found as PastRow) : nowOf(found as NowRow),
  });

const thenOf = ({ steps, changes, judgements }: PastRow): CohortContract['state'] => ({
  kind: 'past',
  steps,
  changes: changes ?? [],
  judgements: judgements ?? [],
});

/** A contract without a fact has no progress yet. */
const nowOf = (found: NowRow): CohortContract['state'] => ({
  kind: 'now',
  life: {
    startsOn: found.startsOn,
    until: found.until,
    signedOn: found.signedOn,
    suspensions: found.suspensions ?? [],
    endedOn: found.endedOn,
    endedAs: found.endedAs,
    cancelledOn: found.cancelledOn,
  },
  progress:
    found.sequence === null
      ? null
      : {
          sequence: found.sequence,
          currentLevel: found.currentLevel,
          complete: found.complete,
          levels: found.levels,
          lastSignOffOn: found.lastSignOffOn,
        },
});

const parametersOf = (s: CohortSelection) => [
  s.at,
  s.trainingCentreId,
  s.employerId,
  s.frameworkId,
  s.after,
  s.limit,
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
    ${isPast ? 'and exists (select from contract_steps s where s.contract_id = c.id and s.recorded_at <= $1)' : ''}
  order by c.id
  limit $6
`;

const LIFE_NOW = `
  d.starts_on as "startsOn",
  d.until_day as "until",
  d.signed_on as "signedOn",
  case when d.ended_as is not null then d.held_until end as "endedOn",
  d.ended_as as "endedAs",
  d.cancelled_on as "cancelledOn",
  case when not isempty(d.suspensions) then (
    select jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r)) order by lower(s.r))
    from unnest(d.suspensions) as s (r)
  ) end as suspensions,
  d.sequence,
  d.current_level as "currentLevel",
  d.complete,
  d.levels,
  d.last_sign_off_on as "lastSignOffOn"
`;

const LIFE_THEN = `
  (
    select jsonb_agg(jsonb_build_object(
      'kind', s.kind, 'sequence', s.sequence, 'on', s.on_day, 'cause', s.cause, 'initiator', s.initiator, 'terms', s.terms,
      'corrects', s.corrects
    ) order by s.sequence)
    from contract_steps s
    where s.contract_id = d.id
      and s.recorded_at <= $1
  ) as steps,
  ${changesOf('d.id', '$1')} as changes,
  (
    select jsonb_agg(f.fact order by f.sequence)
    from (
      select s.sequence, jsonb_build_object(
        'kind', 'sign_off', 'sequence', s.sequence, 'recordedAt', s.recorded_at, 'id', s.id, 'signerId', s.signer_id,
        'observedOn', s.observed_on, 'competency', s.competency, 'level', s.level, 'outcome', s.outcome, 'observation', null
      ) as fact
      from sign_offs s
      where s.contract_id = d.id
        and s.recorded_at <= $1
      union all
      select r.sequence, jsonb_build_object(
        'kind', 'revocation', 'sequence', r.sequence, 'recordedAt', r.recorded_at, 'signOffId', r.sign_off_id,
        'competency', s.competency, 'level', s.level, 'reasonCode', r.reason_code
      )
      from revocations r
      join sign_offs s on s.id = r.sign_off_id
      where r.contract_id = d.id
        and r.recorded_at <= $1
      union all
      select l.sequence, jsonb_build_object(
        'kind', 'level_decision', 'sequence', l.sequence, 'recordedAt', l.recorded_at, 'id', l.id, 'level', l.level,
        'decision', l.decision, 'capacity', l.capacity, 'decidedBy', l.decided_by, 'mandateId', l.mandate_id
      )
      from level_decisions l
      where l.contract_id = d.id
        and l.recorded_at <= $1
      union all
      select v.sequence, v.fact
      from (${overturns('v.contract_id = d.id and v.recorded_at <= $1')}) v
    ) f
  ) as judgements
`;

const MEMBER_TODAY = 'and app.member_days(m.person_id, m.contract_id, m.role) @> $7::date';

/**
 * Names are those recorded by `at`: a report of the past does not change when somebody marries. Nor when a membership is
 * corrected, of which nobody knows when it was: that a tutor is no member is told of today alone. What costs much per row
 * is selected last, after the rows are in order, so that it is done batch by batch.
 */
const cohortSql = (selection: CohortSelection) => `
  with matching as materialized (${matching(selection)}),
  tutors as materialized (
    select distinct on (m.contract_id) m.contract_id, ${standsIn('m', 'person_id', selection.isPast).person} as person_id
    from mandates m ${standsIn('m', 'person_id', selection.isPast).join}
    where m.contract_id in (select c.id from matching c)
      and m.role = 'main_tutor'
      and m.recorded_at <= $1
      and m.from_day <= $7 ${selection.isPast ? '' : MEMBER_TODAY}
      and coalesce(case when m.ended_recorded_at <= $1 then m.until_day else m.planned_until_day end > $7, true)
    order by m.contract_id, m.sequence desc
  ),
  ${NAMED_THEN}
  select
    d.id as "contractId",
    ${selection.isPast ? 'd.ladder_then' : 'd.ladder_id'} as "ladderId",
    d.alternant_then as "alternantId",
    d.alternant_given_name as "alternantGivenName",
    d.alternant_family_name as "alternantFamilyName",
    d.tutor_id as "tutorId",
    d.tutor_given_name as "tutorGivenName",
    d.tutor_family_name as "tutorFamilyName",
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
      e.name as employer_name,
      o.name as training_centre_name
      ${selection.isPast ? '' : ', p.sequence, p.current_level, p.complete, p.levels, p.last_sign_off_on'}
    from matching c
    left join tutors m on m.contract_id = c.id
    left join people_named a on a.person_id = c.alternant_then
    left join people_named t on t.person_id = m.person_id
    left join organisations_named e on e.organisation_id = c.employer_id
    left join organisations_named o on o.organisation_id = c.training_centre_id
    ${selection.isPast ? '' : 'left join progress p on p.contract_id = c.id'}
    order by c.id
  ) d
`;
