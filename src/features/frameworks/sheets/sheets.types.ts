import { isDay, type Day } from '../../../kernel/days.js';
import type { Certainty } from '../../../kernel/legal-rules.js';
import { knownSheet, sheetAfter, sheetBefore, type KnownSheet } from './known-sheets.rules.js';

/** The sheet before or after another. `rncp` null: the programme is known, its number is not. */
export interface OtherSheet {
  readonly rncp: string | null;
  readonly title: string;
  readonly startsOn: Day | null;
  readonly isVerified: boolean;
}

/** The sheet of a framework in the national register (RNCP), as far as its author, or the data of the law, tells. */
export interface Sheet {
  readonly rncp: string;
  /** The first day on which somebody may enter under it; null: nobody says. */
  readonly startsOn: Day | null;
  /** The last day on which somebody may enter under it; null: no end is known. */
  readonly expiresOn: Day | null;
  /** How sure we are of its days; null: its author alone tells them. */
  readonly certainty: Certainty | null;
  readonly predecessor: OtherSheet | null;
  readonly successor: OtherSheet | null;
}

/** What is kept beside a framework, of its sheet; `successorTitle`: what a framework under the next sheet is called. */
export interface SheetDetails {
  readonly title: string;
  readonly rncp: unknown;
  readonly rncpEffectiveAt?: unknown;
  readonly rncpExpiresAt: unknown;
  readonly rncpSuccessor: unknown;
  readonly successorTitle?: string | null;
  /** The platform’s own framework: what it ships never changes, and the data of the law goes on to learn. */
  readonly isPlatforms?: boolean;
}

/** As that of a framework. */
const LONGEST_TITLE = 300;
const NUMBER = /^(?:RNCP)?(\d{3,5})$/i;

/** Null: no number is written. What an author wrote of their own framework is taken before what the data of the law has. */
export function sheetOf(details: SheetDetails): Sheet | null {
  const rncp = numberIn(details.rncp);
  if (rncp === null) return null;
  const known = knownSheet(rncp);
  const written = {
    startsOn: isDay(details.rncpEffectiveAt) ? details.rncpEffectiveAt : null,
    expiresOn: isDay(details.rncpExpiresAt) ? details.rncpExpiresAt : null,
    successor: successorIn(details),
  };
  const next = known && sheetAfter(known);
  const following = next && otherOf(next, details.successorTitle);
  const isKnownFirst = details.isPlatforms === true && known !== null;
  return {
    rncp,
    startsOn: (isKnownFirst ? known.startsOn : null) ?? written.startsOn ?? known?.startsOn ?? null,
    expiresOn: (isKnownFirst ? known.expiresOn : null) ?? written.expiresOn ?? known?.expiresOn ?? null,
    certainty: known && (isKnownFirst || written.expiresOn === null) ? known.certainty : null,
    predecessor: known && otherOf(sheetBefore(known)),
    successor: isKnownFirst ? (following ?? written.successor) : (written.successor ?? following),
  };
}

export const otherOf = (sheet: KnownSheet | null, title?: string | null): OtherSheet | null =>
  sheet && {
    rncp: sheet.rncp,
    title: title ?? sheet.title,
    startsOn: sheet.startsOn,
    isVerified: sheet.certainty === 'V',
  };

/** The next sheet of a diploma has its title, where nobody knows another one. */
function successorIn({ title, successorTitle, rncpSuccessor }: SheetDetails): OtherSheet | null {
  const after = rncpSuccessor as { rncp?: unknown; title?: unknown; verified?: unknown } | null | undefined;
  const next = numberIn(typeof after === 'object' && after !== null ? after.rncp : after);
  if (next === null) return null;
  return {
    rncp: next,
    title: successorTitle ?? (typeof after?.title === 'string' ? after.title.slice(0, LONGEST_TITLE) : title),
    startsOn: knownSheet(next)?.startsOn ?? null,
    isVerified: after?.verified === true,
  };
}

/** The number of the sheet, whether or not its end is known. */
export const rncpOf = ({ rncp }: Pick<SheetDetails, 'rncp'>): string | null => numberIn(rncp);

function numberIn(value: unknown): string | null {
  const [, digits] = (typeof value === 'string' && NUMBER.exec(value.trim())) || [];
  return digits === undefined ? null : `RNCP${digits}`;
}
