import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { newId } from '../../platform/ids.js';
import { PARTY_OF } from './prospects.rules.js';
import {
  AGREEMENT_TEXT_VERSION,
  type AgreementCommand,
  type ContactDecision,
  type ContactRow,
  type ProspectAgreementId,
  type ProspectContactId,
  type ProspectFilters,
  type ProspectId,
  type ProspectRow,
} from './prospects.types.js';

export interface AgreementRecord extends Omit<AgreementCommand, 'untilOn'> {
  readonly id: ProspectAgreementId;
  readonly contractId: ContractId;
  readonly by: PersonId;
  readonly at: Instant;
  readonly untilDay: Day;
}

export async function insertAgreement(tx: Tx, agreement: AgreementRecord): Promise<void> {
  const { departments, structureTypes, hiddenFrom } = agreement;
  await rows(
    tx,
    `
    insert into prospect_agreements (
      id, contract_id, agreed_by, agreed_at, text_version, departments, structure_types, hidden_from, shows_family_name,
      shows_own_employer, words, until_day
    )
    values ($1, $2, $3, $4, $5, $6::text[], $7::text[], $8::uuid[], $9, $10, $11, $12)
    `,
    [
      agreement.id,
      agreement.contractId,
      agreement.by,
      agreement.at,
      AGREEMENT_TEXT_VERSION,
      [...departments],
      [...structureTypes],
      [...hiddenFrom],
      agreement.showsFamilyName,
      agreement.showsOwnEmployer,
      agreement.words,
      agreement.untilDay,
    ],
  );
}

/** Once; again, nothing happens. */
export async function withdrawAgreement(tx: Tx, id: ProspectAgreementId, at: Instant): Promise<void> {
  await rows(tx, 'update prospect_agreements set withdrawn_at = $2 where id = $1 and withdrawn_at is null', [
    id,
    at,
  ]);
}

/** Shows a page, and one more; each that is on the page is written down as seen. */
export async function showProspects(
  tx: Tx,
  employerId: OrganisationId,
  filters: ProspectFilters,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ProspectRow[]> {
  return rows<ProspectRow & Record<string, unknown>>(
    tx,
    `
    select
      x.found ->> 'prospect_id'     as "prospectId",
      x.found ->> 'given_name'      as "givenName",
      x.found ->> 'family_name'     as "familyName",
      x.found ->> 'words'           as words,
      x.found ->> 'framework_code'  as "frameworkCode",
      x.found ->> 'framework_title' as "frameworkTitle",
      x.found ->> 'level_code'      as "levelCode",
      x.found ->> 'level_title'     as "levelTitle",
      (x.found ->> 'is_complete')::boolean as "isComplete",
      x.found ->> 'ends_in'         as "endsIn",
      x.found ->> 'centre'          as centre
    from app.show_prospects($1, $2, $3, $4) x (found)
    `,
    [employerId, filters, after, limit],
  );
}

/** @returns the contact of that employer and prospect, which may be an earlier one; null: it sees nobody of that id */
export async function askProspect(
  tx: Tx,
  id: ProspectContactId,
  employerId: OrganisationId,
  prospectId: ProspectId,
  words: string,
): Promise<ProspectContactId | null> {
  const found = await row<{ id: ProspectContactId | null }>(
    tx,
    'select app.ask_prospect($1, $2, $3, $4) as id',
    [id, employerId, prospectId, words],
  );
  return found?.id ?? null;
}

export async function insertDecision(
  tx: Tx,
  { id, contractId }: { readonly id: ProspectContactId; readonly contractId: ContactRow['contractId'] },
  { decision, reason }: { readonly decision: ContactDecision; readonly reason: string | null },
  by: PersonId,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into prospect_contact_decisions (id, contact_id, contract_id, party, decision, reason, decided_by, decided_at)
    select $1, k.id, k.contract_id, $3, $4, $5, $6, $7
    from prospect_contacts k
    where k.id = $2 and ($8::uuid is null or k.contract_id = $8)
    `,
    [newId(), id, PARTY_OF[decision], decision, reason, by, at, contractId],
  );
}
