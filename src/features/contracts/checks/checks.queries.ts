import { laterOf, type Day } from '../../../kernel/days.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { instantIn, row } from '../../../platform/database/sql.js';
import { sheetDetails } from '../../frameworks/sheets/sheets.queries.js';
import { rncpOf, sheetOf, type SheetDetails } from '../../frameworks/sheets/sheets.types.js';
import type { ContractRow } from '../contract-details.types.js';
import { handlesPapers } from '../contracts.queries.js';
import { completeForm, EMPTY_FORM } from '../form/form.rules.js';
import type { Tutor } from '../signing/signing.rules.js';
import { tutorsOf } from '../signing/tutors.queries.js';
import { agreedChanges } from '../terms/agreed.queries.js';
import { formOn, inForce } from '../terms/agreed.rules.js';
import type { CheckFacts, EarlierContract } from './check-facts.types.js';
import type { CheckOverrideId, OverrideRow } from './overrides.types.js';

/** More contracts before this one than any rule counts. */
const MOST_EARLIER = 20;

interface Loaded {
  readonly birthDate: Day | null;
  readonly tutors: readonly Tutor[];
  readonly sheet: SheetDetails | null;
  readonly enteredOn: Day;
  readonly beganOn: Day | null;
  readonly earlier: readonly EarlierContract[];
  readonly declaresRegulatedWork: boolean;
  readonly prolongedFrom: Day | null;
  readonly isProlongedOnGround: boolean;
  readonly agreed: CheckFacts['agreed'];
  readonly overrides: readonly OverrideRow[];
  readonly handlesPapers: boolean;
  /** The form in force, as it was kept. */
  readonly content: unknown;
}

export interface LoadedChecks {
  readonly facts: CheckFacts;
  /** Those that nobody took back, in the order in which they were recorded. */
  readonly overrides: readonly OverrideRow[];
  /** The reader is the alternant, or acts for a side. */
  readonly handlesPapers: boolean;
}

const OVERRIDE = `
  jsonb_build_object(
    'id', o.id,
    'contractId', o.contract_id,
    'code', o.code,
    'basis', o.basis,
    'reason', o.reason,
    'organisationId', o.organisation_id,
    'recordedAt', ${instantIn('o.recorded_at')},
    'recordedBy', o.recorded_by,
    'recordedByClient', o.recorded_by_client,
    'withdrawnAt', (
      select ${instantIn('w.recorded_at')} from contract_check_override_withdrawals w where w.override_id = o.id
    )
  )
`;

/** Those before it, as far as row security shows them. */
const EARLIER = `(
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', p.id,
    'kind', p.kind,
    'employerId', p.employer_id,
    'startsOn', p.starts_on,
    'heldUntil', p.held_until,
    'endedAs', p.ended_as,
    'isOfSameFramework', p.is_of_same_framework,
    'lastGrossCents', (
      select f.content #> '{pay,periods,-1,grossMonthlyCents}'
      from contract_forms f
      where f.contract_id = p.id
      order by f.sequence desc
      limit 1
    )
  ) order by p.starts_on), '[]')
  from (
    select p.*, (
      select coalesce(bool_and(f.code = g.code and f.owner_id is not distinct from g.owner_id), false)
      from ladders x, ladders y, frameworks f, frameworks g
      where x.id = p.ladder_id and y.id = c.ladder_id and f.id = x.framework_id and g.id = y.framework_id
    ) as is_of_same_framework
    from contracts p
    where p.alternant_id = c.alternant_id
      and p.id <> c.id
      and p.signed_on is not null
      and p.cancelled_on is null
      and p.starts_on < c.starts_on
    order by p.starts_on desc
    limit ${MOST_EARLIER}
  ) p
)`;

/** What was the end when all signed the first amendment that prolongs it after a failed exam. */
const PROLONGED_FROM = `(
  select (
    select (s.terms ->> 'until')::date
    from contract_steps s
    where s.contract_id = c.id and s.terms is not null and s.sequence < w.sequence
    order by s.sequence desc
    limit 1
  )
  from contract_amendments a
  join contract_amendment_answers w on w.amendment_id = a.id and w.completes
  where a.contract_id = c.id and a.extension = 'failed_exam'
  order by w.sequence
  limit 1
)`;

/** One row: the contract $1, on the day $2; declarations hold for $3 years. */
const CHECKS = `
  select
    (select b.birth_date from app.person_birth(c.alternant_id) b) as "birthDate",
    ${tutorsOf('c')} as tutors,
    ${sheetDetails('c.ladder_id', `'infinity'`)} as sheet,
    least(c.starts_on, (select p.starts_on from contracts p where p.id = c.continuation_of), b.day) as "enteredOn",
    b.day as "beganOn",
    ${EARLIER} as earlier,
    exists (
      select
      from employer_declarations d
      where d.employer_id = c.employer_id
        and d.declared_on <= $2
        and $2 < d.declared_on + make_interval(years => $3)
        and not exists (select from employer_declaration_withdrawals w where w.declaration_id = d.id)
    ) as "declaresRegulatedWork",
    ${PROLONGED_FROM} as "prolongedFrom",
    exists (
      select
      from contract_amendment_papers p
      join contract_amendment_answers w on w.amendment_id = p.amendment_id and w.completes
      where p.contract_id = c.id and p.ground is not null
    ) as "isProlongedOnGround",
    ${agreedChanges('c.id')} as agreed,
    (
      select coalesce(jsonb_agg(${OVERRIDE} order by o.sequence), '[]')
      from contract_check_overrides o
      where o.contract_id = c.id
        and not exists (select from contract_check_override_withdrawals w where w.override_id = o.id)
    ) as overrides,
    ${handlesPapers('c')} as "handlesPapers",
    (select f.content from contract_forms f where f.contract_id = c.id order by f.sequence desc limit 1) as content
  from contracts c
  cross join lateral (select case when c.transfer_id is not null then app.began_on(c.id) end) b (day)
  where c.id = $1
`;

/**
 * What the law asks about a contract, judged by the rules of a day, in one statement. Of contracts before this one, as much
 * as the reader sees.
 */
export async function loadChecks(
  q: Queryable,
  contract: ContractRow,
  judgedOn: Day,
  today: Day,
): Promise<LoadedChecks> {
  const declaration = legalRuleOn('minor.derogation.validity', judgedOn);
  const years = declaration ? figureOf(declaration, 'validity') : 0;
  const found = await row<Loaded & Record<string, unknown>>(q, CHECKS, [contract.id, today, years]);
  if (!found) throw notFound();
  const { overrides, handlesPapers } = found;
  return { overrides, handlesPapers, facts: factsOf(contract, found, judgedOn, today) };
}

function factsOf(contract: ContractRow, found: Loaded, judgedOn: Day, today: Day): CheckFacts {
  const { agreed } = found;
  const filled = found.content === null ? null : completeForm(found.content);
  const on = contract.signedOn === null ? contract.startsOn : laterOf(contract.startsOn, today);
  const isAgreed = inForce(agreed, on).length > 0;
  const form = filled || isAgreed ? formOn(filled ?? EMPTY_FORM, agreed, on) : null;
  return {
    kind: contract.kind,
    signedOn: judgedOn,
    startsOn: contract.startsOn,
    until: contract.until,
    alternantBirthDate: found.birthDate,
    // An emancipated minor signs alone.
    hasLegalRepresentative: contract.hasLegalRepresentative || form?.alternant.emancipated === true,
    tutors: found.tutors,
    sheet: found.sheet && sheetOf(found.sheet),
    enteredOn: found.enteredOn,
    beganOn: found.beganOn,
    today,
    isSigned: contract.signedOn !== null,
    alternantId: contract.alternantId,
    employerId: contract.employerId,
    continuationOf: contract.continuationOf,
    form,
    filled,
    agreed,
    missing: null,
    beside: [],
    rncp: found.sheet && rncpOf(found.sheet),
    declaresRegulatedWork: found.declaresRegulatedWork,
    earlier: found.earlier,
    prolongedFrom: found.prolongedFrom,
    isProlongedOnGround: found.isProlongedOnGround,
  };
}

/** @throws not_found */
export async function getOverride(q: Queryable, id: CheckOverrideId): Promise<OverrideRow> {
  const found = await row<{ override: OverrideRow }>(
    q,
    `select ${OVERRIDE} as override from contract_check_overrides o where o.id = $1`,
    [id],
  );
  if (!found) throw notFound();
  return found.override;
}
