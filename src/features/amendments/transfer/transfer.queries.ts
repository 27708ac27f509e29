import type { ContractId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { instantIn, row, rows } from '../../../platform/database/sql.js';
import type { Day, Instant } from '../../../kernel/days.js';
import type { AmendmentAnswer, AmendmentId } from '../amendments.types.js';
import type { OfferedTransfer } from './transfer.types.js';

/** What the new employer answered to an amendment, as answers of the parties are read. As a value. */
export const transferAnswers = (amendment: string, isParty: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object(
    'kind', w.kind, 'party', 'new_employer', 'sequence', 0, 'signedOn', w.signed_on, 'isForAll', false, 'completes', false,
    'reason', case when ${isParty} then w.reason end,
    'recordedAt', ${instantIn('w.recorded_at')}, 'recordedBy', w.recorded_by, 'recordedByClient', null
  ) order by w.id), '[]')
  from transfer_answers w
  where w.amendment_id = ${amendment}
)`;

/** Whom the new employer named; null: it did not sign. */
export async function findNamedTutor(q: Queryable, id: AmendmentId): Promise<PersonId | null> {
  const found = await row<{ mainTutorId: PersonId | null }>(
    q,
    `select app.kept_person(w.main_tutor_id) as "mainTutorId" from transfer_answers w where w.amendment_id = $1 and w.kind = 'signed'`,
    [id],
  );
  return found?.mainTutorId ?? null;
}

/** `employer`, `training_centre`; null: there is no such organisation. */
export async function findKind(q: Queryable, id: OrganisationId): Promise<string | null> {
  const found = await row<{ kind: string }>(q, 'select o.kind from organisations o where o.id = $1', [id]);
  return found?.kind ?? null;
}

/** What somebody is at an organisation on some day of a period. */
export async function listRolesAt(
  q: Queryable,
  person: PersonId,
  organisation: OrganisationId,
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<readonly string[]> {
  const found = await row<{ roles: readonly string[] }>(
    q,
    'select to_jsonb(app.member_roles($1, $2, $3, $4)) as roles',
    [person, organisation, from, until],
  );
  return found?.roles ?? [];
}

interface Offered {
  readonly amendment: Readonly<Record<string, unknown>>;
  readonly contract: OfferedTransfer['contract'];
  readonly signer: OfferedTransfer['signer'];
  readonly answers: readonly AmendmentAnswer[];
}

/** The amendments by which contracts pass, or passed, to the caller’s employers: one, or those after one. */
export async function listOffered(
  q: Queryable,
  {
    id,
    after,
    limit,
  }: { readonly id: AmendmentId | null; readonly after: string | null; readonly limit: number },
): Promise<OfferedTransfer[]> {
  const found = await rows<{
    offered: Offered;
    transfer: OfferedTransfer['amendment']['transfer'];
    own: AmendmentAnswer[];
  }>(
    q,
    `
    select o.offered, app.transfer_shown((o.offered #>> '{amendment,id}')::uuid) as transfer,
      ${transferAnswers(`(o.offered #>> '{amendment,id}')::uuid`, 'true')} as own
    from app.transfers_offered($1, $2, $3) o (offered)
    `,
    [id, after, limit],
  );
  return found.map(({ offered, transfer, own }) => offeredOf(offered, transfer, own));
}

function offeredOf(
  { amendment: a, contract, signer, answers }: Offered,
  transfer: OfferedTransfer['amendment']['transfer'],
  own: readonly AmendmentAnswer[],
): OfferedTransfer {
  const at = (written: unknown) => new Date(String(written)).toISOString() as Instant;
  return {
    contract,
    signer,
    amendment: {
      id: a['id'] as AmendmentId,
      contractId: a['contract_id'] as ContractId,
      number: a['number'] as number,
      side: a['side'] as OfferedTransfer['amendment']['side'],
      effectiveOn: a['effective_on'] as Day,
      changes: {
        startsOn: null,
        until: null,
        extension: null,
        weeklyMinutes: null,
        mainTutorId: null,
        form: null,
        newEmployerId: a['new_employer_id'] as OrganisationId,
      },
      formerTutorId: null,
      type: a['form_type'] as OfferedTransfer['amendment']['type'],
      previousNumber: a['previous_number'] as string | null,
      reason: a['reason'] as string,
      recordedAt: at(a['recorded_at']),
      // Whoever acted for the others is theirs.
      recordedBy: null,
      recordedByClient: null,
      transfer,
      answers: [...answers.map((one) => ({ ...one, recordedAt: at(one.recordedAt) })), ...own],
    },
  };
}
