import type { Day, Instant } from '../../../kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import type { EndedMandate } from '../../people/memberships/departures.types.js';
import type { MembershipRow } from '../../people/memberships/memberships.types.js';
import type { HeldMandate } from './departures.rules.js';

/** A mandate that may end, and whom it is about, as far as the caller may see them. */
export interface LeaverMandate extends HeldMandate {
  readonly id: MandateId;
  readonly contractId: ContractId;
  readonly alternant: EndedMandate['alternant'];
}

const lockOf = (personId: PersonId) => `mandates ${personId}`;

/** Until the end of the transaction nobody is given a mandate while they leave, and nobody leaves while they are given one. */
export async function lockLeaver(tx: Tx, personId: PersonId): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockOf(personId)]);
}

export async function lockHolder(tx: Tx, personId: PersonId): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockOf(personId)]);
}

/** On the contracts of whoever the caller administers, in the order in which these are locked. */
export function listMandatesOfLeaver(tx: Tx, personId: PersonId): Promise<LeaverMandate[]> {
  return rows<LeaverMandate & Record<string, unknown>>(
    tx,
    `
    select
      l.id,
      l.contract_id        as "contractId",
      l.role,
      l.from_day           as "from",
      l.until_day          as "until",
      l.employer_id        as "employerId",
      l.training_centre_id as "trainingCentreId",
      case when p.id is not null then
        jsonb_build_object(
          'id', p.id,
          'givenName', app.called(p.given_name, p.usual_given_name),
          'familyName', app.called(p.family_name, p.usual_family_name)
        )
      end as alternant
    from app.mandates_of_leaver($1) l
    left join people p on p.id = l.alternant_id
    order by l.contract_id, l.id
    `,
    [personId],
  );
}

/** All of them: what another organisation gives may let a mandate stay. */
export function listMembershipsOfLeaver(tx: Tx, personId: PersonId): Promise<MembershipRow[]> {
  return rows<MembershipRow & Record<string, unknown>>(
    tx,
    `
    select m.id, m.organisation_id as "organisationId", m.role, m.from_day as "from", m.until_day as "until"
    from app.memberships_of_leaver($1) m
    `,
    [personId],
  );
}

/** Locks the contract, also for a platform administrator, who does not see it otherwise. */
export async function lockContract(tx: Tx, contractId: ContractId): Promise<void> {
  await row(tx, 'select app.lock_contract_of_leaver($1)', [contractId]);
}

export async function letContractsGo(tx: Tx): Promise<void> {
  await row(tx, 'select app.remember_contract(null, null)');
}

/** `on`: the first day out. The contract shows who its main tutor is, so it takes a new version. */
export async function endMandateOfLeaver(tx: Tx, id: MandateId, on: Day, at: Instant): Promise<void> {
  await row(tx, 'select app.end_mandate_of_leaver($1, $2, $3)', [id, on, at]);
}
