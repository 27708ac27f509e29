import { addDays, addMilliseconds, dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { Mandate } from '../mandates/mandates.types.js';
import { addressTaken, metInTheFuture, metTooLongAgo, otherName } from './guest-links.errors.js';
import {
  MOST_DAYS_BACK,
  type BorneLink,
  type GuestIdentity,
  type GuestLinkJudgement,
  type GuestPurpose,
  type KnownAddress,
} from './guest-links.types.js';

/** A representative's link opens as often as it is needed; a tutor's until the request is answered. */
export const isGood = ({ state }: GuestLinkJudgement, purpose: GuestPurpose): boolean =>
  state === 'sent' || state === 'opened' || (state === 'used' && purpose === 'legal_representative');

/** What is wrong with a new link for a tutor, all of it. `earlier`: the names under which that address was given before. */
export function findLinkMistakes(
  wanted: GuestIdentity & { readonly metOn: Day },
  today: Day,
  known: KnownAddress | null,
  earlier: Pick<GuestIdentity, 'givenName' | 'familyName'> | null,
): FieldError[] {
  return [
    ...(wanted.metOn > today ? [metInTheFuture()] : []),
    ...(wanted.metOn < addDays(today, -MOST_DAYS_BACK) ? [metTooLongAgo()] : []),
    ...findAddressMistakes(known),
    ...(earlier && !isSameName(wanted, earlier) ? [otherName()] : []),
  ];
}

/** Nobody who stands there already comes in by another way. */
export const findAddressMistakes = (known: KnownAddress | null): FieldError[] =>
  known === null ? [] : [addressTaken(known)];

export const isSameName = (
  one: Pick<GuestIdentity, 'givenName' | 'familyName'>,
  other: Pick<GuestIdentity, 'givenName' | 'familyName'>,
): boolean =>
  fold(one.givenName) === fold(other.givenName) && fold(one.familyName) === fold(other.familyName);

const fold = (name: string): string => name.trim().toLocaleLowerCase('fr');

const DAY_MS = 86_400_000;
export const expiryOf = (now: Instant, days: number): Instant => addMilliseconds(now, days * DAY_MS);

/** Above the first level a link alone is not enough: who bears it shows a code that came by another mail. */
export const needsCode = (ladder: Ladder, levels: readonly string[]): boolean =>
  levels.some((level) => ladder.levels.findIndex(({ code }) => code === level) !== 0);

/** The days that a tutor's link covers: from that on which they met, to that on which it expires. */
export const daysOf = ({
  metOn,
  expiresAt,
}: Pick<BorneLink, 'metOn' | 'expiresAt'>): { readonly from: Day; readonly until: Day } => {
  const until = addDays(dayOf(expiresAt), 1);
  return { from: metOn ?? until, until };
};

/**
 * What stands where a mandate would, for the one answer: the policy of sign-offs judges it as it judges any. Nobody else sees it, so it
 * is in no team, no route and no count.
 */
export function grantOf({ id, contractId, personId, ...days }: BorneLink): Mandate {
  const { from, until } = daysOf(days);
  return {
    id: id as unknown as Mandate['id'],
    contractId,
    personId,
    role: 'substitute',
    from,
    until,
    maxLevel: null,
    absences: [],
    memberOn: [{ from, until }],
  };
}

const CODE = /^\d{6}$/;
/** People type what they read in groups. */
export const typedCode = (typed: string): string | null => {
  const code = typed.replaceAll(/\s/g, '');
  return CODE.test(code) ? code : null;
};
