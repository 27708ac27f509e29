import type { Instant } from '../../kernel/days.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { preconditionFailed } from '../../kernel/refusals.js';
import type { DatedTx, Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { hasSqlState, violates } from '../../platform/database/violations.js';
import { newId } from '../../platform/ids.js';
import type { MembershipChanges } from './memberships/memberships.types.js';
import { identityProtected } from './identity/identity.errors.js';
import { IDENTITY_FIELDS, type CivilIdentity } from './identity/identity.rules.js';
import { externalIdTaken } from './people.errors.js';
import type { PersonDetails } from './people.types.js';

const valuesOf = (id: PersonId, details: PersonDetails) => [
  id,
  details.givenName,
  details.familyName,
  details.birthDate,
  details.email,
  details.phone,
  details.externalId,
  details.usualGivenName,
  details.usualFamilyName,
];

export async function insertPerson(
  tx: DatedTx,
  id: PersonId,
  ownerId: OrganisationId | null,
  details: PersonDetails,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into people
      (id, given_name, family_name, birth_date, email, phone, external_id, usual_given_name, usual_family_name,
       owner_id, version, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11)
    `,
    [...valuesOf(id, details), ownerId, at],
  ).catch(explain);
  await keepName(tx, id);
}

/** @throws precondition_failed when `version` is not the stored one */
export async function updatePerson(
  tx: DatedTx,
  id: PersonId,
  version: number,
  details: PersonDetails,
  at: Instant,
): Promise<void> {
  const updated = await row<{ renamed: boolean }>(
    tx,
    `
    update people p
    set given_name = $2, family_name = $3, birth_date = $4, email = $5, phone = $6, external_id = $7,
        usual_given_name = $8, usual_family_name = $9, version = p.version + 1, updated_at = $11
    from people old
    where p.id = $1 and p.version = $10 and old.id = p.id
    returning (old.given_name, old.family_name, old.usual_given_name, old.usual_family_name)
      is distinct from (p.given_name, p.family_name, p.usual_given_name, p.usual_family_name) as renamed
    `,
    [...valuesOf(id, details), version, at],
  ).catch(explain);
  if (!updated) throw preconditionFailed();
  if (updated.renamed) await keepName(tx, id);
}

/** Names and birth date alone: whoever corrects them need not know the rest. @throws precondition_failed */
export async function updateIdentity(
  tx: DatedTx,
  id: PersonId,
  version: number,
  { givenName, familyName, birthDate }: CivilIdentity,
  at: Instant,
): Promise<void> {
  const updated = await row(
    tx,
    `
    update people p
    set given_name = $3, family_name = $4, birth_date = $5, version = p.version + 1, updated_at = $6
    where p.id = $1 and p.version = $2
    returning p.id
    `,
    [id, version, givenName, familyName, birthDate, at],
  ).catch(explain);
  if (!updated) throw preconditionFailed();
  await keepName(tx, id);
}

/** Another version because of a membership, also for whoever may change nothing else. @throws precondition_failed */
export async function renewPerson(tx: Tx, id: PersonId, version: number, at: Instant): Promise<void> {
  const renewed = await row<{ done: boolean }>(tx, 'select app.renew_person($1, $2, $3) as done', [
    id,
    version,
    at,
  ]);
  if (!renewed?.done) throw preconditionFailed();
}

/** One at a time for each external id: of two that create it, the second finds it. */
export async function lockExternalId(
  tx: Tx,
  ownerId: OrganisationId | null,
  externalId: string,
): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `people ${ownerId} ${externalId}`,
  ]);
}

export async function writeMemberships(
  tx: Tx,
  personId: PersonId,
  { added, moved }: MembershipChanges,
  at: Instant,
): Promise<void> {
  for (const { organisationId, role, from, until } of added) {
    await rows(
      tx,
      `
      insert into memberships (id, person_id, organisation_id, role, from_day, until_day, created_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      `,
      [newId(), personId, organisationId, role, from, until, at],
    );
  }
  for (const { id, from, until } of moved) {
    await rows(tx, 'update memberships m set from_day = $2, until_day = $3 where m.id = $1', [
      id,
      from,
      until,
    ]);
  }
}

/** One at a time for each address, however it is written: of two who invite a new one, the second finds the person. */
export async function lockAddress(tx: Tx, email: string): Promise<void> {
  await rows(tx, `select pg_advisory_xact_lock(hashtextextended('address ' || lower($1), 0))`, [email]);
}

/** What the record says now is a name from now on. */
async function keepName(tx: DatedTx, id: PersonId): Promise<void> {
  await rows(tx, 'select app.keep_name($1)', [id]);
}

function explain(error: unknown): never {
  if (hasSqlState(error, 'PA403')) throw identityProtected(IDENTITY_FIELDS);
  const taken =
    violates(error, 'people_external_id_once') || violates(error, 'people_external_id_of_platform_once');
  throw taken ? externalIdTaken() : error;
}
