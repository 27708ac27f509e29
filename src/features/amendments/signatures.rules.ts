import type { Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { isMinor } from '../contracts/contracts.types.js';
import type { Amended, AmendmentChanges, AmendmentParty, AmendmentRow } from './amendments.types.js';
import { signedInTheFuture, signedTooEarly, signedTooLate } from './changes.errors.js';

/** The alternant, as far as that says who signs with them. */
export interface Signer {
  readonly birthDate: Day | null;
  /** A minor who is emancipated. */
  readonly signsAlone: boolean;
}

export const needsRepresentative = ({ birthDate, signsAlone }: Signer, day: Day): boolean =>
  !signsAlone && isMinor(birthDate, day);

/**
 * Who has to sign: a minor of the day not without a representative, and whose age nobody knows is one; the employer to which the
 * contract passes. `passes`: it does.
 */
export const partiesOn = (signer: Signer, day: Day, passes = false): AmendmentParty[] => [
  'employer',
  'training_centre',
  'alternant',
  ...(needsRepresentative(signer, day) ? (['legal_representative'] as const) : []),
  ...(passes ? (['new_employer'] as const) : []),
];

/** The day by which it is judged whether somebody signs with the alternant: that on which they signed, `day` until they do. */
export const representedOn = ({ answers }: Pick<AmendmentRow, 'answers'>, day: Day): Day =>
  answers.find(({ kind, party }) => kind === 'signed' && party === 'alternant')?.signedOn ?? day;

/** Who has not signed. */
export function awaitedOf(
  { answers }: Pick<AmendmentRow, 'answers'>,
  parties: readonly AmendmentParty[],
): AmendmentParty[] {
  if (answers.some(({ completes, kind }) => completes || kind !== 'signed')) return [];
  return parties.filter((party) => !answers.some((answer) => answer.party === party));
}

/**
 * Why it is not yet the turn of that party; null when it is. An organisation signs last, since what is complete changes the
 * contract; the employer where a main tutor changes, since it gives that mandate; the centre where the employer does, since it is
 * party to both contracts.
 * @returns who signs first
 */
export function findOrderRefusal(
  party: AmendmentParty,
  awaited: readonly AmendmentParty[],
  changes: Pick<AmendmentChanges, 'mainTutorId' | 'newEmployerId'>,
): AmendmentParty[] | null {
  const others = awaited.filter((one) => one !== party);
  if (party !== 'employer' && party !== 'training_centre') return null;
  if (changes.newEmployerId !== null) return party === 'training_centre' && others.length > 0 ? others : null;
  const isLastSide = !others.includes('employer') && !others.includes('training_centre');
  if (isLastSide && others.length > 0) return others;
  return changes.mainTutorId !== null && party === 'employer' && others.length > 0 ? others : null;
}

/** On which days an amendment may have been signed. */
export function findSigningDayMistake(contract: Amended, signedOn: Day, today: Day): FieldError | null {
  if (signedOn > today) return signedInTheFuture();
  if (contract.signedOn !== null && signedOn < contract.signedOn) return signedTooEarly();
  return contract.status === 'completed' && signedOn >= contract.until ? signedTooLate() : null;
}
