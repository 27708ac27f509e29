import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Instant } from '../../kernel/days.js';
import type { ContractId, OrganisationId } from '../../kernel/ids.js';
import { preconditionFailed, refuseAny, validationFailed } from '../../kernel/refusals.js';
import type { Actor } from '../../platform/access/actor.js';
import { Db, type DatedTx, type Tx } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import type { ContractHistory } from '../contract-history/contract-history.rules.js';
import { openHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { findOrganisation } from '../organisations/organisations.queries.js';
import { readAlternation } from './calendar/alternation.queries.js';
import { contractDatesOf, type ContractDates } from './calendar/dates.rules.js';
import type { ContractDetails, ContractRow, PutDetails } from './contract-details.types.js';
import { listEvents, type EventRow } from './contract-events.queries.js';
import { contractAmended, contractCreated } from './contracts.facts.js';
import { formOfAnother } from './form/form.facts.js';
import { findForm } from './form/form.queries.js';
import { OF_ANOTHER } from './form/form.rules.js';
import { organisationAsked, ownerOf, requireOwner, requireSide } from './contracts.policy.js';
import { getAuthority, getContract, listSteps } from './contracts.queries.js';
import { listContracts } from './finding/finding.queries.js';
import type { ContractFilters, ContractPage, Found } from './finding/finding.types.js';
import { findPlacedMistakes } from './placements/placed.rules.js';
import { listPlacements } from './placements/placements.queries.js';
import { findReferences } from './signing/references.queries.js';
import { ladderNeeded } from './external-ids/external-ids.errors.js';
import {
  findContractIdByExternalId,
  findWhatGoesOn,
  getContractByExternalId,
} from './external-ids/external-ids.queries.js';
import {
  compareDetails,
  findMistakes,
  findPinnedRefusal,
  freesExternalId,
  mergeDetails,
  withTermsOfNow,
} from './contracts.rules.js';
import { isMinor } from './contracts.types.js';
import { legalRepresentativeMissing } from './signing/signing.errors.js';

import { findBirthDate } from './signing/tutors.queries.js';
import { callContract, freeExternalId, lockExternalId } from './external-ids/external-ids.store.js';
import { insertContract, renewVersion, replaceDetails } from './contracts.store.js';

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

export interface PutCommand {
  /** Whose external id it is; null when the caller has one organisation only. */
  readonly organisationId: OrganisationId | null;
  readonly externalId: string;
  /** The version that was read; null when the caller did not say. */
  readonly version: number | null;
  readonly details: PutDetails;
}

export interface ContractRead {
  readonly contract: ContractRow;
  readonly dates: ContractDates;
}

@Injectable()
export class ContractsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  create(actor: Actor, details: ContractDetails): Promise<ContractRow> {
    return this.db.write(
      actor,
      async (tx) => {
        await requireSound(tx, details, null);
        const ownerId = ownerOf(await getAuthority(tx), details);
        if (details.externalId !== null) await this.takeExternalId(tx, ownerId, details.externalId, details);
        return this.insert(tx, actor, ownerId, details);
      },
      { isDated: true },
    );
  }

  /** With the days that follow from its calendar and its form. @throws not_found */
  get(actor: Actor, id: ContractId): Promise<ContractRead> {
    return this.db.read(actor, async (q) => {
      const contract = await getContract(q, id);
      return { contract, dates: contractDatesOf(await readAlternation(q, id, null), contract.readOn) };
    });
  }

  /** @throws not_found; validation_failed when several organisations know one by it */
  getByExternalId(actor: Actor, externalId: string, ownerId: OrganisationId | null): Promise<ContractRow> {
    return this.db.read(actor, (q) => getContractByExternalId(q, externalId, ownerId));
  }

  list(actor: Actor, filters: ContractFilters, page: ContractPage): Promise<Found<ContractRow>[]> {
    return this.db.read(actor, (q) => listContracts(q, filters, page));
  }

  /** Oldest first. @throws not_found when the contract may not be seen */
  history(actor: Actor, id: ContractId, page: Page): Promise<EventRow[]> {
    return this.db.read(actor, async (q) => {
      await getContract(q, id);
      return listEvents(q, id, page);
    });
  }

  /** Creates, or replaces the one of that external id: `created` says which. */
  put(actor: Actor, command: PutCommand): Promise<{ contract: ContractRow; created: boolean }> {
    return this.db.write(
      actor,
      async (tx) => {
        const authority = await getAuthority(tx);
        const ownerId = organisationAsked(authority, command.organisationId);
        const id = await this.takeExternalId(tx, ownerId, command.externalId, command.details);
        const details = await withLadder(tx, id, command.details);
        await requireSound(tx, details, id);
        if (id !== null)
          return {
            contract: await this.replace(tx, actor, id, ownerId, { ...command, details }),
            created: false,
          };
        requireOwner(authority, details, ownerId);
        if (command.version !== null) throw preconditionFailed();
        return { contract: await this.insert(tx, actor, ownerId, details), created: true };
      },
      { isDated: true },
    );
  }

  /**
   * Puts a draft right, field by field; of a signed contract the legal representative, and one's own external id. `version` null:
   * whichever is there.
   */
  update(
    actor: Actor,
    id: ContractId,
    version: number | null,
    changes: Partial<ContractDetails>,
  ): Promise<ContractRow> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, id);
      const stored = await getContract(tx, id);
      const authority = await getAuthority(tx);
      requireSide(authority, stored);
      const details = mergeDetails(stored, changes);
      requireSide(authority, details);
      if (version !== null && version !== stored.version) throw preconditionFailed();
      await requireSound(tx, details, id);
      return this.amend(tx, history, stored, { details, calledBy: ownerOf(authority, details) });
    });
  }

  /** Something that the contract's answer shows has changed around it, such as its main tutor. */
  renew(tx: Tx, id: ContractId, at: Instant): Promise<void> {
    return renewVersion(tx, id, at);
  }

  /** @returns the contract that is called so and stays it; null: the id is free, or a contract that is over freed it */
  private async takeExternalId(
    tx: Tx,
    ownerId: OrganisationId,
    externalId: string,
    details: PutDetails,
  ): Promise<ContractId | null> {
    await lockExternalId(tx, ownerId, externalId);
    const id = await findContractIdByExternalId(tx, ownerId, externalId);
    if (id === null) return null;
    const stored = await getContract(tx, id);
    const ladderId = details.ladderId ?? stored.ladderId;
    const isAnother = compareDetails(stored, { ...details, ladderId }).pinned.length > 0;
    if (!isAnother || !freesExternalId(stored, details)) return id;
    await freeExternalId(tx, id, ownerId);
    // A system that knows one contract sends it with another employer: it passed there.
    const next = await findWhatGoesOn(tx, id, ownerId, details);
    if (next !== null) await callContract(tx, next, ownerId, externalId);
    return next;
  }

  private async insert(
    tx: DatedTx,
    actor: Actor,
    ownerId: OrganisationId,
    details: ContractDetails,
  ): Promise<ContractRow> {
    const id: ContractId = newId();
    await insertContract(tx, id, ownerId, details, this.clock.now());
    if (details.externalId !== null) await callContract(tx, id, ownerId, details.externalId);
    const history = await openHistory(tx, actor, this.clock, id);
    recordFacts(tx, history, [contractCreated(history, details)]);
    return getContract(tx, id);
  }

  /** On a draft everything may change; once signed, what the parties signed stays. */
  private async replace(
    tx: Tx,
    actor: Actor,
    id: ContractId,
    calledBy: OrganisationId,
    { version, details, externalId }: Omit<PutCommand, 'details'> & { readonly details: ContractDetails },
  ): Promise<ContractRow> {
    const history = await openHistory(tx, actor, this.clock, id);
    const stored = { ...(await getContract(tx, id)), externalId };
    const authority = await getAuthority(tx);
    requireSide(authority, stored);
    requireOwner(authority, details, calledBy);
    if (version !== null && version !== stored.version) throw preconditionFailed();

    const kept = withTermsOfNow(stored, details, await listSteps(tx, id));
    return this.amend(tx, history, stored, { details: kept, calledBy });
  }

  private async amend(
    tx: Tx,
    history: ContractHistory,
    stored: ContractRow,
    { details, calledBy }: { readonly details: ContractDetails; readonly calledBy: OrganisationId },
  ): Promise<ContractRow> {
    const { id } = stored;
    const { pinned, free } = compareDetails(stored, details);
    const refusal = findPinnedRefusal(stored.status, pinned);
    if (refusal) throw refusal;
    if (pinned.length + free.length === 0) return stored;
    if (pinned.some((field) => PLACES.includes(field))) await requirePlaced(tx, id, details);
    const isTakenAway = stored.legalRepresentative !== null && details.legalRepresentative === null;
    if (stored.signedOn !== null && isTakenAway) await requireOfAge(tx, stored);
    await replaceDetails(tx, id, details, history.recordedAt);
    if (free.includes('externalId')) await callContract(tx, id, calledBy, details.externalId);
    const amended = contractAmended(history, details, [...pinned, ...free]);
    const moved = pinned.filter((field) => OF_ANOTHER.includes(field));
    const form = moved.length === 0 ? [] : formOfAnother(history, await findForm(tx, id), moved);
    recordFacts(tx, history, [amended, ...form]);
    return getContract(tx, id);
  }
}

/** Left out, it is the ladder that the contract follows. @throws validation_failed where there is no contract yet */
async function withLadder(tx: Tx, id: ContractId | null, details: PutDetails): Promise<ContractDetails> {
  const ladderId = details.ladderId ?? (id && (await getContract(tx, id)).ladderId);
  if (ladderId === null) throw validationFailed([ladderNeeded()]);
  return { ...details, ladderId };
}

/** What placements of a draft are judged by. */
const PLACES: readonly string[] = ['employerId', 'startsOn', 'endsOn'];

/** Placements were judged by what the contract said until now. @throws validation_failed */
async function requirePlaced(tx: Tx, id: ContractId, details: ContractDetails): Promise<void> {
  const placements = await listPlacements(tx, id);
  if (placements.length === 0) return;
  const employer = await findOrganisation(tx, details.employerId);
  refuseAny(findPlacedMistakes(details, employer?.siret ?? null, placements));
}

/** @throws validation_failed with everything that is wrong */
async function requireSound(tx: Tx, details: ContractDetails, id: ContractId | null): Promise<void> {
  const errors = findMistakes(details, await findReferences(tx, details), id);
  if (errors.length > 0) throw validationFailed(errors);
}

/** A signed contract of a minor keeps its legal representative: another may take their place, nobody may not. */
async function requireOfAge(tx: Tx, { alternantId, signedOn }: ContractRow): Promise<void> {
  const birthDate = await findBirthDate(tx, alternantId);
  if (signedOn !== null && isMinor(birthDate, signedOn)) throw legalRepresentativeMissing();
}
