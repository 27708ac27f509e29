import type { Instant } from '../../kernel/days.js';
import type { ContractId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { DatedTx, Tx } from '../../platform/database/db.js';
import { rows } from '../../platform/database/sql.js';
import { newId } from '../../platform/ids.js';
import { hasSqlState, violates } from '../../platform/database/violations.js';
import type { ContractDetails } from './contract-details.types.js';
import { overlapsSuspension } from './contracts.errors.js';
import { alternantKeptElsewhere, contractOverlap } from './signing/signing.errors.js';
import { heldUntil, type ContractLife } from './contracts.types.js';

/** A draft without a history yet: its first fact is its first step. */
export async function insertContract(
  tx: DatedTx,
  id: ContractId,
  ownerId: OrganisationId,
  details: ContractDetails,
  at: Instant,
  transferId: string | null = null,
): Promise<void> {
  await rows(
    tx,
    `
    insert into contracts
      (id, kind, alternant_id, employer_id, training_centre_id, ladder_id, starts_on, until_day,
       continuation_of, legal_representative, owner_id, held_until, suspensions, version, created_at, updated_at,
       last_sequence, last_recorded_at, transfer_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $8, '{}', 1, $12, $12, 0, $12, $13)
    `,
    [...valuesOf(id, details), ownerId, at, transferId],
  ).catch(explain);
}

/** Another version of what the parties agreed on. */
export async function replaceDetails(
  tx: Tx,
  id: ContractId,
  details: ContractDetails,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    update contracts c
    set kind = $2, alternant_id = $3, employer_id = $4, training_centre_id = $5, ladder_id = $6, starts_on = $7,
        until_day = $8, continuation_of = $9, legal_representative = $10,
        held_until = case when c.ended_as is null then $8 else c.held_until end,
        version = c.version + 1, updated_at = $11
    where c.id = $1
    `,
    [...valuesOf(id, details), at],
  ).catch(explain);
}

/** What lists and constraints read of the life: always that of all its steps. */
export async function writeLife(tx: Tx, id: ContractId, life: ContractLife, at: Instant): Promise<void> {
  const suspensions = life.suspensions.map(({ from, until }) => `[${from ?? ''},${until ?? ''})`);
  await rows(
    tx,
    `
    update contracts c
    set signed_on = $2, held_until = $3, ended_as = $4, cancelled_on = $5, suspensions = $6::datemultirange,
        suspension_periods = $7::daterange[], version = c.version + 1, updated_at = $8
    where c.id = $1
    `,
    [
      id,
      life.signedOn,
      heldUntil(life),
      life.endedAs,
      life.cancelledOn,
      `{${suspensions.join(',')}}`,
      suspensions,
      at,
    ],
  ).catch(explain);
}

/** The days that the parties agreed on since, with what they make of the life. */
export async function writeTerms(tx: Tx, id: ContractId, life: ContractLife, at: Instant): Promise<void> {
  await rows(
    tx,
    `
    update contracts c
    set starts_on = $2, until_day = $3, held_until = $4, version = c.version + 1, updated_at = $5
    where c.id = $1
    `,
    [id, life.startsOn, life.until, heldUntil(life), at],
  ).catch(explain);
}

/** By a signature the alternant is the training centre's too, whoever recorded them. */
export async function admitAlternant(tx: Tx, id: ContractId, at: Instant): Promise<void> {
  await rows(tx, 'select app.admit_alternant($1, $2, $3)', [id, newId(), at]);
}

/** Another version because something around the contract shows in it. */
export async function renewVersion(tx: Tx, id: ContractId, at: Instant): Promise<void> {
  await rows(tx, 'update contracts c set version = c.version + 1, updated_at = $2 where c.id = $1', [id, at]);
}

/** Whoever signs something of one of these people waits for whoever is doing so: what both would count stays countable. */
export async function lockPeople(tx: Tx, people: readonly PersonId[]): Promise<void> {
  for (const person of [...new Set(people)].sort()) {
    await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`signs ${person}`]);
  }
}

const valuesOf = (id: ContractId, details: ContractDetails) => [
  id,
  details.kind,
  details.alternantId,
  details.employerId,
  details.trainingCentreId,
  details.ladderId,
  details.startsOn,
  details.until,
  details.continuationOf,
  details.legalRepresentative === null ? null : JSON.stringify(details.legalRepresentative),
];

function explain(error: unknown): never {
  if (violates(error, 'contracts_one_signed_at_a_time')) throw contractOverlap();
  if (violates(error, 'contracts_suspensions_apart')) throw validationFailed([overlapsSuspension()]);
  if (hasSqlState(error, 'PA409')) throw alternantKeptElsewhere();
  throw error;
}
