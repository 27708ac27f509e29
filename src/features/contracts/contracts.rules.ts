import type { AppError, FieldError } from '../../kernel/errors.js';
import { unknownReference } from '../../kernel/refusals.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import type { ContractDetails, ContractRow } from './contract-details.types.js';
import {
  amendmentRequired,
  endsBeforeStart,
  notAmendable,
  notTheSameAlternant,
  representativeUnnamed,
  wrongKind,
} from './contracts.errors.js';
import { RUNNING_STATUSES, type ContractStatus, type ContractStep } from './contracts.types.js';

/** What the ids of a new contract name. */
export interface Referred {
  readonly alternantIsKnown: boolean;
  readonly employerKind: string | null;
  readonly trainingCentreKind: string | null;
  readonly ladderIsPublished: boolean;
  /** The alternant of the contract continued; null when there is no such contract. */
  readonly continuedAlternantId: PersonId | null;
}

/** Everything that is wrong with what a contract says, all of it. `id`: of the contract itself, once it has one. */
export function findMistakes(
  details: ContractDetails,
  referred: Referred,
  id: ContractId | null,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!referred.alternantIsKnown) errors.push(unknownReference('/alternantId'));
  errors.push(...organisationMistakes('/employerId', 'employer', referred.employerKind));
  errors.push(...organisationMistakes('/trainingCentreId', 'training_centre', referred.trainingCentreKind));
  if (!referred.ladderIsPublished) errors.push(unknownReference('/ladderId'));
  if (details.until <= details.startsOn) errors.push(endsBeforeStart());
  const signsToo = details.legalRepresentative;
  if (signsToo && signsToo.givenName === '' && signsToo.familyName === '')
    errors.push(representativeUnnamed());
  if (details.continuationOf !== null) errors.push(...continuationMistakes(details, referred, id));
  return errors;
}

function organisationMistakes(
  pointer: string,
  wanted: 'employer' | 'training_centre',
  kind: string | null,
): FieldError[] {
  if (kind === null) return [unknownReference(pointer)];
  return kind === wanted ? [] : [wrongKind(pointer, wanted)];
}

function continuationMistakes(
  details: ContractDetails,
  referred: Referred,
  id: ContractId | null,
): FieldError[] {
  if (referred.continuedAlternantId === null || details.continuationOf === id)
    return [unknownReference('/continuationOf')];
  return referred.continuedAlternantId === details.alternantId ? [] : [notTheSameAlternant()];
}

/** A contract that is over frees its external id for one that begins later; one that was cancelled for any. */
export const freesExternalId = (
  stored: Pick<ContractRow, 'status' | 'heldUntil'>,
  next: Pick<ContractDetails, 'startsOn'>,
): boolean =>
  stored.status === 'cancelled' ||
  ((stored.status === 'terminated' || stored.status === 'completed') && stored.heldUntil <= next.startsOn);

/** Fixed by the signature, by the names that the API gives them. Anything else of a signed contract may be replaced. */
const PINNED = {
  kind: 'kind',
  alternantId: 'alternantId',
  employerId: 'employerId',
  trainingCentreId: 'trainingCentreId',
  ladderId: 'ladderId',
  startsOn: 'startsOn',
  until: 'endsOn',
  continuationOf: 'continuationOf',
} as const satisfies Partial<Record<keyof ContractDetails, string>>;

/** What the parties may still agree on by an amendment. Another person, kind or contract before it takes another contract. */
const AMENDABLE: readonly string[] = ['employerId', 'trainingCentreId', 'startsOn', 'endsOn'];

/** Why fields that the signature fixed do not change here: an amendment is named only where one would help. */
export function findPinnedRefusal(status: ContractStatus, pinned: readonly string[]): AppError | null {
  if (status === 'draft' || pinned.length === 0) return null;
  const fixed = pinned.filter((field) => !AMENDABLE.includes(field));
  if (!RUNNING_STATUSES.includes(status)) return notAmendable(pinned, status);
  return fixed.length > 0 ? notAmendable(fixed, status) : amendmentRequired(pinned);
}

/** What a correction leaves: every field that it does not name. */
export const mergeDetails = (
  stored: ContractDetails,
  changes: Partial<ContractDetails>,
): ContractDetails => ({
  kind: stored.kind,
  alternantId: stored.alternantId,
  employerId: stored.employerId,
  trainingCentreId: stored.trainingCentreId,
  ladderId: stored.ladderId,
  startsOn: stored.startsOn,
  until: stored.until,
  externalId: stored.externalId,
  continuationOf: stored.continuationOf,
  legalRepresentative: stored.legalRepresentative,
  ...changes,
});

/**
 * What a system tells that knows a contract as it was signed: the days that an amendment moved since are those of now, and a
 * replacement that repeats them every night neither moves them back nor is refused. Nor need it know what the contract continues.
 */
export function withTermsOfNow(
  stored: ContractDetails,
  sent: ContractDetails,
  steps: readonly ContractStep[],
): ContractDetails {
  const signedAt = steps.find(({ kind }) => kind === 'signed')?.sequence;
  if (signedAt === undefined) return sent;
  const signed = steps.findLast(({ terms, sequence }) => terms !== null && sequence < signedAt);
  const since = steps.filter(({ sequence }) => sequence > signedAt);
  const agreed = [...(signed ? [signed] : []), ...since].flatMap(({ terms }) => terms ?? []);
  const wasAgreed = (day: 'startsOn' | 'until') => agreed.some((terms) => terms[day] === sent[day]);
  return {
    ...sent,
    continuationOf: sent.continuationOf ?? stored.continuationOf,
    startsOn: wasAgreed('startsOn') ? stored.startsOn : sent.startsOn,
    until: wasAgreed('until') ? stored.until : sent.until,
  };
}

export interface Changes {
  readonly pinned: readonly string[];
  readonly free: readonly string[];
}

/** What would change, by the names that the API gives. */
export function compareDetails(stored: ContractDetails, given: ContractDetails): Changes {
  const pinned = (Object.keys(PINNED) as (keyof typeof PINNED)[]).filter((key) => stored[key] !== given[key]);
  const free: string[] = [];
  if (stored.externalId !== given.externalId) free.push('externalId');
  if (representative(stored) !== representative(given)) free.push('legalRepresentative');
  return { pinned: pinned.map((key) => PINNED[key]), free };
}

function representative({ legalRepresentative: who }: ContractDetails): string {
  return JSON.stringify(who === null ? null : [who.givenName, who.familyName, who.email, who.phone]);
}
