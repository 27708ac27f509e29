import type { Day } from '../../kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { instantIn, row, rows } from '../../platform/database/sql.js';
import { handlesPapers, listSteps } from '../contracts/contracts.queries.js';
import { findForm } from '../contracts/form/form.queries.js';
import type { ContractForm } from '../contracts/form/form.types.js';
import { formOn } from '../contracts/terms/agreed.rules.js';
import type { AmendmentChanges, AmendmentId, AmendmentRow, Terms } from './amendments.types.js';
import type { Signer } from './signatures.rules.js';
import { transferAnswers } from './transfer/transfer.queries.js';
import {
  agreedIn,
  prolongedFrom,
  initialTerms,
  signedAmendments,
  termsOn,
  type SignedAmendment,
} from './terms/terms.rules.js';

type Stored = Omit<AmendmentRow, 'changes'> &
  AmendmentChanges & { readonly ofNewEmployer: AmendmentRow['answers'] | null } & Record<string, unknown>;

/** Reasons are for the parties: the alternant, the employer’s HR and the centre’s administrators. So are types: one tells of a disability. */
const AMENDMENTS = `
  select
    a.id,
    a.contract_id        as "contractId",
    a.number,
    a.side,
    a.effective_on       as "effectiveOn",
    a.starts_on          as "startsOn",
    a.until_day          as "until",
    coalesce(a.extension, p.ground) as extension,
    a.weekly_minutes     as "weeklyMinutes",
    app.kept_person(a.main_tutor_id) as "mainTutorId",
    case when a.changes_form then coalesce(p.members, '{}') end as form,
    a.new_employer_id    as "newEmployerId",
    case when a.new_employer_id is not null then app.transfer_shown(a.id) end as transfer,
    case when a.new_employer_id is not null then ${transferAnswers('a.id', 'r.is_party')} end as "ofNewEmployer",
    app.kept_person(a.former_tutor_id) as "formerTutorId",
    case when r.is_party then a.form_type end as "type",
    a.previous_number    as "previousNumber",
    case when r.is_party then a.reason end as reason,
    a.recorded_at        as "recordedAt",
    a.recorded_by        as "recordedBy",
    a.recorded_by_client as "recordedByClient",
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'kind', x.kind,
        'party', x.party,
        'sequence', x.sequence,
        'signedOn', x.signed_on,
        'isForAll', x.is_for_all,
        'completes', x.completes,
        'reason', case when r.is_party then x.reason end,
        'recordedAt', ${instantIn('x.recorded_at')},
        'recordedBy', x.recorded_by,
        'recordedByClient', x.recorded_by_client
      ) order by x.sequence), '[]')
      from contract_amendment_answers x
      where x.amendment_id = a.id
    )                    as answers
  from contract_amendments a
  join contracts c on c.id = a.contract_id
  left join contract_amendment_papers p on p.amendment_id = a.id
  cross join lateral (select ${handlesPapers('c')}) r (is_party)
`;

const amendmentOf = ({
  startsOn,
  until,
  extension,
  weeklyMinutes,
  mainTutorId,
  form,
  newEmployerId,
  ofNewEmployer,
  ...amendment
}: Stored): AmendmentRow => ({
  ...amendment,
  answers: [...amendment.answers, ...(ofNewEmployer ?? [])],
  changes: { startsOn, until, extension, weeklyMinutes, mainTutorId, form, newEmployerId },
});

/** Null where the contract may not be seen either. */
export async function findAmendment(q: Queryable, id: AmendmentId): Promise<AmendmentRow | null> {
  const found = await row<Stored>(q, `${AMENDMENTS} where a.id = $1`, [id]);
  return found && amendmentOf(found);
}

/** @throws not_found */
export async function getAmendment(q: Queryable, id: AmendmentId): Promise<AmendmentRow> {
  const found = await findAmendment(q, id);
  if (!found) throw notFound();
  return found;
}

/** All of a contract, in the order of their numbers. */
export async function listAmendments(q: Queryable, contractId: ContractId): Promise<AmendmentRow[]> {
  const found = await rows<Stored>(q, `${AMENDMENTS} where a.contract_id = $1 order by a.number`, [
    contractId,
  ]);
  return found.map(amendmentOf);
}

/** Who is the main tutor on a day, as mandates say it now. */
export async function findMainTutor(
  q: Queryable,
  contractId: ContractId,
  day: Day,
): Promise<{ mandateId: MandateId; personId: PersonId } | null> {
  return row<{ mandateId: MandateId; personId: PersonId }>(
    q,
    `
    select m.id as "mandateId", m.person_id as "personId"
    from mandates m
    where m.contract_id = $1
      and m.role = 'main_tutor'
      and daterange(m.from_day, m.until_day) @> $2::date
    `,
    [contractId, day],
  );
}

/** What says who signs with the alternant of a contract. @throws not_found */
export async function findSigner(q: Queryable, contractId: ContractId): Promise<Signer> {
  const found = await row<Signer & Record<string, unknown>>(
    q,
    `
    select b.birth_date as "birthDate", app.signs_alone(c.id) as "signsAlone"
    from contracts c
    left join lateral (select * from app.person_birth(c.alternant_id)) b on true
    where c.id = $1
    `,
    [contractId],
  );
  if (!found) throw notFound();
  return found;
}

/** Whether the caller may see that person. */
export async function seesPerson(q: Queryable, id: PersonId): Promise<boolean> {
  return (await row(q, 'select p.id from people p where p.id = $1', [id])) !== null;
}

/** What was signed before any amendment, and what all signed since. */
export interface LoadedTerms {
  readonly initial: Terms;
  /** The form as it was filled; empty for readers who need not know. */
  readonly filled: ContractForm;
  readonly signed: readonly SignedAmendment[];
}

export async function loadTerms(
  q: Queryable,
  contractId: ContractId,
  amendments: readonly AmendmentRow[],
): Promise<LoadedTerms> {
  const signed = signedAmendments(amendments);
  const { filled } = await findForm(q, contractId);
  const initial = initialTerms(await listSteps(q, contractId), signed, filled.terms.weeklyMinutes);
  return { initial, filled, signed };
}

/** What an amendment is judged against: those of its contract, and what is agreed of the day from which it changes. */
export interface AgreedBefore {
  readonly before: readonly AmendmentRow[];
  readonly weeklyMinutes: number | null;
  readonly mainTutorId: PersonId | null;
  readonly form: ContractForm;
  /** The first day that the parties added after an exam that was failed; null: they did not. */
  readonly prolongedFrom: Day | null;
  /** It goes on from one with another employer. */
  readonly cameByTransfer: boolean;
}

export async function loadAgreedBefore(q: Queryable, contractId: ContractId, on: Day): Promise<AgreedBefore> {
  const before = await listAmendments(q, contractId);
  const { initial, filled, signed } = await loadTerms(q, contractId, before);
  const { weeklyMinutes } = termsOn(initial, signed, on);
  const mainTutorId = (await findMainTutor(q, contractId, on))?.personId ?? null;
  return {
    before,
    weeklyMinutes,
    mainTutorId,
    form: formOn(filled, agreedIn(signed), on),
    prolongedFrom: prolongedFrom(initial, signed),
    cameByTransfer: await cameByTransfer(q, contractId),
  };
}

async function cameByTransfer(q: Queryable, id: ContractId): Promise<boolean> {
  const sql = 'select c.id from contracts c where c.id = $1 and c.transfer_id is not null';
  return (await row(q, sql, [id])) !== null;
}
